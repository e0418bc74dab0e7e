// «Данные и согласия»: a consent is read and taken back, a copy of everything is fetched, the
// account is closed two weeks later; legal facts of the history; on a phone without scripts too.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import {
  askConfirmation,
  at,
  fill,
  fillCard,
  inOrder,
  meet,
  meetPlain,
  official,
  otherCode,
  PASSWORD,
  press,
  says,
  sendCard,
  signIn,
  smsSays,
  standard,
  typeCode,
  untilSays,
  vouch,
} from './lib/journey.mjs';

const house = await openHouse({ clock: true });
const { stand } = house;
const { person, page } = await standard(house, 1);
const DAY = 24 * 60;

const step = inOrder();

async function download(link) {
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, link)]);
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}

step('consents stand with their text', async () => {
  await page.visit('/cabinet');
  await press(page, 'Данные и согласия');
  at(page, '/cabinet/data');
  await meet(page, 'data');
  await press(page, /^Открыть.*Согласия/);
  await meet(page, 'consents');
  await press(page, /^Прочитать.*Согласие на обработку персональных данных/);
  const text = await says(page);
  assert.match(text, /Действует/);
  assert.match(text, /Как отозвать: в личном кабинете/);
  assert.match(text, /отозвать его — значит закрыть её/);
  await meet(page, 'consent-base');
});

step('a consent to a service is taken back, and its case is closed', async () => {
  const operator = await official(house, 'operator');
  await vouch(operator, await askConfirmation(page));
  await fillCard(page);
  const number = await sendCard(house, page, person);
  await page.visit('/cabinet/data/consents');
  await press(page, /^Прочитать.*Обработка данных/);
  assert.match(await says(page), /Заявки по этой услуге, которые ещё в работе, закроются/);
  await meet(page, 'consent-service');
  await press(page, 'Отозвать согласие');
  await untilSays(page, /Согласие отозвано/);
  await meet(page, 'consent-withdrawn');
  await page.visit('/applications');
  await untilSays(page, /Отозвано/);
  await smsSays(house, person.phone, new RegExp(`${number} отозвана`));
});

step('legal facts have their number and fingerprint', async () => {
  await page.visit('/cabinet/history');
  await meet(page, 'history');
  await press(page, 'Только юридические факты');
  await meet(page, 'history-legal');
  await press(page, 'Согласие отозвано');
  await untilSays(page, /Номер в цепи/, { reload: true });
  assert.match(await says(page), /[0-9a-f]{64}/);
  await meet(page, 'history-fact');
});

step('a copy of everything is gathered and fetched', async () => {
  await page.visit('/cabinet/data/export');
  await meet(page, 'copy-none');
  await press(page, 'Собрать копию');
  await untilSays(page, /Скачать PDF/);
  await meet(page, 'copy');
  const json = await download(/^Скачать JSON/);
  assert.match(json.name, /^okno-\d{4}-\d\d-\d\d\.json$/);
  const copy = JSON.parse(json.content);
  assert.equal(copy.format, 'okno-export/1');
  assert.equal(copy.parts.profile[0].surname, person.surname);
  assert.equal(copy.parts.applications[0]['answer.purpose'], 'medical');
  for (const part of ['checks', 'confirmations', 'consents', 'history', 'messages']) {
    assert.ok(copy.parts[part].length > 0, part);
  }
  const pdf = await download(/^Скачать PDF/);
  assert.equal(pdf.content.subarray(0, 5).toString(), '%PDF-');
});

step('closing takes a tick and a code, and can be called off', async () => {
  await page.visit('/cabinet/data/close');
  await meet(page, 'close');
  await press(page, 'Закрыть учётную запись');
  assert.match(await says(page), /Поставьте отметку/);
  await meet(page, 'close-unticked');
  await fill(page, { sure: true });
  const code = await stand.nextCode(person.phone, () => press(page, 'Закрыть учётную запись'));
  at(page, '/cabinet/data/close/code');
  await meet(page, 'close-code');
  await typeCode(page, otherCode(code));
  assert.match(await says(page), /Код не подошёл/);
  await typeCode(page, code);
  at(page, '/cabinet/data/close');
  await meet(page, 'closing');
  await smsSays(house, person.phone, /Не закрывать/);
  await page.visit('/cabinet');
  assert.match(await says(page), /Учётная запись закроется/);
  await meet(page, 'cabinet-closing');
  await page.visit('/cabinet/data/close');
  await press(page, 'Не закрывать');
  await untilSays(page, /Учётная запись не закроется/);
});

step('two weeks after the wish nothing of it opens', async () => {
  house.later(2);
  await fill(page, { sure: true });
  const code = await stand.nextCode(person.phone, () => press(page, 'Закрыть учётную запись'));
  await typeCode(page, code);
  await untilSays(page, /Закроем \d/);
  // A worker that sleeps does not look at a clock that was moved.
  house.later(11 * DAY);
  await house.restart();
  await smsSays(house, person.phone, /через три дня/);
  house.later(3 * DAY + 1);
  await house.restart();
  await smsSays(house, person.phone, /учётная запись закрыта, данные удалены/);
  const guest = await house.page();
  await signIn(guest, person.email, PASSWORD);
  assert.match(await says(guest), /не подошли/);
});

test('without scripts, on a phone: a copy and the way to closing', async () => {
  const { page: plain } = await standard(house, 2, { js: false, phone: true });
  await plain.visit('/cabinet/data');
  await meetPlain(plain, 'data-plain');
  await plain.visit('/cabinet/data/export');
  await press(plain, 'Собрать копию');
  await untilSays(plain, /Скачать PDF/, { reload: true });
  await meetPlain(plain, 'copy-plain');
  await plain.visit('/cabinet/data/consents');
  await meetPlain(plain, 'consents-plain');
  await plain.visit('/cabinet/data/close');
  await meetPlain(plain, 'close-plain');
});
