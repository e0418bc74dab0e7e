// «Настройки безопасности»: another password, the second step by an app and by SMS, backup
// codes, where one is signed in.

import assert from 'node:assert/strict';
import test from 'node:test';
import { totp } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  meet,
  meetPlain,
  newcomer,
  otherCode,
  PASSWORD,
  press,
  register,
  says,
  send,
  signIn,
  typeCode,
} from './lib/journey.mjs';

const house = await openHouse();
const { stand } = house;
const NEW = 'Тигр-5спокоен!';

const person = await newcomer(house, 1);
const page = await house.page();
let secret;
let codes;

const step = inOrder();

step('the settings of a fresh account: a password and nothing else', async () => {
  await register(house, page, person);
  await page.visit('/cabinet');
  await press(page, 'Настройки безопасности');
  at(page, '/cabinet/security');
  assert.match(await says(page), /Выключена: для входа хватает пароля/);
  assert.match(await says(page), /Вы здесь/);
  await meet(page, 'security');
});

step('the password is changed after the present one', async () => {
  await page.visit('/cabinet/security/password');
  await meet(page, 'security-password');
  await fill(page, { login: 'Неверный-1!', password: NEW, repeat: NEW });
  await press(page, 'Изменить пароль');
  assert.match(await says(page), /Пароль не подошёл/);
  await meet(page, 'security-password-wrong');
  await fill(page, { login: PASSWORD, password: NEW, repeat: NEW });
  await press(page, 'Изменить пароль');
  at(page, '/cabinet/security');
  assert.match(await says(page), /Пароль изменён/);
});

step('an app is set up and gives backup codes', async () => {
  await page.visit('/cabinet/security/second');
  await meet(page, 'security-second');
  await press(page, 'Подключить');
  at(page, '/cabinet/security/app');
  await meet(page, 'security-app');
  secret = (await page.locator('.okno-doc .okno-num').innerText()).replace(/\s/g, '');
  const good = await totp(secret);
  await typeCode(page, otherCode(good));
  assert.match(await says(page), /Код не подошёл/);
  await typeCode(page, good);
  at(page, '/cabinet/security');
  assert.match(await says(page), /Приложение подключено/);
  await page.visit('/cabinet/security/backup');
  await meet(page, 'security-backup');
  await press(page, 'Получить запасные коды');
  await meet(page, 'security-backup-codes');
  codes = await page.locator('.okno-codes .okno-num').allInnerTexts();
  assert.equal(codes.length, 10);
  await press(page, 'Коды сохранены');
  assert.match(await says(page), /Осталось 10 кодов/);
});

step('the next sign-in asks for a code; a backup code takes its place', async () => {
  const other = await house.page();
  await signIn(other, person.email, NEW);
  at(other, '/login/step/app');
  await meet(other, 'second-app');
  await typeCode(other, otherCode(await totp(secret)));
  assert.match(await says(other), /Код не подошёл/);
  await meet(other, 'second-app-wrong');
  await press(other, 'Ввести запасной код');
  await meet(other, 'second-backup');
  await fill(other, { remember: true });
  await typeCode(other, codes[0].toLowerCase());
  at(other, '/cabinet');
  await other.visit('/cabinet/security');
  assert.match(await says(other), /Осталось 9 кодов/);
  assert.match(await says(other), /Где не спрашиваем код/);
  await meet(other, 'security-full');
  // The other browser is signed out from here.
  await press(other, 'Выйти на всех других устройствах');
  assert.match(await says(other), /Вход закрыт/);
  await page.visit('/cabinet');
  at(page, '/login');
});

step('another e-mail: a code from the present one, and one from the new', async () => {
  const mine = await house.page();
  await signIn(mine, person.email, NEW);
  at(mine, '/login/step/app');
  await press(mine, 'Ввести запасной код');
  await typeCode(mine, codes[1]);
  const path = '/cabinet/security/contact/email';
  await mine.visit(path);
  await meet(mine, 'contact-email');
  const fresh = `nova.${person.email}`;
  await fill(mine, { contact: fresh });
  const first = await stand.nextMailCode(person.email, () => send(mine, 'contact'));
  at(mine, `${path}/present`);
  await meet(mine, 'contact-present');
  const second = await stand.nextMailCode(fresh, () => typeCode(mine, first));
  at(mine, `${path}/new`);
  await meet(mine, 'contact-new');
  await typeCode(mine, second);
  at(mine, '/cabinet/security');
  assert.match(await says(mine), /Контакт изменён/);
  assert.match(await says(mine), new RegExp(fresh.replaceAll('.', '\\.')));
});

test('without scripts: codes by SMS are switched on and asked for', async () => {
  const plain = await newcomer(house, 2);
  const page = await house.page({ js: false });
  await register(house, page, plain);
  await page.visit('/cabinet/security/second');
  await press(page, 'Включить');
  at(page, '/cabinet/security');
  assert.match(await says(page), /Включена: код по SMS/);
  const other = await house.page({ js: false });
  const code = await stand.nextCode(plain.phone, () => signIn(other, plain.phone_shown));
  at(other, '/login/step/sms');
  await meetPlain(other, 'second-sms-plain');
  await fill(other, { code, remember: true });
  await send(other, 'code');
  at(other, '/cabinet');
});
