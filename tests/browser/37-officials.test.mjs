// Officials: one administrator invites, the invited sets a password and the app up, two give
// another password, one who leaves is out.

import assert from 'node:assert/strict';
import { totp } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  meet,
  meetPlain,
  official,
  picture,
  press,
  says,
  send,
  typeCode,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const test = inOrder();
const house = await openHouse();
const MAIL = 'a.kirsanova@ryazan.example';
const NEW = 'Тигр-5спокоен!';
const OTHER = 'Тукан-4бегут*';

const admin = await official(house, 'admin');
let one;
let path;
let secret;

const links = new Set();

/** The path of a link in the letters to the official that no letter had before. */
async function link(subject) {
  const found = await eventually(async () => {
    const letters = (await house.stand.mail(MAIL)).filter((m) => subject.test(m.subject));
    const paths = letters.map((m) => /\/work\/invitation\/\S+/.exec(m.text)?.[0]);
    return paths.find((one) => one && !links.has(one));
  }, `a letter ${subject}`);
  links.add(found);
  return found;
}

test('an administrator invites an official, and is told what is missing', async () => {
  await admin.visit('/admin');
  await press(admin, 'Сотрудники');
  at(admin, '/admin/people');
  assert.match(await says(admin), /Хакимов Ильдар Маратович/);
  await meet(admin, 'officials');
  await press(admin, 'Пригласить сотрудника');
  at(admin, '/admin/people/new');
  await meet(admin, 'officials-invite');
  await fill(admin, {
    name: 'Кирсанова Анна Львовна',
    email: MAIL,
    login: 'кирсанова',
    unit: 'kasimov-mfc',
    role: 'officer',
    days: '90',
  });
  await send(admin, 'name');
  assert.match(await says(admin), /Логин — от 3 до 32 знаков/);
  assert.match(await says(admin), /выберите ведомство/);
  await meet(admin, 'officials-invite-flawed');
  await fill(admin, { login: 'a.kirsanova', unit: 'ryazan-digital', place: 'Отдел карт' });
  await send(admin, 'name');
  at(admin, /^\/admin\/people\/[0-9a-f-]+$/);
  one = new URL(admin.url()).pathname;
  assert.match(await says(admin), /Приглашение отправлено/);
  assert.match(await says(admin), /Приглашён/);
  await meet(admin, 'official-invited');
  path = await link(/Приглашение работать/);
});

test('the invited sets a password and the app up, on a phone and without scripts', async () => {
  const page = await house.page({ js: false, phone: true });
  await page.visit(path);
  assert.match(await says(page), /Ваш логин — a\.kirsanova/);
  await meetPlain(page, 'invitation');
  await fill(page, { password: 'Кирсанова-1!', repeat: 'Кирсанова-1!' });
  await send(page, 'password');
  assert.match(await says(page), /фамили/);
  await fill(page, { password: NEW, repeat: NEW });
  await send(page, 'password');
  at(page, '/work/login/setup');
  secret = (await page.locator('.okno-num.okno-strong').first().innerText()).replace(/\s/g, '');
  await typeCode(page, await totp(secret));
  at(page, '/work');
  await page.visit(path);
  assert.match(await says(page), /Ссылка больше не работает/);
  await meetPlain(page, 'invitation-over');
});

test('an official is found by a part of the name', async () => {
  await admin.visit('/admin/people');
  await fill(admin, { q: 'кирсан' });
  await send(admin, 'q');
  assert.match(await says(admin), /Найден 1 сотрудник/);
  await meet(admin, 'officials-found');
  await press(admin, 'Кирсанова Анна Львовна');
  at(admin, one);
  assert.match(await says(admin), /Работает/);
  await meet(admin, 'official-active');
});

test('two administrators give another password', async () => {
  await press(admin, 'Дать новый пароль');
  await meet(admin, 'official-link');
  await press(admin, 'Попросить ссылку');
  assert.match(await says(admin), /Ждёт второго/);
  assert.equal(await admin.getByRole('button', { name: 'Утвердить и отправить' }).count(), 0);
  const deputy = await official(house, 'deputy');
  await deputy.visit('/admin/people');
  assert.match(await says(deputy), /Ждут вашего утверждения/);
  await meet(deputy, 'officials-waiting');
  await press(deputy, 'Кирсанова Анна Львовна');
  await picture(deputy, 'official-waiting');
  await press(deputy, 'Утвердить и отправить');
  assert.match(await says(deputy), /Ссылка отправлена/);
  const page = await house.page();
  await page.visit(await link(/Новый пароль для портала/));
  await meet(page, 'invitation-again');
  await fill(page, { password: OTHER, repeat: OTHER });
  await send(page, 'password');
  at(page, '/work/login/code');
  await typeCode(page, await totp(secret));
  at(page, '/work');
});

test('whoever works here no more is out at once', async () => {
  await admin.visit(one);
  await press(admin, 'Закрыть доступ');
  await meet(admin, 'official-close');
  await press(admin, 'Закрыть доступ');
  assert.match(await says(admin), /Роли закончились/);
  await meet(admin, 'official-closed');
  const page = await house.page();
  await page.visit('/work/login');
  await fill(page, { login: 'a.kirsanova', password: OTHER });
  await send(page, 'login');
  assert.match(await says(page), /Доступ закрыт/);
});

test('whoever comes back is invited by two, and chooses password and app anew', async () => {
  await admin.visit(one);
  await press(admin, 'Пригласить снова');
  assert.match(await says(admin), /Ждёт второго/);
  assert.equal(await admin.getByRole('button', { name: 'Утвердить и отправить' }).count(), 0);
  await meet(admin, 'official-coming-back');
  const deputy = await official(house, 'deputy');
  await deputy.visit(one);
  assert.match(await says(deputy), /сверьте адрес почты/);
  await press(deputy, 'Утвердить и отправить');
  assert.match(await says(deputy), /Доступ закрыт/);
  const page = await house.page();
  await page.visit(await link(/Приглашение работать/));
  await fill(page, { password: NEW, repeat: NEW });
  await send(page, 'password');
  at(page, '/work/login/setup');
  const shown = await page.locator('.okno-num.okno-strong').first().innerText();
  const other = shown.replace(/\s/g, '');
  assert.notEqual(other, secret);
  await typeCode(page, await totp(other));
  assert.match(await says(page), /нет ни одной роли/);
  await admin.visit(one);
  assert.match(await says(admin), /Работает/);
});
