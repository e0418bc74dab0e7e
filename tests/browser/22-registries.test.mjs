// What the state's registries say of the profile besides passport and SNILS: the address
// against ФИАС, named by its part, mended or left as it is; an INN found by the tax service.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  fillProfile,
  meet,
  meetPlain,
  newcomer,
  picture,
  press,
  register,
  saveByCode,
  says,
  smsSays,
  untilSays,
} from './lib/journey.mjs';

const house = await openHouse();
const { stand } = house;

async function calls() {
  const count = {};
  for (const system of ['mvd', 'sfr', 'fias']) {
    count[system] = (await stand.get('/api/calls', { system })).length;
  }
  return count;
}

/** Somebody whose street the address registry does not know, all else good. */
async function onNewStreet(nth, options = {}) {
  const person = await newcomer(house, nth);
  const page = await house.page(options);
  await register(house, page, person);
  await fillProfile(page, person, { street: 'ул. Новосельская' });
  await page.visit('/cabinet/checks');
  await untilSays(page, /Проверено (\d) из (?!\1)\d/, { reload: options.js === false });
  await untilSays(page, /Такой улицы в этом городе реестр не знает/, {
    reload: options.js === false,
  });
  return { person, page };
}

test('a street that ФИАС does not know is named; mended, only the address is asked about', async () => {
  const { person, page } = await onNewStreet(2);
  await smsSays(house, person.phone, /адрес не нашёлся.*\(улица\)/i);
  await smsSays(house, person.phone, /стандартная/i);
  await page.visit('/cabinet/checks');
  await meet(page, 'address-unknown');
  await page.locator('summary', { hasText: 'У меня всё верно' }).click();
  await picture(page, 'address-right');
  await page.visit('/cabinet');
  await meet(page, 'cabinet-address');
  await page.visit('/cabinet/confirm/letter');
  assert.match(await says(page), /Такого адреса нет в адресном реестре/);
  await meet(page, 'letter-address-unknown');
  await page.visit('/cabinet/checks');
  await press(page, /^Исправить/);
  await page.waitForURL(/\/cabinet\/profile\/edit#street/);
  const before = await calls();
  await fill(page, { street: person.address.street });
  await saveByCode(house, page, person);
  await page.visit('/cabinet/checks');
  await untilSays(page, /Почтовый индекс этого дома: \d{6}/);
  await meet(page, 'address-known');
  assert.deepEqual(await calls(), { ...before, fias: before.fias + 1 });
});

test('a right address is left as it is, without scripts too', async () => {
  const { page } = await onNewStreet(3, { js: false });
  await page.locator('summary', { hasText: 'У меня всё верно' }).click();
  await press(page, 'Оставить как есть');
  at(page, '/cabinet/checks');
  assert.match(await says(page), /Оставлен как есть/);
  await meetPlain(page, 'address-kept');
});

test('an INN that the tax service found is linked with one button', async () => {
  const person = await newcomer(house, 4);
  const page = await house.page();
  await register(house, page, person);
  await fillProfile(page, person, { inn: '' });
  await page.visit('/cabinet/checks');
  await untilSays(page, /Проверено 3 из 3/);
  await untilSays(page, /Нашёлся ваш ИНН/, { reload: true });
  await meet(page, 'inn-found');
  await page.visit('/cabinet');
  assert.match(await says(page), /Нашёлся ваш ИНН/);
  await meet(page, 'cabinet-inn-found');
  await page.visit('/cabinet/profile');
  await meet(page, 'profile-inn-found');
  await press(page, 'Привязать ИНН');
  at(page, '/cabinet/profile');
  assert.match(await says(page), /Налоговый учёт\s+Вы состоите на учёте/);
  assert.match(await says(page), new RegExp(`ИНН\\s+•+${person.inn.slice(-4)}`));
  await meet(page, 'profile-taxpayer');
  await page.visit('/cabinet/checks');
  assert.match(await says(page), /Проверено 4 из 4/);
  await meet(page, 'checks-taxpayer');
});
