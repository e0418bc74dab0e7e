// Passkeys before Chromium's own authenticator: one is added, stands for the second step, opens the account alone, is
// renamed and removed; what is cancelled or missing is said in words. An official's key takes the place of the code.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  mailSays,
  meet,
  meetPlain,
  newcomer,
  official,
  PASSWORD,
  press,
  readyMade,
  register,
  says,
  send,
  signIn,
  untilSays,
} from './lib/journey.mjs';

// Browsers have passkeys only where the portal has a name.
const house = await openHouse({ args: ['--host', 'localhost'] });
const person = await newcomer(house, 1);
const page = await house.page();
const device = await authenticator(page);
const KEYS = '/cabinet/security/keys';

/** A device beside the page, with a finger that is always on it. */
async function authenticator(page, { verifies = true } = {}) {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send('WebAuthn.enable');
  const { authenticatorId } = await chromium.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verifies,
      automaticPresenceSimulation: true,
    },
  });
  const send = (what, more) => chromium.send(`WebAuthn.${what}`, { authenticatorId, ...more });
  return {
    keys: async () => (await send('getCredentials')).credentials,
    verifies: (isUserVerified) => send('setUserVerified', { isUserVerified }),
    forget: () => send('clearCredentials'),
    take: (credential) => send('addCredential', { credential }),
  };
}

/** Presses a button that a key answers. */
async function pressKey(page, name, to) {
  await page.getByRole('button', { name, exact: true }).click();
  if (to) await page.waitForURL((url) => url.pathname === to);
}

const leave = async (page) => {
  await page.context().clearCookies();
  await page.visit('/login');
};

const step = inOrder();

step('a key is added after the registration', async () => {
  await register(house, page, person);
  await page.visit('/cabinet/security');
  assert.match(await says(page), /Ключи доступа\s+Нет/);
  await page.visit(KEYS);
  await meet(page, 'keys-none');
  await press(page, 'Добавить ключ');
  at(page, `${KEYS}/new`);
  await meet(page, 'keys-new');
  assert.match(await page.locator('#name').inputValue(), /Chrome/);
  await fill(page, { name: 'Рабочий ноутбук' });
  await pressKey(page, 'Создать ключ', KEYS);
  assert.match(await says(page), /Ключ добавлен/);
  assert.match(await says(page), /Рабочий ноутбук/);
  await meet(page, 'keys-added');
  const [key] = await device.keys();
  assert.ok(key.isResidentCredential, 'it can be offered before a login is typed');
  assert.equal(key.rpId, 'localhost');
  await mailSays(house, person.email, /добавлен ключ доступа/);
});

step('the same device is not added twice', async () => {
  await page.visit(`${KEYS}/new`);
  await pressKey(page, 'Создать ключ');
  await untilSays(page, 'На этом устройстве ваш ключ уже есть');
  assert.equal((await device.keys()).length, 1);
});

step('after the password the key is the second step', async () => {
  await leave(page);
  await signIn(page, person.email, PASSWORD);
  at(page, '/login/step/passkey');
  await meet(page, 'second-passkey');
  await pressKey(page, 'Показать ключ доступа', '/cabinet');
});

step('the key alone opens the account', async () => {
  await leave(page);
  await meet(page, 'login-passkey');
  await pressKey(page, 'Войти с ключом доступа', '/cabinet');
  await page.visit(KEYS);
  assert.match(await says(page), /Последний вход/);
});

step('a finger that is not known, and a device without the key: said in words', async () => {
  await leave(page);
  await device.verifies(false);
  await pressKey(page, 'Войти с ключом доступа');
  await untilSays(page, 'Ключ не показан');
  at(page, '/login');
  await meet(page, 'login-passkey-cancelled');
  await device.verifies(true);
  const [key] = await device.keys();
  await device.forget();
  await pressKey(page, 'Войти с ключом доступа');
  await untilSays(page, 'Ключ не показан');
  await device.take(key);
  await pressKey(page, 'Войти с ключом доступа', '/cabinet');
});

step('a copy of the key is refused, and its owner is told', async () => {
  const [key] = await device.keys();
  await leave(page);
  await pressKey(page, 'Войти с ключом доступа', '/cabinet');
  await device.forget();
  await device.take({ ...key, signCount: 0 });
  await leave(page);
  await pressKey(page, 'Войти с ключом доступа', '/login/passkey');
  assert.match(await says(page), /есть копия/);
  await meet(page, 'login-passkey-copied');
  await device.forget();
  await device.take({ ...key, signCount: key.signCount + 10 });
  await page.visit('/login');
  await pressKey(page, 'Войти с ключом доступа', '/cabinet');
});

step('the key is renamed and removed; then it opens nothing', async () => {
  await page.visit(KEYS);
  await page.getByRole('link', { name: /^Изменить/ }).click();
  await meet(page, 'key');
  await fill(page, { name: 'Домашний ноутбук' });
  await press(page, 'Сохранить');
  assert.match(await says(page), /Название сохранено/);
  assert.match(await says(page), /Домашний ноутбук/);
  await page.getByRole('link', { name: /^Изменить/ }).click();
  await press(page, 'Удалить ключ');
  at(page, KEYS);
  assert.match(await says(page), /Ключ удалён/);
  await leave(page);
  await pressKey(page, 'Войти с ключом доступа', '/login/passkey');
  assert.match(await says(page), /Такого ключа у нас нет/);
  await signIn(page, person.email, PASSWORD);
  at(page, '/cabinet');
  await page.visit('/cabinet/history');
  assert.match(await says(page), /Ключ доступа не принят: похоже, у него есть копия/);
});

test('without scripts nothing is offered that cannot be pressed', async () => {
  const plain = await house.page({ js: false });
  await plain.visit('/login');
  assert.equal(await plain.getByRole('button', { name: 'Войти с ключом доступа' }).count(), 0);
  await meetPlain(plain, 'login-plain');
});

test('an official shows a key in place of the code, after the password', async () => {
  const desk = await official(house, 'officer');
  await authenticator(desk);
  await desk.visit('/work/keys');
  await meet(desk, 'staff-keys-none');
  await fill(desk, { name: 'Рабочий ключ' });
  await pressKey(desk, 'Создать ключ');
  await untilSays(desk, 'Ключ добавлен');
  await meet(desk, 'staff-keys');
  await desk.context().clearCookies();
  await desk.visit('/work/login');
  await meet(desk, 'staff-login');
  const { login, password } = await readyMade(house, 'officer');
  await fill(desk, { login, password });
  await send(desk, 'login');
  at(desk, '/work/login/key');
  await meet(desk, 'staff-key');
  await pressKey(desk, 'Показать ключ доступа', '/work');
});
