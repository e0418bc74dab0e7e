// Registration by somebody's introduction: a bank and a certificate fill the form in, the
// password is set here, and identity is confirmed by itself.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  meet,
  meetPlain,
  nameAndContacts,
  newcomer,
  PASSWORD,
  papers,
  plain,
  press,
  says,
  send,
  typeCode,
  untilSays,
} from './lib/journey.mjs';

const house = await openHouse();
const { stand } = house;

/** Contacts and codes, as far as the documents. */
async function contacts(page, person) {
  await fill(page, { phone: person.phone, email: person.email, consent: true, agreement: true });
  const sms = await stand.nextCode(person.phone, () => send(page, 'surname'));
  at(page, '/register/simple/phone');
  const letter = await stand.nextMailCode(person.email, () => typeCode(page, sms));
  await typeCode(page, letter);
  at(page, '/register/simple/papers');
}

async function password(page) {
  at(page, '/register/simple/password');
  await fill(page, { password: PASSWORD, repeat: PASSWORD });
  await press(page, 'Зарегистрировать');
  at(page, '/register/done');
  assert.match(await says(page), /личность подтвердится сама/);
}

/** Agrees at the stand's bank; the person is back at the portal then. */
async function atBank(page, person, patient) {
  await untilSays(page, /Осталось подтвердить/, patient);
  await press(page, 'Перейти: Тинькофф');
  await page.locator('#person').selectOption(person.id);
  await press(page, 'Согласиться');
}

test('a bank introduces a newcomer: looked through, the password set here, confirmed by itself', async () => {
  const person = await newcomer(house, 4);
  const page = await house.page();
  await page.visit('/register');
  await meet(page, 'register-ways');
  await press(page, 'Через интернет-банк');
  at(page, '/register/bank');
  await meet(page, 'register-bank');
  await fill(page, { bank: 'tinkoff', consent: true });
  await press(page, 'Продолжить');
  await untilSays(page, /Осталось подтвердить/);
  await meet(page, 'register-bank-ready');
  await atBank(page, person);
  await page.waitForURL(/\/register\/simple\?introduced$/, { timeout: 30_000 });
  await meet(page, 'register-introduced');
  assert.equal(await page.locator('[name=surname]').inputValue(), person.surname);
  assert.equal(await page.locator('[name=email]').inputValue(), person.email);
  await contacts(page, person);
  await meet(page, 'register-papers');
  assert.match(await says(page), /Источник: Тинькофф/);
  const number = page.locator('[name=passport_number]');
  assert.equal(await number.inputValue(), person.passport_number_shown);
  await number.fill('1');
  await press(page, 'Продолжить');
  await page.locator('#passport_number-error').waitFor();
  await meet(page, 'register-papers-error');
  await fill(page, { passport_number: person.passport_number_shown });
  await press(page, 'Продолжить');
  // The box is the last thing that lacks (S1-006).
  await page.locator('#terms-error').waitFor();
  await meet(page, 'register-papers-terms');
  await fill(page, { terms: true });
  await press(page, 'Продолжить');
  // The Back button and forward again.
  await page.goBack();
  await page.goForward();
  await password(page);
  await meet(page, 'register-done');
  await page.visit('/cabinet/confirm');
  await untilSays(page, /открыты все услуги/, { reload: true, patience: 60_000 });
  // The legal name in Cyrillic, and in Latin letters beside it.
  await page.visit('/cabinet/profile');
  assert.match(await says(page), /Латиницей\s+[A-Z][a-z]+/);
  await meet(page, 'profile-latin');
  // Whoever has an account is not given a second one.
  const again = await house.page();
  await again.visit('/register/bank');
  await fill(again, { bank: 'tinkoff', consent: true });
  await press(again, 'Продолжить');
  await atBank(again, person);
  await untilSays(again, /У вас уже есть учётная запись/, { patience: 30_000 });
  await meet(again, 'register-known');
});

test('a certificate introduces a newcomer without scripts, on a phone', async () => {
  const person = await newcomer(house, 5);
  const page = await house.page({ js: false, phone: true });
  await page.visit('/register');
  await press(page, 'Регистрация с ЭП');
  at(page, '/register/signature');
  await meetPlain(page, 'register-signature-start');
  await press(page, 'Начать');
  await meetPlain(page, 'register-signature');
  const order = { person: person.id, algorithm: 'ecdsa' };
  const card = await stand.post('/api/signatures', order);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Скачать файл' }).click(),
  ]);
  const text = readFileSync(await saved.path());
  assert.match(plain(text.toString()), /вы создаёте учётную запись/);
  const content = text.toString('base64');
  const { signature } = await stand.post(`/api/signatures/${card.id}/sign`, { content });
  const file = (name, base64) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(base64, 'base64'),
  });
  const certificate = page.locator('[name=certificate]');
  await certificate.setInputFiles(file('мой.cer', card.certificate));
  await send(page, 'certificate');
  assert.match(await says(page), /Одного сертификата мало/);
  await meetPlain(page, 'register-signature-alone');
  await certificate.setInputFiles(file('мой.cer', card.certificate));
  await page.locator('[name=signature]').setInputFiles(file('мой.sig', signature));
  await send(page, 'certificate');
  assert.match(page.url(), /\/register\/simple\?introduced$/);
  assert.match(await says(page), /Сертификат электронной подписи: данные получены/);
  await contacts(page, person);
  await meetPlain(page, 'register-signature-papers');
  const { snils: _, inn: __, ...typed } = papers(person);
  await fill(page, typed);
  await press(page, 'Продолжить');
  await password(page);
  await page.visit('/cabinet/confirm');
  await untilSays(page, /открыты все услуги/, { reload: true, patience: 60_000 });
});

test('the link in the letter goes on at once, and on another device after a code by SMS', async () => {
  const person = await newcomer(house, 6);
  const page = await house.page();
  await page.visit('/register/simple');
  await fill(page, nameAndContacts(person));
  const sms = await stand.nextCode(person.phone, () => send(page, 'surname'));
  await stand.nextMailCode(person.email, () => typeCode(page, sms));
  const letter = (await stand.mail(person.email)).at(-1);
  const [, link] = /(\/register\/link\/[0-9a-f]{40})/.exec(letter.text);
  // A phone without scripts, on which nobody knows anything of it.
  const phone = await house.page({ js: false, phone: true });
  await phone.visit(link);
  await meetPlain(phone, 'register-link-other');
  const code = await stand.nextCode(person.phone, () => press(phone, 'Продолжить'));
  at(phone, '/register/resume');
  await meetPlain(phone, 'register-resume');
  assert.doesNotMatch(await says(phone), new RegExp(person.surname));
  await typeCode(phone, code);
  at(phone, '/register/simple/password');
  // There the mailbox is proven too; the first device sees it.
  await page.visit(link);
  assert.match(await says(page), /Почта уже подтверждена/);
  await meet(page, 'register-link');
  await press(page, 'Продолжить');
  at(page, '/register/simple/password');
  await fill(page, { password: PASSWORD, repeat: PASSWORD });
  await press(page, 'Завершить регистрацию');
  at(page, '/register/done');
  await phone.visit(link, { status: 410 });
  assert.match(await says(phone), /Ссылка больше не действует/);
  await meetPlain(phone, 'register-link-over');
});
