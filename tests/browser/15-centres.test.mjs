// «Найти центр обслуживания» and what follows: a visit is booked, the operator opens the case
// from the list of the day; the post hands out a code on paper.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  confirmationCode,
  fill,
  fillProfile,
  inOrder,
  meet,
  meetPlain,
  newcomer,
  official,
  picture,
  press,
  register,
  says,
  send,
  typeCode,
  untilSays,
  untilStandard,
} from './lib/journey.mjs';

const test = inOrder();
const house = await openHouse();
const person = await newcomer(house);
const other = await newcomer(house, 1);
const page = await house.page();
const second = await house.page();
const POST = '/cabinet/confirm/post-office';
let slot;
let visit;

/** Somebody whom the registries have found right. */
async function standard(of, who) {
  await register(house, of, who);
  await fillProfile(of, who);
  await untilStandard(of, { reload: true });
}

/** The first time that is free on the last day that has any; its text. */
async function lastFree(of) {
  const days = of.locator('.okno-days a');
  await days.last().click();
  await of.waitForLoadState();
  return of.locator('.okno-slots button').first();
}

test('offices are found by town and kind, on a map and in a list', async () => {
  const guest = await house.page();
  await guest.visit('/');
  await guest.locator('main').getByRole('link', { name: 'Найти центр обслуживания' }).click();
  at(guest, '/centres');
  assert.match(await says(guest), /Касимов: 6 мест/);
  assert.equal(await guest.locator('.okno-map [data-pin]').count(), 6);
  await meet(guest, 'centres');
  await fill(guest, { place: 'ryazan-region', kind: 'mfc' });
  await press(guest, 'Показать');
  assert.match(await says(guest), /Рязанская область: 3 места/);
  await meet(guest, 'centres-region');
  await fill(guest, { place: 'skopin', kind: 'rostelecom' });
  await press(guest, 'Показать');
  assert.match(await says(guest), /Здесь таких мест нет/);
  await meet(guest, 'centres-none');
  await guest.visit('/centres/kasimov-sobornaya');
  await meet(guest, 'centre');
});

test('without scripts the list and the map are there too', async () => {
  const plain = await house.page({ js: false, phone: true });
  await plain.visit('/centres?place=kaliningrad-region');
  assert.match(await says(plain), /Время местное/);
  await meetPlain(plain, 'centres-plain');
});

test('the nearest come first, and the place of the device stays on the device', async () => {
  const context = await house.newContext();
  await context.grantPermissions(['geolocation'], { origin: house.portal });
  await context.setGeolocation({ latitude: 54.9447, longitude: 41.4021 });
  const near = await house.page({ context });
  await near.visit('/centres?place=kasimov');
  const asked = [];
  near.on('request', (request) => asked.push(request.url()));
  await near.getByRole('button', { name: 'Ближайшие ко мне' }).click();
  await untilSays(near, /Сначала показаны ближайшие/);
  assert.equal(
    await near.locator('.okno-centres li').first().getAttribute('id'),
    'kasimov-pension-fund',
  );
  assert.equal(await near.locator('[data-pin=kasimov-pension-fund]').textContent(), '1');
  assert.match(await says(near), /100 м от вас/);
  // The browser may fetch its icon late; nothing else is asked of anybody.
  assert.deepEqual(
    asked.filter((url) => !url.includes('/assets/')),
    [],
  );
  await meet(near, 'centres-near');
});

test('a time is chosen, held and booked', async () => {
  await standard(page, person);
  await page.visit('/centres/kasimov-mfc');
  await press(page, 'Записаться: Подтвердить личность');
  assert.match(await says(page), /Сначала код, потом время/);
  await meet(page, 'visit-code-first');
  await press(page, 'Получить код');
  at(page, '/cabinet/visits/new');
  await meet(page, 'visit-choose');
  const button = await lastFree(page);
  slot = { at: await button.getAttribute('value'), day: page.url() };
  await button.click();
  await page.waitForLoadState();
  at(page, /^\/cabinet\/visits\/[0-9a-f-]{36}$/);
  visit = new URL(page.url()).pathname;
  await untilSays(page, /вышло\. (9|10):\d\d/);
  await meet(page, 'visit-held');
  await press(page, 'Записаться');
  at(page, visit);
  assert.match(await says(page), /Ждём вас/);
  await meet(page, 'visit-booked');
  await page.goBack();
  await page.visit('/cabinet');
  assert.match(await says(page), /Мои записи/);
  await picture(page, 'visit-cabinet');
});

