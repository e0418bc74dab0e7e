// A complaint: a form whose questions depend on answers, with scripts and without, from the
// lowest level of account to the answer.

import assert from 'node:assert/strict';
import { picture as snapshot } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  claim,
  day,
  decide,
  fill,
  inOrder,
  meet,
  meetPlain,
  newcomer,
  official,
  picture,
  plain,
  press,
  register,
  says,
  send,
  sendCard,
  untilSays,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const test = inOrder();
const house = await openHouse();
const person = await newcomer(house);
const page = await house.page();
const seen = (name) => page.locator(`[name="${name}"]`).first().isVisible();
let base;

/** What stands under a field as its error. */
async function error(name) {
  const id = `${name}-error`;
  return plain(await page.evaluate((at) => document.getElementById(at)?.innerText ?? '', id));
}

test('a newcomer finds it and begins at the lowest level', async () => {
  await register(house, page, person);
  await page.visit('/services');
  await meet(page, 'services-two');
  await press(page, 'Жалоба');
  await meet(page, 'complaint-service');
  await press(page, 'Начать заявление');
  await meet(page, 'complaint-offer');
  await press(page, /^Начать/);
  at(page, /^\/applications\/[0-9a-f-]+$/);
  base = new URL(page.url()).pathname;
  await meet(page, 'complaint-tasks');
});

test('an answer shows its questions at once and hides those of another', async () => {
  await page.visit(`${base}/subject`);
  assert.equal(await seen('case_number'), false);
  await fill(page, { about: 'delay' });
  assert.equal(await seen('case_number'), true);
  assert.equal(await seen('promised_by'), true);
  assert.equal(await seen('decided_on'), false);
  await meet(page, 'complaint-delay');
  await fill(page, { about: 'official' });
  assert.equal(await seen('case_number'), false);
  assert.equal(await seen('office'), true);
  await fill(page, { about: 'delay' });
});

test('a rule speaks as the answer is given, and is quiet when it is met', async () => {
  await fill(page, { case_number: '147325' });
  await page.locator('#promised_by').focus();
  await eventually(async () => /семи цифр/.test(await error('case_number')), 'the rule to speak');
  await fill(page, { case_number: 'ЭК-2026-0147325', promised_by: day(3) });
  await page.locator('#case_number').focus();
  await eventually(async () => /ещё не прошёл/.test(await error('promised_by')), 'the rule');
  assert.equal(await error('case_number'), '');
  await meet(page, 'complaint-early');
  // Sent all the same: the server says it too.
  await send(page, 'about');
  assert.match(await says(page), /Этот день ещё не прошёл/);
  await meet(page, 'complaint-early-sent');
  await fill(page, { promised_by: day(-3) });
  await page.locator('#case_number').focus();
  await eventually(async () => (await error('promised_by')) === '', 'the error to go');
  await send(page, 'about');
  at(page, `${base}/details`);
});

test('a tick opens the file, and the rest is filled in from the profile', async () => {
  await fill(page, { story: 'Обещали ответить за десять дней, прошло двадцать.', wanted: 'other' });
  assert.equal(await seen('wanted_else'), true);
  assert.equal(await seen('evidence'), false);
  await page.locator('#has_evidence').check();
  await fill(page, { wanted_else: 'Ответить до конца недели' });
  await page.locator('#evidence').setInputFiles(snapshot());
  await meet(page, 'complaint-details');
  await send(page, 'story');
  await page.waitForURL(/\/contacts/);
  assert.equal((await page.locator('#email').inputValue()).toLowerCase(), person.email);
  assert.notEqual(await page.locator('#phone').inputValue(), '');
  assert.match(await says(page), /профил/);
  await meet(page, 'complaint-contacts');
  await send(page, 'phone');
  at(page, `${base}/check`);
  assert.match(await says(page), /Ответить до конца недели/);
  assert.doesNotMatch(await says(page), /Где это было/);
  await meet(page, 'complaint-check');
});

test('it is sent, considered and answered', async () => {
  const number = await sendCard(house, page, person);
  assert.match(number, /^ЖБ-/);
  await meet(page, 'complaint-sent');
  const officer = await official(house, 'officer');
  await claim(officer, number);
  assert.match(await says(officer), /Обещали ответить/);
  assert.doesNotMatch(await says(officer), /Где это было/);
  await picture(officer, 'complaint-desk');
  await decide(officer, 'approve');
  await page.visit(base);
  await untilSays(page, /Ответ на жалобу/, { reload: true });
  await meet(page, 'complaint-answered');
});

test('without scripts an answer brings up its questions on the next page', async () => {
  const other = await newcomer(house, 1);
  const bare = await house.page({ js: false, phone: true });
  await register(house, bare, other);
  await bare.visit('/services');
  await press(bare, 'Жалоба');
  await press(bare, 'Начать заявление');
  await press(bare, /^Начать/);
  const mine = new URL(bare.url()).pathname;
  await bare.visit(`${mine}/subject`);
  await meetPlain(bare, 'complaint-plain');
  await fill(bare, { about: 'official' });
  await send(bare, 'about');
  at(bare, `${mine}/subject`);
  assert.match(await says(bare), /Появились ещё вопросы/);
  assert.equal(await bare.locator('#office').isVisible(), true);
  assert.equal(await bare.locator('#case_number').isVisible(), false);
  await meetPlain(bare, 'complaint-plain-more');
  await fill(bare, { office: 'МФЦ, окно 4' });
  await send(bare, 'office');
  at(bare, `${mine}/details`);
});
