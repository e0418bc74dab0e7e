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

/** A draft of a service, begun. */
async function begin(tab, service) {
  await tab.visit(`/services/${service}`);
  await press(tab, 'Начать заявление');
  if (/\/applications\/new\//.test(tab.url())) await press(tab, /^Начать/);
  return new URL(tab.url()).pathname;
}

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

test('several choices: what they bring up comes at once, and ticks are kept too', async () => {
  const car = await begin(page, 'registratsiya-avtomobilya');
  await page.visit(`${car}/car`);
  await fill(page, { reason: 'changed', vin: 'XTA21099112345678' });
  await send(page, 'vin');
  await page.visit(`${car}/basis`);
  const tick = (value) => page.locator(`[name=what_changed][value=${value}]`);
  const colour = page.locator('[name=new_colour]');
  assert.ok(!(await colour.isVisible()));
  await tick('colour').check();
  await tick('lost').check();
  assert.ok(await colour.isVisible(), 'the rule has not heard of it');
  await untilKept(page);
  await meet(page, 'several-choices');
  await page.visit(`${car}/basis`);
  assert.ok(await tick('colour').isChecked());
  assert.ok(await tick('lost').isChecked());
  assert.ok(!(await tick('name').isChecked()));
  assert.ok(await colour.isVisible());
  for (const value of ['colour', 'lost']) await tick(value).uncheck();
  await send(page, 'what_changed');
  assert.match(await says(page), /Выберите хотя бы один вариант/);
  const problem = page.locator('.govuk-error-summary a', { hasText: 'Выберите хотя бы' });
  await problem.click();
  assert.ok(await tick('name').evaluate((one) => one === document.activeElement));
  await meet(page, 'several-choices-none');
});

test('several choices without scripts: the page asks what they bring up', async () => {
  const tab = await another({ js: false });
  const car = await begin(tab, 'registratsiya-avtomobilya');
  await tab.visit(`${car}/car`);
  await fill(tab, { reason: 'changed', vin: 'XTA21099112345678' });
  await send(tab, 'vin');
  await tab.visit(`${car}/basis`);
  const tick = (value) => tab.locator(`[name=what_changed][value=${value}]`);
  await tick('colour').check();
  await tick('lost').check();
  await fill(tab, { pts: 'electronic' });
  await send(tab, 'what_changed');
  at(tab, `${car}/basis`);
  assert.ok((await tick('colour').isChecked()) && (await tick('lost').isChecked()));
  await meetPlain(tab, 'several-choices-plain');
  await fill(tab, { new_colour: 'зелёный', pts_number: '164301012345678' });
  await send(tab, 'what_changed');
  await tab.waitForURL((url) => url.pathname !== `${car}/basis`);
  await tab.visit(`${car}/basis`);
  assert.ok((await tick('colour').isChecked()) && (await tick('lost').isChecked()));
  assert.ok(!(await tick('name').isChecked()));
  assert.equal(await value(tab, 'new_colour'), 'зелёный');
  await tab.context().close();
});

test('a document fills a field in, and leads to where it is mended', async () => {
  const passport = person.documents['foreign-passport'];
  await page.visit('/cabinet/documents/new/foreign-passport');
  await fill(page, passport);
  await press(page, 'Добавить документ');
  await untilSays(page, /Проверен в реестре/);
  const paper = new URL(page.url()).pathname;
  const draft = await begin(page, 'zagranpasport');
  await page.visit(`${draft}/names`);
  await fill(page, { old_passport: 'valid' });
  assert.equal(await value(page, 'old_number'), passport.number);
  assert.match(await says(page), /Из раздела «Мои документы»\. Можно исправить/);
  await meet(page, 'filled-in');
  const mend = page.getByRole('link', { name: 'Исправить в «Моих документах»' });
  await mend.click();
  at(page, paper);
  await page.visit(`${draft}/contacts`);
  const links = page.getByRole('link', { name: 'Исправить в профиле' });
  assert.equal(await links.count(), 2);
  await meet(page, 'filled-in-contacts');
});

test('a shared list of options is one field to choose from', async () => {
  const draft = await begin(page, 'mesto-v-detskom-sadu');
  await page.visit(`${draft}/children`);
  const row = page.getByRole('link', { name: /Добавить ребёнка|Заполнить/ }).first();
  if (await row.count()) await row.click();
  else await press(page, 'Добавить ребёнка');
  await page.locator('[name=certificate_kind][value=foreign]').check();
  const countries = page.locator('[name=foreign_country]');
  await countries.selectOption({ label: 'Россия' });
  await countries.blur();
  await untilSays(page, /Это российское свидетельство/);
  await meet(page, 'long-list-wrong');
  await countries.selectOption({ label: 'Казахстан' });
  await untilKept(page);
  await meet(page, 'long-list');
  assert.equal(await countries.inputValue(), 'KAZ');
  const names = async () => (await countries.locator('option').allInnerTexts()).slice(1);
  const russian = await names();
  assert.deepEqual(russian, russian.toSorted(new Intl.Collator('ru').compare));
  // In English they stand otherwise.
  await page.getByRole('button', { name: 'EN, English' }).click();
  await untilSays(page, /Which country issued the certificate/);
  const english = await names();
  assert.ok(english.indexOf('Armenia') < english.indexOf('Australia'));
  assert.ok(russian.indexOf('Армения') > russian.indexOf('Австралия'));
  assert.equal(await countries.inputValue(), 'KAZ');
});