test('who comes second is told, and offered other times', async () => {
  await standard(second, other);
  await second.visit('/cabinet/confirm/mfc');
  await press(second, 'Получить код');
  // Three are received at a time there: of these two both are, so the rest is a page that
  // lay open while a whole day went by.
  await second.visit(slot.day);
  await second.evaluate(() => {
    const button = document.querySelector('.okno-slots button');
    button.value = String(Number(button.value) - 86400 * 30);
  });
  await second.locator('.okno-slots button').first().click();
  await second.waitForLoadState();
  assert.match(await says(second), /На это время записаться уже нельзя/);
  await meet(second, 'visit-too-late');
  assert.ok((await second.locator('.okno-slots button').count()) > 0);
});

test('a visit is moved and cancelled', async () => {
  await page.visit(visit);
  await press(page, 'Перенести');
  assert.match(await says(page), /Вы записаны на/);
  await page.locator('.okno-days a').first().click();
  await page.waitForLoadState();
  await page.locator('.okno-slots button').first().click();
  await page.waitForLoadState();
  assert.match(await says(page), /Прежняя запись .* отменится/);
  await press(page, 'Записаться');
  assert.match(await says(page), /Ждём вас/);
  const moved = new URL(page.url()).pathname;
  await page.visit(visit);
  assert.match(await says(page), /Запись перенесена/);
  await page.visit(moved);
  await press(page, 'Отменить запись');
  assert.match(await says(page), /Запись отменена/);
  await meet(page, 'visit-cancelled');
});

test('the operator of the МФЦ confirms at once', async () => {
  await page.visit('/cabinet/confirm/mfc');
  const code = await confirmationCode(page);
  const operator = await official(house, 'mfc');
  await operator.visit('/centre/visits');
  await meet(operator, 'centre-visits-empty');
  await operator.visit('/centre');
  await fill(operator, { code });
  await send(operator, 'code');
  await fill(operator, { face: true, numbers: true, intact: true });
  await press(operator, 'Подтвердить личность');
  await page.visit('/cabinet/confirm');
  await untilSays(page, /Личность подтверждена/);
});

test('the post hands out a code on paper, and the person types it', async () => {
  await second.visit(POST);
  await press(second, 'Получить код');
  await meet(second, 'post-office-code');
  const sheet = second.locator('main').getByRole('link', { name: 'Распечатать заявочный лист' });
  const printed = await second.request.get(await sheet.getAttribute('href'));
  assert.equal(printed.headers()['content-type'], 'application/pdf');
  const code = await confirmationCode(second);
  const clerk = await official(house, 'clerk');
  await fill(clerk, { code });
  await send(clerk, 'code');
  await fill(clerk, { face: true, numbers: true, intact: true });
  await press(clerk, 'Паспорт сверен, выдать код');
  const paper = (await clerk.locator('.okno-showcode').innerText()).trim();
  assert.match(paper, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await meet(clerk, 'post-office-slip');
  await second.visit(POST);
  await meet(second, 'post-office-enter');
  for (let n = 0; n < 5; n++) await typeCode(second, '00000-00000');
  assert.match(await says(second), /попыток было слишком много/);
  await meet(second, 'post-office-wait');
  // Not even the right one is looked at now. A new case has a new code and no wait.
  await typeCode(second, paper);
  assert.match(await says(second), /попыток было слишком много/);
  await press(second, 'Отменить');
  await second.visit(POST);
  await press(second, 'Получить код');
  await clerk.visit('/centre');
  await fill(clerk, { code: await confirmationCode(second) });
  await send(clerk, 'code');
  await fill(clerk, { face: true, numbers: true, intact: true });
  await press(clerk, 'Паспорт сверен, выдать код');
  const again = await clerk.locator('.okno-showcode').innerText();
  await second.visit(POST);
  await typeCode(second, again.trim().toLowerCase().replace('-', ' '));
  await untilSays(second, /Личность подтверждена/);
});
