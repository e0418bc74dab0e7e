// Through an internet bank: three of the stand and a fourth, an OpenID provider that knows
// nothing of this portal. What differs is named; the way back and a second tab are harmless.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import Provider from 'oidc-provider';
import { openHouse } from './lib/house.mjs';
import {
  at,
  bankCode,
  fill,
  fillProfile,
  meet,
  mobilePassword,
  newcomer,
  otherCode,
  press,
  readyMade,
  register,
  says,
  signIn,
  typeCode,
  untilSays,
  untilStandard,
} from './lib/journey.mjs';

const FOURTH = 'a-secret-of-the-fourth';

// The fourth bank listens before the portal starts, which wants to know its address.
let fourth;
const server = http.createServer((request, response) => fourth.callback()(request, response));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
after(() => server.close());

// A further bank is a further row.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const services = mkdtempSync(path.join(tmpdir(), 'okno-services-'));
after(() => rmSync(services, { recursive: true, force: true }));
cpSync(path.join(root, 'services'), services, { recursive: true });
const banks = path.join(services, 'banks.yaml');
writeFileSync(
  banks,
  `${readFileSync(banks, 'utf8')}
- id: fourth
  name: { ru: Четвёртый банк, en: Fourth Bank }
  issuer: ${issuer}
  client_id: okno
  scopes: [profile, documents]
  claims: { snils: documents.snils }
`,
);

const house = await openHouse({
  env: { OKNO_FOLDERS__SERVICES: services, OKNO_BANKS__FOURTH: FOURTH },
});
const { stand } = house;
const people = await stand.people();

fourth = new Provider(issuer, {
  clients: [
    {
      client_id: 'okno',
      client_secret: FOURTH,
      redirect_uris: [`${house.portal}/cabinet/confirm/bank/back/fourth`],
    },
  ],
  claims: {
    openid: ['sub'],
    profile: ['family_name', 'given_name', 'middle_name', 'birthdate', 'gender'],
    documents: ['documents'],
  },
  cookies: { keys: ['not a secret'] },
  findAccount(_, id) {
    const person = people.find((p) => p.id === id);
    return {
      accountId: id,
      claims: () => ({
        sub: id,
        family_name: person.surname,
        given_name: person.name,
        middle_name: person.patronymic ?? undefined,
        birthdate: person.birth_date,
        gender: person.sex,
        documents: { snils: person.snils },
      }),
    };
  },
});

async function twist(word) {
  await stand.post('/api/banks', { twist: word });
}

/** From the choice of a bank to its own page. */
async function choose(page, bank, { reload = false, meeting = '' } = {}) {
  await page.visit('/cabinet/confirm/bank');
  if (meeting) await meet(page, meeting);
  await fill(page, { bank, consent: true });
  await press(page, 'Продолжить');
  at(page, '/cabinet/confirm/bank');
  await untilSays(page, /Осталось подтвердить/, { reload });
}

async function decide(page, person, button, bank = {}) {
  assert.match(await says(page), /имитация банка/i);
  await page.locator('#person').selectOption(person.id);
  await press(page, button);
  if (bank.mobile && button === 'Согласиться') {
    await mobilePassword(house, page, person, 'stand-bank-password');
  }
  await page.waitForURL(/\/cabinet\/confirm\/bank$/);
}

test('what differs is named, a refusal is no end, and the right data confirm', async () => {
  const laptev = await stand.person('laptev');
  const { password } = await readyMade(house, 'operator');
  const page = await house.page();
  await signIn(page, laptev.phone, password);
  await untilStandard(page, { reload: true });
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Через интернет/ }).click();
  at(page, '/cabinet/confirm/bank');
  await press(page, 'Продолжить');
  await meet(page, 'bank-missing');

  await choose(page, 'sberbank', { meeting: 'bank' });
  await meet(page, 'bank-ready');
  await press(page, 'Перейти: Сбербанк Онлайн');
  await meet(page, 'stand-bank');
  await decide(page, laptev, 'Отказаться');
  await untilSays(page, /Вы отказались передать данные/);
  await meet(page, 'bank-denied');

  await twist('birth-date');
  await choose(page, 'tinkoff');
  await press(page, 'Перейти: Тинькофф');
  await decide(page, laptev, 'Согласиться');
  await untilSays(page, /Не совпало: дата рождения/, { reload: true });
  assert.doesNotMatch(await says(page), /\d\d\.06\.1958/);
  await meet(page, 'bank-mismatch');

  await twist('none');
  await choose(page, 'sberbank');
  await press(page, 'Перейти: Сбербанк Онлайн');
  await decide(page, laptev, 'Согласиться', { mobile: true });
  // The page moves by itself, as far as the code of this bank.
  await untilSays(page, /Данные совпали, остался последний шаг/);
  const code = await bankCode(house, laptev.phone);
  await meet(page, 'bank-code');
  await typeCode(page, otherCode(code));
  await untilSays(page, /Код не подошёл. Осталось 4 попытки/);
  await meet(page, 'bank-code-wrong');
  await typeCode(page, code);
  await untilSays(page, /Личность подтверждена/);
  await meet(page, 'bank-done');
  // The way back and a second tab say the same and do nothing.
  await page.goBack();
  await page.visit('/cabinet/confirm/bank');
  await untilSays(page, /Личность подтверждена/);
  const tab = await page.context().newPage();
  await tab.visit('/cabinet/confirm');
  await untilSays(tab, /открыты все услуги/);
});

test('the bank’s own service leads here, and all works without scripts', async () => {
  const person = await newcomer(house, 2);
  const page = await house.page({ js: false });
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page, { reload: true });
  await page.visit(`${stand.url}/banks/vtb`);
  await press(page, 'Госуслуги');
  at(page, '/cabinet/confirm/bank');
  assert.ok(await page.locator('[name=bank][value=vtb]').isChecked());
  await fill(page, { consent: true });
  await press(page, 'Продолжить');
  await untilSays(page, /Осталось подтвердить/, { reload: true });
  await press(page, 'Перейти: ВТБ-Онлайн');
  await decide(page, person, 'Согласиться');
  await untilSays(page, /Личность подтверждена/, { reload: true });
});

test('a fourth bank is an independent OpenID provider and one row more', async () => {
  const person = await newcomer(house, 3);
  const page = await house.page();
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page, { reload: true });
  await choose(page, 'fourth');
  await press(page, 'Перейти: Четвёртый банк');
  await page.fill('input[name=login]', person.id);
  await page.fill('input[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
  await page.waitForURL(/\/cabinet\/confirm\/bank$/);
  await untilSays(page, /Личность подтверждена/);
});
