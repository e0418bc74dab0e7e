// Nothing that is typed is lost: the page is left, the browser closed, the network cut, the
// visit over; and of two tabs none overwrites the other unseen. Without scripts too.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  confirmed,
  fill,
  inOrder,
  meet,
  meetPlain,
  newcomer,
  official,
  plain,
  press,
  says,
  send,
  signInByCode,
  untilSays,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';
import { Wire } from './lib/wire.mjs';

const SERVICE = '/services/zhaloba';
const test = inOrder();
const house = await openHouse();
const wire = new Wire();
const person = await newcomer(house);
const operator = await official(house, 'operator');
house.portal = await wire.lay(house.portal);
const page = await house.page();
let base;
let contacts;

/** What the page says of what is typed. */
const line = (tab) => tab.locator('.okno-kept').innerText().then(plain);
const untilKept = (tab, text = /^Сохранено$/) =>
  eventually(
    async () => text.test(await line(tab)),
    async () => `${text}: ${await line(tab)}`,
  );
/** Types like a person: key by key. */
async function type(tab, name, text) {
  const field = tab.locator(`main [name="${name}"]`);
  await field.fill('');
  await field.pressSequentially(text);
}
const value = (tab, name) => tab.locator(`main [name="${name}"]`).inputValue();

async function another(options = {}) {
  const tab = await house.page(options);
  await signInByCode(house, tab, person);
  return tab;
}

test('a draft, begun', async () => {
  await confirmed(house, page, person, operator);
  await page.visit(SERVICE);
  await press(page, /^Подать жалобу|^Начать/);
  if (/\/applications\/new\//.test(page.url())) await press(page, /^Начать/);
  base = new URL(page.url()).pathname;
  contacts = `${base}/contacts`;
});

test('what is typed is kept without a press, and nothing moves', async () => {
  await page.visit(contacts);
  const button = page.locator('main form[data-keep] button.govuk-button').first();
  const before = await button.boundingBox();
  await type(page, 'email', 'новый@po');
  await untilKept(page);
  assert.deepEqual(await button.boundingBox(), before, 'the button has moved');
  const spoken = await page.locator('[role=status].govuk-visually-hidden').allInnerTexts();
  assert.match(plain(spoken.join(' ')), /Сохранено/, 'only for those who see');
  await meet(page, 'kept');
});

test('left by a link and opened in another browser, it is there', async () => {
  await type(page, 'email', 'мой@pochta');
  // At once: before a pause would have sent it.
  await page.locator('.okno-back').click();
  at(page, base);
  await untilSays(page, /Начато/, { reload: true });
  const elsewhere = await another();
  await elsewhere.visit(contacts);
  assert.equal(await value(elsewhere, 'email'), 'мой@pochta');
  assert.match(await says(elsewhere), /Вы не закончили эту страницу/);
  await meet(elsewhere, 'typed-before');
  await elsewhere.context().close();
});

test('without a network the page says so, stays, and sends all when it is back', async () => {
  await page.visit(contacts);
  wire.cut();
  await type(page, 'email', 'amina@pochta.example');
  await untilKept(page, /Нет связи\. Напечатанное сохранится, как только она вернётся/);
  await meet(page, 'no-network');
  await send(page, 'email');
  await untilKept(page, /мы не открыли следующую страницу/);
  at(page, contacts);
  assert.equal(await value(page, 'email'), 'amina@pochta.example');
  await meet(page, 'no-network-pressed');
  wire.mend();
  await untilKept(page);
  const stored = await page.evaluate(() => localStorage.length + sessionStorage.length);
  assert.equal(stored, 0, 'something lies in the browser');
  await page.visit(contacts);
  assert.equal(await value(page, 'email'), 'amina@pochta.example');
});

test('a browser that is offline waits too', async () => {
  await page.context().setOffline(true);
  await type(page, 'email', 'offline@pochta.example');
  await untilKept(page, /Нет связи/);
  await send(page, 'email');
  at(page, contacts);
  await page.context().setOffline(false);
  await untilKept(page);
  await page.visit(contacts);
  assert.equal(await value(page, 'email'), 'offline@pochta.example');
});

test('when the visit is over the page says so; signed in again, it is kept', async () => {
  const cookies = (await page.context().cookies()).filter(({ name }) => name === 'okno');
  await page.context().clearCookies({ name: 'okno' });
  await type(page, 'email', 'back@pochta.example');
  await untilKept(page, /Вы вышли из кабинета.+Войти в новой вкладке/);
  await meet(page, 'signed-out');
  await send(page, 'email');
  at(page, contacts);
  await page.context().addCookies(cookies);
  await send(page, 'email');
  await page.waitForURL((url) => url.pathname !== contacts);
  await page.visit(contacts);
  assert.equal(await value(page, 'email'), 'back@pochta.example');
});

test('a press after the visit is over leads back to the page and what was kept', async () => {
  await type(page, 'email', 'door@pochta.example');
  await untilKept(page);
  await page.context().clearCookies({ name: 'okno' });
  await send(page, 'email');
  await untilSays(page, /Вход|Войти/);
  assert.match(page.url(), /\/login\?next=/);
  const next = new URL(page.url()).searchParams.get('next');
  assert.equal(next, contacts);
  await signInByCode(house, page, person);
  await page.visit(contacts);
  assert.equal(await value(page, 'email'), 'door@pochta.example');
});

test('two tabs: different fields merge, of the same one both answers are shown', async () => {
  await send(page, 'email');
  const one = await house.page({ context: page.context() });
  const two = await house.page({ context: page.context() });
  for (const tab of [one, two]) await tab.visit(contacts);
  await fill(one, { email: 'one@pochta.example' });
  await send(one, 'email');
  await fill(two, { email: 'two@pochta.example' });
  await untilKept(two, /В другой вкладке здесь другой ответ/);
  await send(two, 'email');
  const told = await says(two);
  assert.match(told, /Сейчас сохранено: one@pochta\.example/);
  assert.match(told, /Вы ввели: two@pochta\.example/);
  await meet(two, 'two-answers');
  await press(two, /^Взять сохранённое/);
  assert.equal(await value(two, 'email'), 'one@pochta.example');
  assert.doesNotMatch(await says(two), /Вы ввели/);
  await fill(two, { email: 'mine@pochta.example' });
  await send(two, 'email');
  await two.waitForURL((url) => url.pathname !== contacts);
  await two.visit(contacts);
  assert.equal(await value(two, 'email'), 'mine@pochta.example');
  await one.close();
  await two.close();
});

test('without scripts: mistakes stay, and two tabs are told', async () => {
  const tab = await another({ js: false });
  await tab.visit(contacts);
  const late = await house.page({ context: tab.context() });
  await late.visit(contacts);
  await fill(tab, { email: 'не почта' });
  await send(tab, 'email');
  await tab.visit(contacts);
  assert.equal(await value(tab, 'email'), 'не почта');
  await fill(late, { email: 'late@pochta.example' });
  await send(late, 'email');
  assert.match(await says(late), /Сейчас сохранено: не почта[\s\S]*Вы ввели: late@pochta\.example/);
  await meetPlain(late, 'two-answers-plain');
  // The key Enter saves the page; it is not taken for the other button.
  await late.locator('main [name=email]').press('Enter');
  await late.waitForURL((url) => url.pathname !== contacts);
  await late.visit(contacts);
  assert.equal(await value(late, 'email'), 'late@pochta.example');
});
