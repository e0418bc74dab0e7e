// Files that survive a bad network, and a scanner that looks into them: what has arrived is
// not sent again, after a reload neither; what is malicious is destroyed and its owner told.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { openHouse } from './lib/house.mjs';
import {
  at,
  claim,
  confirmed,
  expectWords,
  fill,
  mailSays,
  meet,
  newcomer,
  official,
  press,
  says,
  sendCard,
  untilSays,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';
import { Wire } from './lib/wire.mjs';

const house = await openHouse();
const WAITING = /Связь прервалась\. Продолжим, когда она вернётся/;

/** A PDF of about so many bytes, like no other. */
function scan(name, size, inside = '') {
  const noise = createHash('sha512')
    .update(name)
    .digest('hex')
    .repeat(Math.ceil(size / 128));
  const text = `%PDF-1.7\n${inside}\n1 0 obj<</Length ${size}>>\nstream\n${noise.slice(0, size)}`;
  return {
    name,
    mimeType: 'application/pdf',
    buffer: Buffer.from(`${text}\nendstream endobj\ntrailer<<>>\n%%EOF\n`),
  };
}

// In parts: in one it would set off the scanner of whoever keeps this file.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-', 'TEST-FILE!$H+H*'];
const wire = new Wire();

const operator = await official(house, 'operator');
const officer = await official(house, 'officer');
const admin = await official(house, 'admin');
house.portal = await wire.lay(house.portal);
const page = await house.page();
let person;
let card;

async function slow(up = -1) {
  slow.to ??= await page.context().newCDPSession(page);
  await slow.to.send('Network.enable');
  const limits = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: up };
  await slow.to.send('Network.emulateNetworkConditions', limits);
}

const field = () => page.locator('[name=attachment]');
const button = () => page.locator('main form:has([name=attachment]) button.govuk-button').first();
const share = () => page.locator('main progress').evaluate((bar) => bar.value);

async function begin(file) {
  await page.visit(card);
  await fill(page, { purpose: 'medical' });
  await field().setInputFiles(file);
  await button().click();
  await page.locator('main progress').waitFor();
}

/** Waits until so many percent have arrived. */
const past = (percent) =>
  eventually(async () => (await share()) > percent, `more than ${percent} %`, 30_000);

/** The file that the portal has, asked for by its owner. */
async function kept() {
  const link = page.locator('.okno-file a').first();
  const address = await link.getAttribute('href');
  const answer = await page.request.get(house.portal + address);
  assert.equal(answer.status(), 200);
  return answer.body();
}

async function remove() {
  await page.visit(card);
  if (await page.locator('.okno-file').count()) await press(page, /^Убрать|^Удалить/);
}

