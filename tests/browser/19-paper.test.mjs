// The paper package: prepared and posted by the person, followed, taken in at the desk, mended, confirmed.

import assert from 'node:assert/strict';
import { picture as scanOf } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  mailSays,
  meet,
  newcomer,
  official,
  papers,
  press,
  register,
  says,
  send,
  untilSays,
} from './lib/journey.mjs';
import { expectNoAxeViolations } from './lib/look.mjs';

const test = inOrder();
const house = await openHouse();
const { stand } = house;
const sender = await newcomer(house);
const operator = await official(house, 'operator');
const sends = await house.page({ phone: true });
let number;

test('a package is prepared, posted and followed', async () => {
  await register(house, sends, sender);
  // Straight from the simplified account: the desk enters the data.
  await sends.visit('/cabinet/confirm');
  await sends.getByRole('link', { name: /^Подтвердить.*Документы на бумаге/ }).click();
  await sends.waitForURL(/\/cabinet\/confirm\/paper/);
  await meet(sends, 'paper');
  await press(sends, 'Подготовить пакет');
  await meet(sends, 'paper-prepared');
  const pdf = await sends.request.get('/cabinet/confirm/paper/form');
  assert.equal(pdf.headers()['content-type'], 'application/pdf');
  number = /Номер пакета\s+(\d{4} ?\d{4})/.exec(await says(sends))?.[1];
  assert.ok(number, await says(sends));
  await fill(sends, { track: '12345678901234' });
  await press(sends, 'Сохранить');
  assert.match(await says(sends), /не сходится|цифр|номер/i);
  await meet(sends, 'paper-track-wrong');
  const office = await house.page();
  await office.goto(`${stand.url}/post`);
  await expectNoAxeViolations(office);
  await office.locator('[name=name]').fill('Портал «Окно»');
  await office.locator('[name=address]').fill('Касимов');
  await office.getByRole('button', { name: 'Сдать в окно' }).click();
  await office.waitForURL(/\/post\/\d{14}/);
  const track = /\d{14}/.exec(office.url())[0];
  await fill(sends, { track });
  await sends.locator('[name=receipt]').setInputFiles(scanOf('чек.png'));
  await press(sends, 'Сохранить');
  await untilSays(sends, /Посмотреть чек/);
  await meet(sends, 'paper-sent');
  await office.getByRole('button', { name: 'Прибыло', exact: true }).click();
  await untilSays(sends, /Почта доставила/);
  await office.close();
});

test('the intake desk asks for what is missing, enters the data, confirms', async () => {
  await operator.visit('/centre');
  await press(operator, 'Пакеты по почте');
  await meet(operator, 'packages');
  await fill(operator, { number });
  await send(operator, 'number');
  at(operator, /^\/centre\/packages\//);
  await meet(operator, 'package');
  await press(operator, 'Пакет у меня');
  await meet(operator, 'package-received');
  const some = { application: true, inventory: true, passport: true, inn: true };
  await fill(operator, { ...some, note: 'Приложите квитанцию за последний месяц' });
  await press(operator, 'Попросить исправить');
  await meet(operator, 'package-lacking');
  await mailSays(house, sender.email, /Приложите квитанцию за последний месяц/);
  await sends.visit('/cabinet/confirm/paper');
  await untilSays(sends, /Нужно исправить/);
  await meet(sends, 'paper-lacking');
  await press(operator, 'Внести данные');
  await fill(operator, papers(sender));
  await meet(operator, 'package-data');
  await press(operator, 'Сохранить и сверить');
  await operator.getByText('Записать разговор').click();
  await fill(operator, { how: 'phone', said: 'Прислал квитанцию' });
  await press(operator, 'Записать');
  assert.match(await says(operator), /Прислал квитанцию/);
  await fill(operator, { ...some, address: true, certified: true, note: '' });
  await press(operator, 'Всё верно, подтвердить');
  await untilSays(operator, /Личность подтверждена/, { reload: true });
  await meet(operator, 'package-done');
  await mailSays(house, sender.email, /Личность подтверждена/);
  await sends.visit('/cabinet/level');
  await untilSays(sends, /Подтверждённая/);
});
