// A day at the desk: twenty cases by keyboard alone, several at once, a case that changes
// hands, and the head of the department.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse, PHONE } from './lib/house.mjs';
import { at, fill, meet, meetPlain, official, plain, press, says } from './lib/journey.mjs';
import { expectNoAxeViolations, expectNoSidewaysScroll } from './lib/look.mjs';
import { eventually } from './lib/stand.mjs';

const house = await openHouse({ args: ['--cases', '34'] });
const officer = await official(house, 'officer');
const CASE = /^\/work\/cases\/[0-9a-f-]{36}$/;

/** What the page says has just been decided. */
const told = async (page) => plain(await page.locator('.okno-noticebar').innerText());
const path = (page) => new URL(page.url()).pathname;
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? '');

/** Presses a key that leads to another page. */
async function leads(page, key) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
}

test('the queue shows what is overdue first, in words', async () => {
  await officer.visit('/work');
  const dues = await officer.locator('.okno-table .okno-due').allInnerTexts();
  assert.equal(dues.length, 25);
  assert.match(plain(dues[0]), /^Просрочено на \d+ д/);
  assert.match(await says(officer), /Просрочено\s+\d+/);
  await meet(officer, 'desk-queue');
  await press(officer, 'Следующие 25');
  const rest = await officer.locator('.okno-table .okno-due').allInnerTexts();
  assert.equal(rest.length, 9);
  assert.match(plain(rest.at(-1)), /^Осталось \d+ рабочих дн/);
  await meet(officer, 'desk-queue-2');
});

test('twenty cases are decided by keyboard alone', async () => {
  await officer.visit('/work');
  await officer.keyboard.press('j');
  await officer.keyboard.press('j');
  await officer.keyboard.press('k');
  await leads(officer, 'Enter');
  at(officer, CASE);
  await meet(officer, 'desk-closed');
  await leads(officer, 'c');
  await meet(officer, 'desk-case-open');
  const begun = Date.now();
  const seen = new Set();
  for (let n = 0; n < 20; n += 1) {
    at(officer, CASE);
    const one = path(officer);
    assert.ok(!seen.has(one), 'another case each time');
    seen.add(one);
    if (n % 5 === 3) {
      await officer.keyboard.press('r');
      assert.equal(await focused(officer), 'ground');
      await officer.keyboard.press('ArrowDown');
      await leads(officer, 'Control+Enter');
      assert.match(await told(officer), /^ЭК-\d{4}-\d{7}: Отклонено/);
    } else if (n % 5 === 4) {
      await officer.keyboard.press('q');
      await officer.keyboard.press('Space');
      await officer.keyboard.press('m');
      await officer.keyboard.type('Снимок не читается.');
      await leads(officer, 'Control+Enter');
      assert.match(await told(officer), /^ЭК-\d{4}-\d{7}: Ждём заявителя/);
    } else {
      // The same key in the Russian layout.
      await officer.keyboard.press(n % 2 ? 'a' : 'KeyA');
      await leads(officer, 'Enter');
      assert.match(await told(officer), /^ЭК-\d{4}-\d{7}: Одобрено/);
    }
    if (n === 0) await meet(officer, 'desk-after');
  }
  assert.ok(Date.now() - begun < 60_000, `${Date.now() - begun} ms`);
  assert.equal(seen.size, 20);
});

test('a document opens beside the answers, grows and turns by keys', async () => {
  at(officer, CASE);
  const viewer = officer.locator('#viewer');
  assert.equal(await viewer.isVisible(), false);
  await officer.keyboard.press('v');
  await viewer.waitFor();
  assert.match(await viewer.innerText(), /полис\.png/);
  const picture = viewer.locator('img');
  await picture.evaluate((img) => img.decode());
  const width = async () => (await picture.boundingBox()).width;
  const before = await width();
  await officer.keyboard.press('+');
  await eventually(async () => (await width()) > before * 1.4, 'the picture to grow');
  await officer.keyboard.press('-');
  await officer.keyboard.press(']');
  const turned = () => picture.evaluate((img) => img.style.transform === 'rotate(90deg)');
  await eventually(turned, 'the picture to turn');
  await officer.keyboard.press('[');
  await meet(officer, 'desk-viewer');
  await officer.keyboard.press('Escape');
  assert.equal(await viewer.isVisible(), false);
});

test('«?» shows the keys; they are switched off and stay off', async () => {
  await officer.keyboard.press('?');
  const panel = officer.locator('#okno-keys');
  await panel.waitFor();
  assert.match(plain(await panel.innerText()), /вернуть в очередь/);
  await expectNoAxeViolations(officer);
  if (process.env.OKNO_SHOTS) await officer.shot('desk-keys-1280');
  await panel.getByRole('button', { name: 'Выключить клавиши' }).click();
  await panel.getByRole('button', { name: 'Закрыть', exact: true }).click();
  const here = path(officer);
  await officer.keyboard.press('v');
  await officer.keyboard.press('a');
  assert.equal(await officer.locator('#viewer').isVisible(), false);
  assert.equal(await officer.locator('[name=decision]:checked').count(), 0);
  await officer.visit(here);
  await officer.keyboard.press('a');
  assert.equal(await officer.locator('[name=decision]:checked').count(), 0, 'remembered');
  assert.equal(await officer.locator('.govuk-button kbd:visible').count(), 0);
  await officer.getByRole('button', { name: 'Все клавиши' }).click();
  await panel.getByRole('button', { name: 'Включить клавиши' }).click();
  await officer.keyboard.press('Escape');
  await officer.keyboard.press('a');
  assert.equal(await officer.locator('[name=decision]:checked').count(), 1);
});

