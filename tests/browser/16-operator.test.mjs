// The operator's workplace: a person without an account is registered at the counter, signs in
// with the temporary code from paper, and is confirmed once the registries agree.

import assert from 'node:assert/strict';
import { picture as scanOf } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  fillProfile,
  inOrder,
  meet,
  meetPlain,
  nameAndContacts,
  newcomer,
  official,
  papers,
  press,
  register,
  says,
  send,
  smsSays,
  untilSays,
  untilStandard,
} from './lib/journey.mjs';

const test = inOrder();
const house = await openHouse();
const { stand } = house;
const person = await newcomer(house);
const operator = await official(house, 'operator');
const OWN = 'Ёж-5спит-тихо!';
const SCANS = 'a[href^="/centre/papers/"]';
let visit;
let code;

/** What the operator types: the papers and the contacts. */
function typed(who) {
  const { consent: _, agreement: __, ...rest } = nameAndContacts(who);
  return { ...papers(who), ...rest };
}

async function attach(page, kind, file = scanOf(`${kind}.png`)) {
  await fill(page, { paper: kind });
  await page.locator('[name=scan]').setInputFiles(file);
  // The script sends the file and, when it is taken, goes on by itself.
  const taken = file.buffer.subarray(1, 4).toString() === 'PNG';
  const there = await page.locator(SCANS).count();
  await press(page, 'Приложить');
  if (taken) await page.locator(SCANS).nth(there).waitFor({ timeout: 60_000 });
}

/** Types the data and both codes that the person reads aloud. */
async function begin(page, who) {
  await page.visit('/centre/register');
  await fill(page, typed(who));
  let letter;
  const sms = await stand.nextCode(who.phone, async () => {
    letter = await stand.nextMailCode(who.email, () => send(page, 'surname'));
  });
  return { sms, letter };
}