test('a person with a draft of the card', async () => {
  person = await newcomer(house, 0);
  await confirmed(house, page, person, operator);
  await page.visit('/services/elektronnaya-karta');
  await press(page, 'Начать заявление');
  if (/\/applications\/new\//.test(page.url())) await press(page, /^Начать/);
  card = `${new URL(page.url()).pathname}/card`;
});

test('a file whose connection breaks off goes on by itself and is the same file', async () => {
  const file = scan('полис.pdf', 3_000_000);
  await slow(500_000);
  await begin(file);
  await past(30);
  wire.cut();
  await untilSays(page, WAITING);
  await meet(page, 'upload-waiting');
  await expectWords(page);
  const before = wire.up;
  await slow();
  wire.mend();
  await page.waitForURL(/\/contacts/, { timeout: 60_000 });
  assert.ok(wire.up - before < 2_600_000, `${wire.up - before} bytes were sent again`);
  await page.visit(card);
  assert.match(await says(page), /полис\.pdf/);
  assert.ok((await kept()).equals(file.buffer), 'the bytes differ');
  await remove();
});

test('a browser that is offline for a while goes on when it is back', async () => {
  const file = scan('снилс.pdf', 2_000_000);
  await slow(500_000);
  await begin(file);
  await past(20);
  await slow();
  await page.context().setOffline(true);
  await untilSays(page, WAITING);
  await page.context().setOffline(false);
  await page.waitForURL(/\/contacts/, { timeout: 60_000 });
  await page.visit(card);
  assert.ok((await kept()).equals(file.buffer), 'the bytes differ');
  await remove();
});

test('after a reload the same file goes on where it was', async () => {
  const file = scan('паспорт.pdf', 3_000_000);
  // A file of the disk: it has the same time of its last change when it is chosen again.
  const folder = mkdtempSync(path.join(tmpdir(), 'okno-scan-'));
  after(() => rmSync(folder, { recursive: true }));
  const onDisk = path.join(folder, file.name);
  writeFileSync(onDisk, file.buffer);
  await slow(500_000);
  await begin(onDisk);
  await past(40);
  await page.reload();
  await slow();
  const before = wire.up;
  await begin(onDisk);
  await page.waitForURL(/\/contacts/, { timeout: 60_000 });
  assert.ok(wire.up - before < 2_300_000, `${wire.up - before} bytes were sent again`);
  await page.visit(card);
  assert.ok((await kept()).equals(file.buffer), 'the bytes differ');
  await remove();
});

test('an upload that is cancelled leaves nothing on the server', async () => {
  const asked = page.waitForRequest((request) => request.method() === 'DELETE');
  await slow(500_000);
  await begin(scan('лишний.pdf', 2_000_000));
  await past(10);
  await page.getByRole('button', { name: 'Отменить', exact: true }).click();
  const answer = await (await asked).response();
  assert.equal(answer.status(), 204);
  at(page, card);
  await slow();
  await page.visit(card);
  assert.equal(await page.locator('.okno-file').count(), 0);
});

test('a PDF with a program inside and one with a password are refused in words', async () => {
  const refused = [
    ['<</S/JavaScript/JS(x)>>', /В этом PDF есть программа или вложенный файл/, 'upload-active'],
    ['<</Encrypt 5 0 R>>', /Этот PDF защищён/, 'upload-locked'],
  ];
  for (const [inside, words, shot] of refused) {
    await page.visit(card);
    await fill(page, { purpose: 'medical' });
    await field().setInputFiles(scan('анкета.pdf', 600_000, inside));
    await button().click();
    await untilSays(page, words);
    await meet(page, shot);
    await expectWords(page);
  }
});

test('a malicious file is destroyed and its owner told; another can be attached', async () => {
  const bad = scan('справка.pdf', 1000, `%${EICAR.join('')}`);
  await page.visit(card);
  await fill(page, { purpose: 'medical' });
  await field().setInputFiles(bad);
  await button().click();
  await page.waitForURL(/\/contacts/);
  await eventually(async () => {
    await page.visit(card);
    return (await page.locator('.okno-file').count()) === 0;
  }, 'the file to be destroyed');
  await mailSays(house, person.email, /нашли вредоносную программу, мы его удалили/);
  await page.visit('/cabinet/messages');
  await press(page, /Мы удалили файл/);
  await untilSays(page, /Сохраните документ заново и приложите ещё раз/);
  await meet(page, 'upload-infected');
});

test('while the scanner is away files wait: their owner goes on, officials do not look', async () => {
  await house.stand.fault('clamav', 'down');
  await page.visit(card);
  await fill(page, { purpose: 'medical' });
  await field().setInputFiles(scan('полис.pdf', 3000));
  await button().click();
  await page.waitForURL(/\/contacts/);
  await press(page, 'Сохранить и продолжить');
  await page.visit(card.replace(/card$/, 'check'));
  const number = await sendCard(house, page, person);
  await claim(officer, number);
  await untilSays(officer, /Файл ещё проверяется/);
  await meet(officer, 'upload-unchecked');
  await admin.visit('/admin');
  await untilSays(admin, /1 файл ждёт проверки на вирусы/, { reload: true, patience: 60_000 });
  await meet(admin, 'upload-admin');
  await house.stand.fault('clamav', 'ok');
  await untilSays(officer, /^(?!.*Файл ещё проверяется)/s, { reload: true, patience: 90_000 });
  assert.equal(await officer.locator('.okno-file a').count(), 1);
});

test('without scripts a file goes with its form, as ever', async () => {
  const bare = await house.page({ javaScriptEnabled: false });
  await bare.context().addCookies(await page.context().cookies());
  const file = scan('без-скриптов.pdf', 900_000);
  await bare.visit('/services/elektronnaya-karta');
  await press(bare, /Начать заявление|Продолжить/);
  if (/\/applications\/new\//.test(bare.url())) await press(bare, /^Начать/);
  const path = `${new URL(bare.url()).pathname}/card`;
  await bare.visit(path);
  await bare.locator('[name=purpose][value=medical]').check();
  await bare.locator('[name=attachment]').setInputFiles(file);
  await bare.locator('main form:has([name=attachment]) button.govuk-button').first().click();
  await bare.waitForURL(/\/contacts/);
  await bare.visit(path);
  assert.match(await says(bare), /без.скриптов\.pdf/);
});
