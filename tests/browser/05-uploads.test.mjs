// A file on its way: how far it is, and what happens when it does not arrive. It goes on by
// itself when the connection is back; when the form itself gets lost, the page says so and
// lets the same file be sent again.

import assert from 'node:assert/strict';
import test from 'node:test';
import { picture } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  confirmed,
  expectWords,
  fill,
  meet,
  newcomer,
  official,
  plain,
  press,
  says,
  untilSays,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';
import { Wire } from './lib/wire.mjs';

const house = await openHouse();
const WAITING = /Связь прервалась\. Продолжим, когда она вернётся/;
const BROKEN = /Файл не дошёл: оборвалась связь\. Ничего не сохранено\..+файл выбран\./;
// Enough to take long on a slow line, and not too large.
const file = picture('полис.png', { width: 1100, height: 1000, noise: true });
const wire = new Wire();

const operator = await official(house, 'operator');
house.portal = await wire.lay(house.portal);
const page = await house.page();
let card;

/** So many bytes a second upwards; without a number, all that the wire carries. */
async function slow(up = -1) {
  slow.to ??= await page.context().newCDPSession(page);
  await slow.to.send('Network.enable');
  const limits = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: up };
  await slow.to.send('Network.emulateNetworkConditions', limits);
}

async function begin() {
  await page.visit(card);
  await fill(page, { purpose: 'medical' });
  await page.locator('[name=attachment]').setInputFiles(file);
  await slow(400_000);
  await button().click();
  const bar = page.locator('main progress');
  await bar.waitFor();
  return bar;
}

const button = () => page.locator('main form:has([name=attachment]) button.govuk-button').first();

/** How far it is, once it has gone some way: between nothing and all. */
async function underWay(bar) {
  return eventually(
    async () => {
      const value = await bar.evaluate((e) => e.value);
      return value > 3 && value;
    },
    'the upload to get on',
    20_000,
  );
}

/** The choice was kept as it was made; of the file there is nothing. */
async function expectNoFile() {
  await slow();
  await page.visit(card);
  assert.equal(await page.locator('.okno-file').count(), 0, 'a file was kept');
  assert.ok(await page.locator('[name=purpose][value=medical]').isChecked(), 'the choice is lost');
}

test('a person with a draft of the card', async () => {
  await confirmed(house, page, await newcomer(house, 0), operator);
  await page.visit('/services/elektronnaya-karta');
  await press(page, 'Начать заявление');
  if (/\/applications\/new\//.test(page.url())) await press(page, /^Начать/);
  card = `${new URL(page.url()).pathname}/card`;
});

test('an upload shows how far it is; a broken one waits, and nothing is kept of it yet', async () => {
  assert.ok(file.buffer.length > 3_000_000 && file.buffer.length < 5_000_000);
  const bar = await begin();
  assert.equal(await bar.getAttribute('aria-label'), 'Отправляем файл: полис.png');
  const first = await underWay(bar);
  assert.ok(first < 100, `already ${first} %`);
  assert.match(await says(page), /отправлено \d+ %/);
  assert.match(await says(page), /полис\.png/);
  assert.ok(await button().isDisabled(), 'it can be sent twice');
  await eventually(async () => (await bar.evaluate((e) => e.value)) > first, 'it to go on', 20_000);
  await meet(page, 'upload-under-way');

  wire.cut();
  await untilSays(page, WAITING);
  at(page, card);
  assert.ok(await button().isDisabled(), 'it can be sent twice');
  assert.equal(await bar.count(), 1, 'how far it is, is lost');
  const spoken = await page.locator('[role=status].govuk-visually-hidden').allInnerTexts();
  assert.match(plain(spoken.join(' ')), WAITING, 'only for those who see');
  assert.ok(await page.locator('[name=purpose][value=medical]').isChecked(), 'the choice is lost');
  await expectWords(page);
  wire.mend();
  await meet(page, 'upload-broken');
  await expectNoFile();
});

test('an upload that its person cancels leaves nothing behind', async () => {
  const bar = await begin();
  await underWay(bar);
  await page.getByRole('button', { name: 'Отменить', exact: true }).click();
  await bar.waitFor({ state: 'detached' });
  assert.doesNotMatch(await says(page), BROKEN, 'a wish is no failure');
  assert.ok(await button().evaluate((e) => e === document.activeElement), 'the focus is lost');
  await expectNoFile();
});

test('the same file goes through on the page where it broke off', async () => {
  await begin();
  await slow();
  // The file arrives; the form that names it does not.
  let forms = 0;
  await page.route(`**${card}`, (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    forms += 1;
    return forms === 1 ? route.abort('connectionreset') : route.continue();
  });
  await untilSays(page, BROKEN);
  at(page, card);
  assert.ok(await button().isEnabled(), 'it cannot be sent again');
  assert.ok(await button().evaluate((e) => e === document.activeElement), 'the focus is lost');
  // Chosen still: one press is enough.
  await button().click();
  await page.waitForURL(/\/contacts/);
  await page.unroute(`**${card}`);
  assert.equal(forms, 2);
  await page.visit(card);
  assert.equal(await page.locator('.okno-file').count(), 1);
  assert.match(await says(page), /полис\.png/);
  assert.ok(await page.locator('[name=purpose][value=medical]').isChecked());
});