test('the data is typed from documents, the person reads two codes aloud', async () => {
  await operator.visit('/centre');
  await press(operator, 'Зарегистрировать человека без учётной записи');
  await meet(operator, 'operator-register');
  await fill(operator, { ...typed(person), snils: '112-233-445 96' });
  await send(operator, 'surname');
  assert.match(await says(operator), /СНИЛС/);
  await meet(operator, 'operator-register-wrong');
  const codes = await begin(operator, person);
  at(operator, /^\/centre\/counter\//);
  visit = new URL(operator.url()).pathname;
  await meet(operator, 'operator-phone');
  await fill(operator, { code: codes.sms === '123456' ? '654321' : '123456' });
  await press(operator, 'Проверить код');
  assert.match(await says(operator), /Код не подошёл|не подходит|осталось/i);
  await meet(operator, 'operator-phone-wrong');
  await fill(operator, { code: codes.sms });
  await press(operator, 'Проверить код');
  await meet(operator, 'operator-email');
  await fill(operator, { code: codes.letter });
  await press(operator, 'Проверить код');
  await meet(operator, 'operator-papers');
});

test('without the signed consent there is no account', async () => {
  await press(operator, 'Создать учётную запись');
  assert.match(await says(operator), /скан подписанного согласия/);
  await meet(operator, 'operator-no-consent');
  const pdf = await operator.request.get(`${visit}/consent`);
  assert.equal(pdf.headers()['content-type'], 'application/pdf');
  await operator.visit(visit);
  await attach(operator, 'consent');
  await attach(operator, 'passport');
  await attach(operator, 'photo', {
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('not a picture'),
  });
  await operator.locator('#scan-error').waitFor();
  await meet(operator, 'operator-paper-wrong');
  await attach(operator, 'photo');
  await meet(operator, 'operator-papers-there');
  await fill(operator, { face: true, numbers: true, intact: true });
  await press(operator, 'Создать учётную запись');
  await untilSays(operator, /Регистрация завершена/, { patience: 90_000 });
  await untilSays(operator, /Напечатать уведомление/);
  await meet(operator, 'operator-done');
  await smsSays(house, person.phone, /вам создали учётную запись/);
});

test('the temporary code is handed out on paper', async () => {
  await press(operator, 'Выдать временный код');
  await meet(operator, 'operator-code');
  const shown = await operator.locator('.okno-showcode').innerText();
  code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(shown)?.[0];
  assert.ok(code, shown);
});

test('the person signs in on a phone and chooses a password before anything else', async () => {
  const home = await house.page({ phone: true });
  await home.visit('/login');
  await press(home, 'Есть временный код из центра обслуживания');
  await meet(home, 'first');
  await fill(home, { login: person.phone, code: '00000-00000' });
  await send(home, 'code');
  assert.match(await says(home), /Код не подошёл/);
  await meet(home, 'first-wrong');
  await fill(home, { login: person.snils_shown, code: code.toLowerCase().replace('-', ' ') });
  await send(home, 'code');
  at(home, '/login/first/password');
  await meet(home, 'first-password');
  // A second tab gets no further than this one.
  const tab = await home.context().newPage();
  await tab.visit('/cabinet');
  at(tab, '/login');
  await fill(home, { password: OWN, repeat: OWN });
  await press(home, 'Сохранить и войти');
  at(home, '/cabinet');
  await untilSays(home, /Подтверждённая/);
  await home.goBack();
  await home.goForward();
  await home.visit('/cabinet/certificate');
  await meet(home, 'certificate');
  const pdf = await home.request.get('/cabinet/certificate/file');
  assert.equal(pdf.headers()['content-type'], 'application/pdf');
  await press(home, 'Проверить подлинность');
  assert.match(await says(home), /подлинный/i);
  await home.visit('/cabinet/history');
  await untilSays(home, /создал учётную запись с вашего согласия/);
  await operator.visit(visit);
  await untilSays(operator, /Человек уже вошёл/);
});

test('who has an account is led to it', async () => {
  const second = await newcomer(house, 1);
  const own = await house.page();
  await register(house, own, second);
  await fillProfile(own, second);
  await untilStandard(own, { reload: true });
  await operator.visit('/centre/register');
  await fill(operator, {
    ...typed(second),
    phone: '+7 900 555-77-01',
    email: 'kto@pochta.example',
  });
  const sms = await stand.nextCode(second.phone, () => send(operator, 'surname'));
  assert.match(await says(operator), /Учётная запись уже есть/);
  assert.ok(!(await says(operator)).includes(second.surname));
  await meet(operator, 'operator-found');
  await fill(operator, { code: sms });
  await press(operator, 'Проверить код');
  at(operator, /^\/centre\/cases\//);
  await press(operator, 'Сверить сейчас');
  await meet(operator, 'operator-case');
  await attach(operator, 'signature');
  await meet(operator, 'operator-case-papers');
  await fill(operator, { face: true, numbers: true, intact: true });
  await press(operator, 'Подтвердить личность');
  await untilSays(operator, /Личность подтверждена/);
  await press(operator, 'Сделать уведомление о регистрации');
  await untilSays(operator, /Напечатать уведомление/, { reload: true });
  await meet(operator, 'operator-case-done');
});

test('without scripts', async () => {
  const third = await newcomer(house, 2);
  const plain = await official(house, 'operator', { js: false });
  const codes = await begin(plain, third);
  await meetPlain(plain, 'operator-noscript-phone');
  await fill(plain, { code: codes.sms });
  await press(plain, 'Проверить код');
  await fill(plain, { code: codes.letter });
  await press(plain, 'Проверить код');
  await attach(plain, 'consent');
  await fill(plain, { face: true, numbers: true, intact: true });
  await press(plain, 'Создать учётную запись');
  await untilSays(plain, /Регистрация завершена/, { reload: true, patience: 90_000 });
  await meetPlain(plain, 'operator-noscript-done');
});
