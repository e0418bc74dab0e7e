// The same way with scripts off: every page is loaded again instead of moving by itself.

import assert from 'node:assert/strict';
import { picture } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  askConfirmation,
  at,
  claim,
  decide,
  fill,
  fillCard,
  fillProfile,
  inOrder,
  meetPlain,
  nameAndContacts,
  newcomer,
  official,
  papers,
  press,
  register,
  says,
  send,
  sendCard,
  smsSays,
  untilSays,
  untilStandard,
  vouch,
} from './lib/journey.mjs';

const test = inOrder();
const house = await openHouse();
const person = await newcomer(house);
const page = await house.page({ js: false });
let draft;
let number;

test('without scripts: the search and the service page', async () => {
  await page.visit('/');
  await page.getByRole('searchbox').first().fill('электроная карта');
  await page.getByRole('searchbox').first().press('Enter');
  await page.waitForURL(/\/search/);
  await press(page, /Электронная карта/);
  at(page, '/services/elektronnaya-karta');
  await meetPlain(page, 'noscript-service');
});

test('without scripts: the whole registration', async () => {
  await page.visit('/register/simple');
  await meetPlain(page, 'noscript-register');
  await fill(page, { ...nameAndContacts(person), email: 'not an address' });
  await send(page, 'surname');
  assert.ok(await page.locator('#error-summary').isVisible());
  assert.equal(await page.locator('[name=phone]').inputValue(), person.phone_shown);
  await register(house, page, person);
  assert.match(await says(page), /Упрощенная учетная запись/);
});

test('without scripts: a wrong field comes back with its error, the rest is kept', async () => {
  await fillProfile(page, person, { snils: '112-233-445 96' });
  assert.ok(await page.locator('#snils-error').isVisible());
  assert.equal(await page.locator('[name=birth_place]').inputValue(), papers(person).birth_place);
  await meetPlain(page, 'noscript-profile-flawed');
  await fill(page, { snils: person.snils });
  await press(page, 'Сохранить');
  await untilStandard(page, { reload: true });
  await meetPlain(page, 'noscript-checks');
});

test('without scripts: confirmation in person', async () => {
  const operator = await official(house, 'operator', { js: false });
  const code = await askConfirmation(page);
  await meetPlain(page, 'noscript-confirm');
  await vouch(operator, code);
  await meetPlain(operator, 'noscript-centre-case');
  await page.visit('/cabinet/confirm');
  await untilSays(page, /Личность подтверждена/, { reload: true });
});

test('without scripts: the card is filled in with a file and sent', async () => {
  draft = await fillCard(page, { purpose: 'benefits', file: picture('справка.png') });
  await meetPlain(page, 'noscript-check');
  assert.match(await says(page), /Карта льгот/);
  number = await sendCard(house, page, person);
  await smsSays(house, person.phone, new RegExp(number));
});

test('without scripts: the desk decides, the document comes, the receipt completes', async () => {
  const officer = await official(house, 'officer', { js: false });
  await claim(officer, number);
  await decide(officer, 'approve');
  await page.visit(draft);
  await untilSays(page, /Подтвердить получение/, { reload: true, patience: 60_000 });
  await meetPlain(page, 'noscript-case');
  const file = await page.request.get(`${draft}/document`);
  assert.equal((await file.body()).subarray(0, 4).toString(), '%PDF');
  const stranger = await house.page({ js: false });
  const document = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await says(page))[0];
  await stranger.visit('/check');
  await fill(stranger, { number: ` ${document.toLowerCase().replaceAll('-', ' ')} ` });
  await send(stranger, 'number');
  assert.match(await says(stranger), /подлинный/i);
  await press(page, 'Подтвердить получение');
  await untilSays(page, /Завершено/);
});
