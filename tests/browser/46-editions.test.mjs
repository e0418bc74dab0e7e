// A service changes while people use it, and what one does after a decision: complain about
// it, or apply once more.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openHouse } from './lib/house.mjs';
import {
  at,
  claim,
  confirmed,
  decide,
  fill,
  fillCard,
  inOrder,
  meet,
  meetPlain,
  newcomer,
  official,
  press,
  says,
  send,
  sendCard,
  signInByCode,
  untilSays,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const test = inOrder();
const here = path.dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'okno-services-'));
after(() => rmSync(folder, { recursive: true, force: true }));
cpSync(path.join(here, '../../services'), folder, { recursive: true });
const house = await openHouse({ env: { OKNO_FOLDERS__SERVICES: folder } });
const operator = await official(house, 'operator');
const officer = await official(house, 'officer');
const person = await newcomer(house);
const page = await house.page();
const card = path.join(folder, 'elektronnaya-karta/service.yaml');
let base;
let number;
let draft;

/** Saves the folder of a service and waits until the portal has taken it up. */
async function saved(change, sign) {
  writeFileSync(card, change(readFileSync(card, 'utf8')));
  const guest = await house.page();
  await eventually(async () => {
    await guest.visit('/services/elektronnaya-karta');
    return sign.test(await says(guest));
  }, `the portal to take up ${sign}`);
}

test('a refusal leads to a complaint that is filled in', async () => {
  await confirmed(house, page, person, operator);
  base = (await fillCard(page)).replace(/\/check$/, '');
  number = await sendCard(house, page, person);
  await claim(officer, number);
  await decide(officer, 'reject', async (form) => {
    await form.locator('[name=ground]').selectOption('document-unreadable');
  });
  await page.visit(base);
  await untilSays(page, /Отклонено/, { reload: true });
  await meet(page, 'again-rejected');
  await press(page, 'Пожаловаться на решение');
  assert.match(await says(page), new RegExp(number));
  await meet(page, 'again-complaint-offer');
  await press(page, /^Начать/);
  const complaint = new URL(page.url()).pathname;
  await page.visit(`${complaint}/subject`);
  assert.equal(await page.locator('[name=case_number]').inputValue(), number);
  assert.equal(await page.locator('[name=about][value=decision]').isChecked(), true);
  assert.match(await page.locator('[name=decided_on]').inputValue(), /^\d\d\.\d\d\.\d{4}$/);
  await meet(page, 'again-complaint');
  await send(page, 'about');
  at(page, `${complaint}/details`);
});

test('the same once more begins with the answers', async () => {
  await page.visit(base);
  await press(page, 'Подать заново');
  assert.match(await says(page), /приложите файлы заново/);
  await meet(page, 'again-offer');
  await press(page, /^Начать/);
  draft = new URL(page.url()).pathname;
  await page.visit(`${draft}/card`);
  assert.equal(await page.locator('[name=purpose][value=medical]').isChecked(), true);
  await page.visit(`${draft}/contacts`);
  assert.notEqual(await page.locator('#email').inputValue(), '');
});

test('the folder is saved: a draft follows, and says what has no place any more', async () => {
  await saved(
    (text) =>
      text
        .replace(/\nexamples:\n(?:[ #].*\n|\n)*/, '\n')
        .replace('version: 1', 'version: 2')
        .replace(
          '  sections:\n',
          `  sections:
    - id: school
      title: {ru: Где учитесь или работаете, en: Where you study or work}
      questions:
        - id: place
          kind: text
          label: {ru: Название, en: Name}
`,
        )
        .replace(/\nminutes: \d+/, '\nminutes: 17'),
    /17 минут/,
  );
  await page.visit(draft);
  assert.match(await says(page), /Услуга изменилась/);
  assert.match(await says(page), /Где учитесь или работаете/);
  await meet(page, 'edition-carried');
  await press(page, 'Понятно');
  assert.doesNotMatch(await says(page), /Услуга изменилась/);
  await page.visit(`${draft}/school`);
  await fill(page, { place: 'Касимовский приборный завод, цех 4' });
  await send(page, 'place');
  // And the question is dropped again.
  await saved(
    (text) =>
      text
        .replace(/ {4}- id: school\n(?:.*\n){5}/, '')
        .replace('version: 2', 'version: 3')
        .replace(/\nminutes: \d+/, '\nminutes: 18'),
    /18 минут/,
  );
  const bare = await house.page({ js: false, phone: true });
  await signInByCode(house, bare, person);
  await bare.visit(draft);
  assert.match(await says(bare), /цех 4/);
  await meetPlain(bare, 'edition-left');
  await press(bare, 'Понятно');
  assert.doesNotMatch(await says(bare), /цех 4/);
});

test('a saved mistake changes nothing for people, and the log says where it is', async () => {
  writeFileSync(card, `${readFileSync(card, 'utf8')}\nno_such_key: 1\n`);
  await eventually(() => /service\.yaml:\d+:\d+: .*no_such_key/.test(house.log()), 'the log');
  await page.visit('/services/elektronnaya-karta');
  assert.match(await says(page), /18 минут/);
});

test('the case reads as it was sent', async () => {
  await page.visit(base);
  assert.match(await says(page), new RegExp(number));
  assert.doesNotMatch(await says(page), /Где учитесь/);
  await officer.visit(`/work?q=${encodeURIComponent(number)}`);
  assert.match(await says(officer), new RegExp(number));
});
