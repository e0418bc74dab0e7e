// Confirmation by electronic signature: a file signed by one's own program, a key lent for
// one signature, and what is refused.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { authority, file } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fillProfile,
  meet,
  meetPlain,
  newcomer,
  press,
  register,
  says,
  send,
  untilSays,
  untilStandard,
} from './lib/journey.mjs';

const START = '/cabinet/confirm/signature';
const house = await openHouse();
const { stand } = house;

const { card, sign } = authority(house);

/** Takes the file as a browser saves it. */
async function download(page) {
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Скачать файл' }).click(),
  ]);
  assert.equal(saved.suggestedFilename(), 'okno-sign-me.txt');
  return readFileSync(await saved.path());
}

async function give(page, certificate, signature) {
  await page.locator('[name=certificate]').setInputFiles(certificate ?? []);
  await page.locator('[name=signature]').setInputFiles(signature ?? []);
  await send(page, 'certificate');
}

async function refused(page, field, words) {
  await page.locator('#error-summary').waitFor();
  await page.locator(`#${field}-error`).waitFor();
  assert.match(await says(page), words);
}

test('from an empty account to «Подтверждённая», every refusal named', async () => {
  const person = await newcomer(house, 20);
  const page = await house.page();
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page);
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Электронной подписи или УЭК/ }).click();
  await page.waitForURL(`**${START}`);
  await meet(page, 'signature-start');
  await press(page, 'Начать');
  await meet(page, 'signature');
  const text = await download(page);
  assert.match(text.toString(), /подтверждение личности/);

  const own = await card(person);
  await give(page, file('мой.cer', own.certificate));
  await refused(page, 'signature', /Одного сертификата мало/);
  await meet(page, 'signature-alone');
  const other = await card(await newcomer(house, 21));
  await give(page, file('x.cer', other.certificate), file('x.sig', await sign(other, text)));
  await refused(page, 'certificate', /на другого человека: не совпадает фамилия/);
  await meet(page, 'signature-another');
  // That file is used up: the old signature of the own key is of no use.
  await give(page, file('x.cer', own.certificate), file('x.sig', await sign(own, text)));
  await refused(page, 'signature', /Подпись не подходит к файлу/);
  const expired = await card(person, { kind: 'expired' });
  const fresh = await download(page);
  await give(page, file('x.cer', expired.certificate), file('x.sig', await sign(expired, fresh)));
  await refused(page, 'certificate', /закончился 1 января 2021/);

  const signature = await sign(own, fresh);
  await give(page, file('x.cer', own.certificate), file('x.sig', signature));
  await page.waitForURL('**/cabinet/confirm');
  await untilSays(page, /Личность подтверждена/);
  // The way back leads nowhere twice.
  await page.goBack();
  await page.visit(START);
  at(page, '/cabinet/confirm');
});

test('without scripts and at 360: a key is lent for one signature', async () => {
  const person = await newcomer(house, 22);
  const page = await house.page({ js: false, phone: true });
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page, { reload: true });
  await page.visit(START);
  await press(page, 'Начать');
  await meetPlain(page, 'signature-noscript');
  const key = await card(person, { algorithm: 'rsa' });
  const lend = async (password) => {
    await page.locator('[name=pfx]').setInputFiles(file('key.pfx', key.pfx));
    await page.locator('[name=password]').fill(password);
    await send(page, 'pfx');
  };
  await lend('not-this-one');
  await refused(page, 'password', /Пароль не подошёл/);
  assert.equal(await page.locator('[name=password]').inputValue(), '');
  await meetPlain(page, 'signature-noscript-password');
  await lend(key.password);
  at(page, '/cabinet/confirm');
  assert.match(await says(page), /Личность подтверждена/);
});

test('two tabs: what one settled, the other one tells', async () => {
  const person = await newcomer(house, 23);
  const page = await house.page();
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page);
  await page.visit(START);
  await press(page, 'Начать');
  const second = await house.page({ context: page.context() });
  await second.visit(START);
  const own = await card(person);
  const signature = await sign(own, await download(page));
  for (const tab of [page, second]) {
    await give(tab, file('x.cer', own.certificate), file('x.sig', signature));
    await tab.waitForURL('**/cabinet/confirm');
    await untilSays(tab, /Личность подтверждена/);
  }
});

test('the stand’s authority says that it is an imitation, issues, signs and revokes', async () => {
  const page = await house.page();
  await page.visit(`${stand.url}/signature`);
  await meet(page, 'stand-signature');
  assert.match(await says(page), /Это имитация/);
  await page.locator('[name=person]').selectOption('laptev');
  await press(page, 'Выпустить сертификат');
  const kept = page.locator('.panels .paper', { hasText: 'Лаптев' }).first();
  await kept.getByRole('button', { name: 'Отозвать' }).click();
  await page.getByText('Отозван', { exact: true }).first().waitFor();
});
