// Whoever has lost everything comes to a centre: documents that do not agree are refused, those
// that do bring a code of access on paper, and with it the person sets another password.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  meet,
  official,
  press,
  says,
  send,
  signIn,
  smsSays,
  standard,
} from './lib/journey.mjs';

const house = await openHouse();
const { person, page } = await standard(house, 1);
const operator = await official(house, 'operator');
const NEW = 'Тукан-4бегут*';

const step = inOrder();

let code;

step('documents that do not agree are refused, and no more is said', async () => {
  await operator.visit('/centre');
  await press(operator, 'Вернуть человеку доступ');
  at(operator, '/centre/return');
  await meet(operator, 'return');
  await fill(operator, {
    snils: person.snils_shown,
    surname: person.surname,
    name: person.name,
    patronymic: person.patronymic ?? '',
    birth_date: person.birth_date_shown,
    passport_number: '99 99 123456',
    face: true,
    intact: true,
  });
  await press(operator, 'Сверить');
  assert.match(await says(operator), /Данные не сошлись/);
  await meet(operator, 'return-wrong');
});

step('those that agree bring a code, and every session ends', async () => {
  await fill(operator, { passport_number: person.passport_number_shown });
  await press(operator, 'Сверить');
  at(operator, /^\/centre\/return\/.+/);
  await meet(operator, 'return-agrees');
  await press(operator, 'Выдать код доступа');
  code = await operator.locator('.okno-showcode').innerText();
  await meet(operator, 'return-code');
  await smsSays(house, person.phone, /выдали код/);
  await page.visit('/cabinet');
  at(page, '/login');
});

step('with the code another password is set, and the old one opens nothing', async () => {
  const home = await house.page();
  await home.visit('/login/first');
  await fill(home, { login: person.email, code });
  await send(home, 'code');
  at(home, '/recover/password');
  await meet(home, 'return-password');
  await fill(home, { password: NEW, repeat: NEW });
  await send(home, 'password');
  at(home, '/cabinet');
  await signIn(page, person.email);
  assert.match(await says(page), /не подошли/);
  await home.visit('/cabinet/security/looks');
  assert.match(await says(home), /Возвращали доступ по документам/);
});