test('a letter typed into a field is a letter', async () => {
  const here = path(officer);
  await officer.keyboard.press('m');
  await officer.keyboard.type('garn?');
  assert.equal(await officer.locator('#message').inputValue(), 'garn?');
  assert.equal(path(officer), here);
});

/** Chooses somebody in a list of officials. */
async function choose(page, name) {
  const option = page.locator('#to option', { hasText: name });
  await page.locator('#to').selectOption(await option.getAttribute('value'));
}

let colleague;

test('a case goes to a colleague with a word, and the colleague sees it', async () => {
  const here = path(officer);
  await officer.visit(here);
  await leads(officer, 'h');
  at(officer, /\/hand$/);
  await meet(officer, 'desk-hand');
  await press(officer, 'Передать');
  await officer.locator('#error-summary').waitFor();
  await meet(officer, 'desk-hand-flawed');
  await choose(officer, 'Ермакова');
  await fill(officer, { note: 'Ухожу в отпуск, документ проверен.' });
  await press(officer, 'Передать');
  assert.match(await told(officer), /передано/);
  colleague = await official(house, 'officer2');
  await colleague.visit('/work?f=mine');
  assert.match(await says(colleague), /Передал\(а\) Хакимов И\. М\.: Ухожу в отпуск/);
  await meet(colleague, 'desk-handed');
  await colleague.visit(here);
  assert.match(await says(colleague), /Передал\(а\) Хакимов И\. М\.: Ухожу в отпуск/);
  await colleague.visit('/work?f=mine');
  assert.doesNotMatch(await says(colleague), /Ухожу в отпуск/);
});

test('without scripts a case is claimed and decided, and several at once', async () => {
  const page = await official(house, 'officer2', { js: false });
  await page.visit('/work?f=new');
  await page.locator('.okno-table tbody a').first().click();
  await press(page, /^Взять в работу/);
  at(page, CASE);
  await meetPlain(page, 'desk-plain-case');
  assert.equal(await page.locator('#viewer').isVisible(), false);
  assert.equal(await page.locator('a[data-view]').getAttribute('target'), '_blank');
  await page.locator('[name=decision][value=approve]').check();
  await press(page, 'Отправить и взять следующее');
  assert.match(await told(page), /Одобрено/);

  await page.visit('/work?f=new');
  const boxes = page.locator('.okno-tick input');
  for (let n = 0; n < 3; n += 1) await boxes.nth(n).check();
  await page.locator('button[name=act][value=reject]').click();
  assert.match(await says(page), /Пока ничего не решено/);
  await meetPlain(page, 'desk-plain-bulk');
  await press(page, 'Отказать по 3 заявлениям');
  assert.match(await says(page), /Выберите основание отказа/);
  await page.locator('#ground').selectOption({ index: 2 });
  await press(page, 'Отказать по 3 заявлениям');
  assert.equal((await says(page)).match(/Отклонено/g).length, 3);
  await meetPlain(page, 'desk-plain-bulk-done');
});

test('several cases are approved at once, and once', async () => {
  await colleague.visit('/work?f=new');
  await colleague.keyboard.press('j');
  await colleague.keyboard.press('x');
  await colleague.keyboard.press('j');
  await colleague.keyboard.press('x');
  assert.equal(await colleague.locator('.okno-tick input:checked').count(), 2);
  await colleague.locator('button[name=act][value=approve]').click();
  await colleague.waitForLoadState();
  await meet(colleague, 'desk-bulk');
  const sent = await colleague
    .locator('form[action="/work/bulk/decide"]')
    .evaluate((form) => Object.fromEntries(new FormData(form)));
  await press(colleague, 'Одобрить 2 заявления');
  assert.equal((await says(colleague)).match(/Одобрено/g).length, 2);
  await meet(colleague, 'desk-bulk-done');
  // The same once more, as by a second click.
  const headers = { origin: house.portal, 'sec-fetch-site': 'same-origin' };
  const again = await colleague.request.post('/work/bulk/decide', { form: sent, headers });
  assert.equal(plain(await again.text()).match(/Решено раньше: Одобрено/g).length, 2);
});

test('the head of the department sees who holds what and moves cases', async () => {
  const chief = await official(house, 'chief');
  at(chief, '/work/team');
  await meet(chief, 'desk-team');
  await press(chief, 'Передать отмеченные');
  await chief.locator('#error-summary').waitFor();
  await meet(chief, 'desk-team-flawed');
  await chief.locator('.okno-tick input').first().check();
  await choose(chief, 'Ермакова');
  await press(chief, 'Передать отмеченные');
  assert.match(await told(chief), /Передано 1 заявление|остал/);
  await chief.visit('/work/statistics');
  assert.match(await says(chief), /Электронная карта/);
  assert.match(await says(chief), /\d+ \(\d+ %\)/);
  await meet(chief, 'desk-statistics');
  const file = await chief.request.get('/work/statistics/file');
  assert.match(file.headers()['content-type'], /text\/csv/);
  assert.match(await file.text(), /Решено;;\d+/);
});

test('the desk works on a phone', async () => {
  const page = await official(house, 'officer', { phone: true });
  await page.setViewportSize(PHONE);
  for (const place of ['/work', '/work?f=new', '/work?f=asked', '/work?f=done']) {
    await page.visit(place);
    await expectNoSidewaysScroll(page);
  }
  await page.visit('/work?f=new');
  await press(page, /^Взять следующее/);
  at(page, CASE);
  await page.locator('a[data-view]').click();
  await page.locator('#viewer').waitFor();
  await expectNoAxeViolations(page, [PHONE]);
  if (process.env.OKNO_SHOTS) await page.shot('desk-viewer-360');
});
