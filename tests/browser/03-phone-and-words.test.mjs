// Main pages on a phone, in English, in the dark, with the largest text and high contrast:
// nothing sticks out, everything is readable, every word is translated.

import assert from 'node:assert/strict';
import test from 'node:test';
import { DESKTOP, openHouse, PHONE } from './lib/house.mjs';
import {
  askConfirmation,
  claim,
  expectWords,
  fill,
  fillCard,
  fillProfile,
  meet,
  newcomer,
  official,
  picture,
  register,
  says,
  sendCard,
  untilStandard,
  vouch,
} from './lib/journey.mjs';
import { expectNoAxeViolations, expectNoSidewaysScroll } from './lib/look.mjs';

const house = await openHouse();
const person = await newcomer(house);
const operator = await official(house, 'operator');
const officer = await official(house, 'officer');
const admin = await official(house, 'admin');
const page = await house.page();

await register(house, page, person);
await fillProfile(page, person);
await untilStandard(page, { reload: true });
const code = await askConfirmation(page);
await operator.visit('/centre');
await fill(operator, { code });
await operator.locator('main form:has([name=code]) button').click();
await operator.waitForURL(/\/centre\/cases\//);
const confirmation = new URL(operator.url()).pathname;
await vouch(operator, code);
const draft = await fillCard(page);
const number = await sendCard(house, page, person);
await claim(officer, number);
const desk = new URL(officer.url()).pathname;

const PUBLIC = [
  '/',
  '/services',
  '/services/elektronnaya-karta',
  '/search?q=card',
  '/search?q=zzzzzz',
  '/check',
  '/d/0000-0000-0000',
  '/login',
  '/recover',
  '/register',
  '/register/simple',
  '/work/login',
];
const OWN = [
  '/cabinet',
  '/cabinet/level',
  '/cabinet/profile',
  '/cabinet/profile/edit',
  '/cabinet/checks',
  '/cabinet/confirm',
  '/cabinet/confirm/in-person',
  '/cabinet/messages',
  '/cabinet/history',
  '/applications',
  draft,
  `${draft}/withdraw`,
];
const PLACES = [
  ['public pages', async () => house.newContext(), PUBLIC],
  ['the cabinet', async () => page.context(), OWN],
  ['the centre', async () => operator.context(), ['/centre', confirmation]],
  ['the desk', async () => officer.context(), ['/work', desk]],
  ['the administrator', async () => admin.context(), ['/admin']],
];

/** Goes through the pages of a place under a view, and puts the view back. */
async function walk(context, paths, view, check) {
  const page = await context.newPage();
  const set = async (values) => {
    const form = { back: '/', ...values };
    await page.request.post('/-/view', { form, headers: sameOrigin() });
  };
  await set({ size: 'm', contrast: 'normal', theme: 'auto', spacing: 'normal', ...view });
  for (const path of paths) {
    await page.goto(path);
    await check(page, path);
  }
  await set({ size: 'm', contrast: 'normal', theme: 'auto', spacing: 'normal' });
  await page.close();
}

function sameOrigin() {
  return { origin: house.portal, 'sec-fetch-site': 'same-origin' };
}

const name = (path) => path.replace(/[0-9a-f-]{36}/g, 'id').replace(/\W+/g, '-');

test('a name of sixty letters without a break stays within a phone', async () => {
  const visitor = await house.page({ phone: true });
  const long = { ...(await newcomer(house, 1)), surname: `Ж${'елезнодорожник'.repeat(4)}ова` };
  assert.equal(long.surname.length, 60);
  long.name = `А${'бдурахман'.repeat(6)}бек`;
  await register(house, visitor, long);
  for (const path of [
    '/',
    '/cabinet',
    '/cabinet/profile',
    '/cabinet/profile/edit',
    '/cabinet/level',
  ]) {
    await visitor.visit(path);
    await expectNoSidewaysScroll(visitor);
    await picture(visitor, `long${name(path)}`);
  }
});

for (const [place, context, paths] of PLACES) {
  test(`the largest text and wide spacing fit a phone: ${place}`, async () => {
    await walk(await context(), paths, { size: 'xl', spacing: 'wide' }, async (page, path) => {
      await expectNoSidewaysScroll(page);
      await expectNoAxeViolations(page, [PHONE]);
      await page.setViewportSize(PHONE);
      await picture(page, `large${name(path)}`);
    });
  });

  test(`dark colours and high contrast are readable: ${place}`, async () => {
    const context_ = await context();
    await walk(context_, paths, { theme: 'dark' }, async (page, path) => {
      await expectNoAxeViolations(page, [DESKTOP]);
      await picture(page, `dark${name(path)}`);
    });
    await walk(context_, paths, { contrast: 'high' }, (page) =>
      expectNoAxeViolations(page, [DESKTOP]),
    );
  });

  test(`every page speaks English: ${place}`, async () => {
    const context_ = await context();
    const say = async (lang) => {
      const page = await context_.newPage();
      const form = { back: '/', lang };
      await page.request.post('/-/lang', { form, headers: sameOrigin() });
      await page.close();
    };
    await say('en');
    await walk(context_, paths, {}, async (page, path) => {
      assert.equal(await page.locator('html').getAttribute('lang'), 'en', path);
      await expectWords(page);
      await expectNoSidewaysScroll(page);
      const heading = await page.locator('h1').first().innerText();
      const own = [person.surname, person.name, number].some((w) => heading.includes(w));
      assert.ok(own || !/[а-яё]/i.test(heading), `${path} is headed «${heading}»`);
      await picture(page, `en${name(path)}`);
    });
    await say('ru');
  });
}

test('the administrator reads names and words, not codes', async () => {
  await admin.visit('/admin');
  const text = await says(admin);
  for (const name of ['МВД', 'Социальный фонд', 'ФНС', 'SMS', 'Почта']) {
    assert.ok(text.includes(name), `${name} is not named`);
  }
  // An address, of a revocation list say, is itself what an administrator looks for.
  const words = text.replace(/https?:\/\/\S+/g, '');
  assert.doesNotMatch(words, /\b(mvd|sfr|fns|smtp)\b|[{}"]|\b[a-z]+[._][a-z_]+\b|\b[a-z_]+:|: *$/m);
  assert.match(text, /Вход сотрудника/);
  await meet(admin, 'admin');
});
