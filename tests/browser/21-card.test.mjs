// A code that a bank sends to the phone tied to a card: as a proof of contact, which gives
// no level, and as the last step of a confirmation by a bank that wants it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import {
  at,
  bankCode,
  fill,
  meet,
  meetPlain,
  mobilePassword,
  otherCode,
  press,
  says,
  standard,
  typeCode,
  untilSays,
} from './lib/journey.mjs';

const CARD = '/cabinet/confirm/card';
const BANK = '/cabinet/confirm/bank';
const house = await openHouse();
const { stand } = house;

test('a bank without the card, a wrong code, then the right one: contact is proven, the level stays', async () => {
  const { person, page } = await standard(house, 10);
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Банковская карта/ }).click();
  await page.waitForURL('**/cabinet/confirm/contact?way=card');
  await meet(page, 'card-contact');
  await fill(page, { number: person.snils_shown });
  await press(page, 'Получить код');
  at(page, CARD);
  await meet(page, 'card');
  await press(page, 'Получить код');
  assert.match(await says(page), /Выберите банк/);
  await meet(page, 'card-flawed');

  await stand.post('/api/banks', { twist: 'no-card' });
  await fill(page, { bank: 'tinkoff', consent: true });
  await press(page, 'Получить код');
  await untilSays(page, /Тинькофф: такой карты нет/);
  await meet(page, 'card-none');

  await stand.post('/api/banks', { twist: 'none' });
  await fill(page, { bank: 'vtb', consent: true });
  await press(page, 'Получить код');
  // The page moves by itself.
  await untilSays(page, /ВТБ-Онлайн отправил код на телефон/);
  const code = await bankCode(house, person.phone);
  await meet(page, 'card-code');
  // A second tab stands where the first one does.
  const tab = await house.page({ context: page.context() });
  await tab.visit(CARD);
  assert.match(await says(tab), /Код от банка/);
  await typeCode(page, otherCode(code));
  await untilSays(page, /Код не подошёл. Осталось 4 попытки/);
  await meet(page, 'card-code-wrong');
  await typeCode(page, code);
  await page.waitForURL('**/cabinet/confirm');
  await untilSays(page, /Банковская карта/);
  assert.doesNotMatch(await says(page), /Личность подтверждена/);
  await meet(page, 'card-done');
  // The way back and the other tab ask nothing again.
  await page.goBack();
  await page.visit(CARD);
  at(page, '/cabinet/confirm');
  await typeCode(tab, code);
  await tab.waitForURL('**/cabinet/confirm');
});

test('without scripts and at 360: five wrong codes end it, a code of the bank confirms', async () => {
  const { person, page } = await standard(house, 11, { js: false, phone: true });
  const reload = { reload: true };
  await page.visit('/cabinet/confirm/contact?way=card');
  await fill(page, { number: person.inn });
  await press(page, 'Получить код');
  await meetPlain(page, 'card-plain');
  await fill(page, { bank: 'tinkoff', consent: true });
  await press(page, 'Получить код');
  await untilSays(page, /Тинькофф отправил код/, reload);
  const right = await bankCode(house, person.phone);
  for (const left of [4, 3, 2, 1]) {
    await typeCode(page, otherCode(right));
    await untilSays(page, new RegExp(`Остал(ось|ась) ${left}`), reload);
  }
  await meetPlain(page, 'card-last-try');
  await typeCode(page, otherCode(right));
  await untilSays(page, /код введён неверно слишком много раз/, reload);
  await meetPlain(page, 'card-ended');

  await page.visit(BANK);
  await fill(page, { bank: 'sberbank', consent: true });
  await press(page, 'Продолжить');
  await untilSays(page, /Осталось подтвердить/, reload);
  await press(page, 'Перейти: Сбербанк Онлайн');
  await page.locator('#person').selectOption(person.id);
  await press(page, 'Согласиться');
  await mobilePassword(house, page, person);
  await page.waitForURL(`**${BANK}`);
  await untilSays(page, /Данные совпали, остался последний шаг/, reload);
  await meetPlain(page, 'card-after-bank');
  await typeCode(page, await bankCode(house, person.phone));
  await untilSays(page, /Личность подтверждена/, reload);
});
