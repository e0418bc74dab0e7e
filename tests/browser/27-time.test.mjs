// What becomes of codes and of a held time when their minutes are over. The clock of the
// portal and of its stand is moved on; nobody waits. The browser's clock stays where it is, so
// it has no scripts that would count by it.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  meetPlain,
  PASSWORD,
  press,
  says,
  send,
  standard,
  typeCode,
} from './lib/journey.mjs';

const house = await openHouse({ clock: true });
const { stand } = house;
const test = inOrder();
let person;
let page;

test('a code whose five minutes are over proves nothing, and a new one does', async () => {
  ({ person, page } = await standard(house, 12, { js: false, phone: true }));
  await page.visit('/cabinet/confirm/contact?way=sms');
  await fill(page, { number: person.snils_shown });
  const late = await stand.nextCode(person.phone, () => press(page, 'Получить код'));
  at(page, '/cabinet/confirm/sms');
  house.later(6);
  await typeCode(page, late);
  assert.match(await says(page), /Срок кода/);
  await meetPlain(page, 'code-over');
  const fresh = await stand.nextCode(person.phone, () => press(page, 'Отправить снова'));
  await typeCode(page, fresh);
  assert.match(await says(page), /\?/);
  await page.locator('main .govuk-radios').waitFor();
});

test('a time that was not booked in ten minutes is free again', async () => {
  await page.visit('/cabinet/confirm/mfc');
  await press(page, 'Получить код');
  await page.visit('/centres/kasimov-mfc');
  await press(page, 'Записаться: Подтвердить личность');
  await page.locator('.okno-days a').last().click();
  await page.waitForLoadState();
  const choose = page.url();
  const chosen = await page.locator('.okno-slots button').first().getAttribute('value');
  await page.locator('.okno-slots button').first().click();
  await page.waitForLoadState();
  at(page, /^\/cabinet\/visits\/[0-9a-f-]{36}$/);
  house.later(11);
  await press(page, 'Записаться');
  assert.match(await says(page), /Время вышло|больше не держим/);
  await meetPlain(page, 'visit-over');
  await page.visit(choose);
  await page.locator(`.okno-slots button[value="${chosen}"]`).click();
  await page.waitForLoadState();
  await press(page, 'Записаться');
  assert.match(await says(page), /Ждём вас/);
});

test('a session is over after half an hour without a request', async () => {
  house.later(31);
  await page.visit('/cabinet');
  at(page, '/login');
  await fill(page, { login: person.phone, password: PASSWORD });
  await send(page, 'login');
  at(page, '/cabinet');
});
