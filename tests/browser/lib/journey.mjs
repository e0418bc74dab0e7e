// The steps of a person's way, for every journey: what is typed and pressed, with the
// literal words of the interface. Each step leaves the page where the next one begins.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import test from 'node:test';
import { picture as policy, totp } from './goods.mjs';
import { MOVED, PHONE } from './house.mjs';
import { expectNoAxeViolations, expectNoSidewaysScroll } from './look.mjs';
import { eventually } from './stand.mjs';

export const PASSWORD = 'Слон-3гуляет!';
const CARD = '/services/elektronnaya-karta';

/** A ready-made official, as the demo names them to whoever starts it. */
export async function readyMade(house, login) {
  const [, secret] = await eventually(
    async () => new RegExp(`^ +${login} +([A-Z2-7]{32}) `, 'm').exec(house.log()),
    `the demo to name its ${login}`,
  );
  const [, password] = /password is (\S+)/.exec(house.log());
  return { login, password, secret };
}

/**
 * A person whom every registry knows and who has no account yet; `nth` tells apart those of
 * one file.
 */
export async function newcomer(house, nth = 0) {
  const people = await house.stand.people();
  const crowd = people.filter((p) => p.special === 'plain' && p.inn && p.patronymic);
  assert.ok(crowd.length > nth + 4, 'the stand has too few plain people');
  // The first of the cast may have accounts from the beginning.
  return crowd[crowd.length - 1 - nth];
}

/** `test` for the steps of one way: when one fails, those behind it are not tried in vain. */
export function inOrder() {
  let broken;
  return (title, step) =>
    test(title, async () => {
      assert.ok(!broken, `not tried: the way broke at «${broken}»`);
      try {
        await step();
      } catch (error) {
        broken = title;
        throw error;
      }
    });
}

const met = new Set();

/**
 * A page that a person meets: clean for everyone at both widths, drawn in both, with every
 * word translated. Once per file and name.
 */
export async function meet(page, name) {
  if (met.has(name)) return;
  met.add(name);
  await page.waitForLoadState('load');
  await expectWords(page);
  await expectNoAxeViolations(page);
  await draw(page, name);
}

/** The same for a page without scripts, where axe cannot run. */
export async function meetPlain(page, name) {
  if (met.has(name)) return;
  met.add(name);
  await expectWords(page);
  await expectNoSidewaysScroll(page);
  await draw(page, name);
}

/** A picture for people to look at; it takes its time, so only when OKNO_SHOTS asks for it. */
export async function picture(page, name) {
  if (process.env.OKNO_SHOTS) await page.shot(name);
}

async function draw(page, name) {
  if (!process.env.OKNO_SHOTS) return;
  const before = page.viewportSize();
  if (before.width > PHONE.width) await page.shot(`${name}-1280`);
  await page.setViewportSize(PHONE);
  await page.shot(`${name}-360`);
  await page.setViewportSize(before);
}

/** No id of a text in place of the text. */
export async function expectWords(page) {
  const html = await page.content();
  const where = new URL(page.url()).pathname;
  const hole = /.{0,60}⟦.{0,60}/u.exec(html)?.[0];
  assert.ok(!hole, `an untranslated text on ${where}: ${hole}`);
}

/** Typographic spaces and hyphens do not matter to what is said. */
export const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ').replaceAll('\u2011', '-');

/** What the page says in all. */
export async function says(page) {
  return plain(await page.locator('main').innerText());
}

/** Waits until the page says something; without scripts it is loaded again and again. */
export async function untilSays(page, text, { reload = false, patience = 30_000 } = {}) {
  await eventually(
    async () => {
      if (reload) {
        await page.reload().catch(async (error) => {
          if (!MOVED.test(error.message)) throw error;
          await page.waitForLoadState();
        });
      }
      return (await says(page)).match(text);
    },
    async () => `${text} on ${new URL(page.url()).pathname}; it says: ${await says(page)}`,
    patience,
  );
}

/** Fills in fields by their names; a box is ticked by `true`, a radio or list chosen. */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    const field = page.locator(`main [name="${name}"]:not([type=hidden])`);
    // Agreed to once: later forms do not ask.
    if (name === 'terms' && !(await field.count())) continue;
    const tag = await field.first().evaluate((e) => e.type ?? e.tagName);
    if (tag === 'radio') await page.locator(`main [name="${name}"][value="${value}"]`).check();
    else if (tag === 'checkbox') await field.first().setChecked(Boolean(value));
    else if (tag === 'select-one') await field.selectOption(value);
    else if (tag === 'file') await field.setInputFiles(value);
    else await field.fill(String(value));
  }
}

/** Presses a button or follows a link of the page by its whole name. */
export async function press(page, name) {
  const exact = typeof name === 'string';
  const main = page.locator('main');
  const button = main.getByRole('button', { name, exact });
  const door = main.getByRole('link', { name, exact });
  await button.or(door).first().click();
  await page.waitForLoadState();
}

/** Sends the form that a field belongs to. */
export async function send(page, field) {
  await page
    .locator(`main form:has([name="${field}"]) button.govuk-button[type=submit]`)
    .first()
    .click();
  await page.waitForLoadState();
}

/** Types a code and sends it. */
export async function typeCode(page, code) {
  await fill(page, { code });
  await send(page, 'code');
}

/** A code that is not the one given. */
export function otherCode(code) {
  return code === '123456' ? '654321' : '123456';
}

export function at(page, path) {
  const here = new URL(page.url()).pathname;
  if (path instanceof RegExp) assert.match(here, path);
  else assert.equal(here, path, `the page is ${here}; it says: ${page.url()}`);
}

/** «Упрощённая регистрация» from its form to the account. */
export async function register(house, page, person) {
  await page.visit('/register/simple');
  const phone = person.phone;
  await fill(page, nameAndContacts(person));
  const sms = await house.stand.nextCode(phone, () => send(page, 'surname'));
  at(page, '/register/simple/phone');
  const letter = await house.stand.nextMailCode(person.email, () => typeCode(page, sms));
  at(page, '/register/simple/email');
  await typeCode(page, letter);
  at(page, '/register/simple/password');
  await fill(page, { password: PASSWORD, repeat: PASSWORD });
  await press(page, 'Завершить регистрацию');
  at(page, '/register/done');
}

export function nameAndContacts(person) {
  return {
    surname: person.surname,
    name: person.name,
    patronymic: person.patronymic ?? '',
    phone: person.phone,
    email: person.email,
    consent: true,
    agreement: true,
  };
}

/** What «Заполнить профиль» asks, from the person's papers. */
export function papers(person) {
  const { address } = person;
  return {
    sex: person.sex,
    birth_date: person.birth_date_shown,
    birth_place: person.birth_place,
    citizenship: person.citizenship,
    passport_number: person.passport_number_shown,
    passport_issued_by: person.passport_issued_by,
    passport_issued_on: person.passport_issued_on_shown,
    division_code: person.division_code,
    snils: person.snils_shown,
    inn: person.inn ?? '',
    region: address.region,
    district: address.district ?? '',
    city: address.city,
    street: address.street ?? '',
    house: address.house,
    flat: address.flat ?? '',
    postcode: address.postcode,
    terms: true,
  };
}

/** Fills in the profile and saves it. */
export async function fillProfile(page, person, more = {}) {
  await page.visit('/cabinet/profile/edit');
  await fill(page, { ...papers(person), ...more });
  await press(page, 'Сохранить');
}

/** Saves a correction of the profile: it takes a code from the phone. */
export async function saveByCode(house, page, person) {
  const code = await house.stand.nextCode(person.phone, () => press(page, 'Сохранить'));
  at(page, '/cabinet/profile/confirm');
  await typeCode(page, code);
}

/** Waits until every registry has agreed. */
/** A person with an account whose data the registries have found right. */
export async function standard(house, nth, options = {}) {
  const person = await newcomer(house, nth);
  const page = await house.page(options);
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page, { reload: options.js === false });
  return { person, page };
}

export async function untilStandard(page, { reload = false } = {}) {
  await page.visit('/cabinet/checks');
  await untilSays(page, /Проверено (\d) из \1/, { reload });
}

/** «Подтверждение личности» → the code for the operator. */
export async function askConfirmation(page) {
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Лично в центре/ }).click();
  await press(page, 'Получить код');
  return confirmationCode(page);
}

export async function confirmationCode(page) {
  const shown = await page.locator('.okno-showcode').innerText();
  return shown.replace(/\D/g, '');
}

/** An official at work. */
export async function official(house, who, options = {}) {
  const page = await house.page(options);
  const { login, password, secret } = await readyMade(house, who);
  await page.visit('/work/login');
  await fill(page, { login, password });
  await send(page, 'login');
  await typeCode(page, await totp(secret));
  assert.doesNotMatch(new URL(page.url()).pathname, /login/, await says(page));
  return page;
}

/** The operator finds the case by its code, compares the passport and vouches. */
export async function vouch(operator, code) {
  await operator.visit('/centre');
  await fill(operator, { code });
  await send(operator, 'code');
  at(operator, /^\/centre\/cases\//);
  await fill(operator, { face: true, numbers: true, intact: true });
  await press(operator, 'Подтвердить личность');
  await untilSays(operator, /Личность подтверждена/);
}

/** A person with a confirmed account, through every step. */
export async function confirmed(house, page, person, operator) {
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page, { reload: true });
  const code = await askConfirmation(page);
  await vouch(operator, code);
}

/** Signs in by phone, e-mail or СНИЛС. */
export async function signIn(page, login, password = PASSWORD) {
  await page.visit('/login');
  await fill(page, { login, password });
  await send(page, 'login');
}

const remembered = new Map();

/**
 * The same of a person with a confirmed account, who is asked for a code by SMS; once for
 * the computer of the test, which they have remembered.
 */
export async function signInByCode(house, page, person) {
  const device = remembered.get(person.email);
  if (device) await page.context().addCookies([device]);
  if (device) return signIn(page, person.email);
  const code = await house.stand.nextCode(person.phone, () => signIn(page, person.email));
  at(page, '/login/step/sms');
  await fill(page, { remember: true });
  await typeCode(page, code);
  const cookies = await page.context().cookies(new URL('/login', page.url()).href);
  remembered.set(
    person.email,
    cookies.find(({ name }) => name === 'okno_device'),
  );
}

/** A day as forms take it: so many from today, back or on. */
export function day(shift) {
  const date = new Date(Date.now() + shift * 86_400_000);
  const two = (number) => String(number).padStart(2, '0');
  return `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`;
}

/**
 * Answers the page of questions that stands open and saves it. What an answer brings up is
 * answered too: at once where scripts show it, else when the page comes back with it.
 * @param {Record<string, unknown>} answers by the names of the questions
 */
export async function answer(page, answers) {
  const field = (name) => page.locator(`main [name="${name}"]`).first();
  const [first] = Object.keys(answers);
  const left = new Map(Object.entries(answers));
  for (let round = 0; round < 4 && (await field(first).count()); round += 1) {
    for (const [name, value] of left) {
      if (!(await field(name).isVisible())) continue;
      await fill(page, { [name]: value });
      left.delete(name);
    }
    // Files go ahead of their form, so the button may press itself once they are there.
    const loaded = page.waitForEvent('load').catch(async (error) => {
      throw new Error(`${error.message}\nThe page says: ${await says(page)}`);
    });
    await Promise.all([loaded, send(page, first)]);
  }
  assert.equal(await field(first).count(), 0, `not accepted: ${await says(page)}`);
  assert.deepEqual([...left.keys()], [], 'never asked');
}

/**
 * From the list of tasks through all sections, each of which leads to the next, to the check
 * of answers.
 * @param {Record<string, object>} sections answers by section; a list of them where it repeats
 * @param {(what: string) => Promise<void>} [seen] what is done with each page before it is
 *   answered, and with each list of rows
 */
export async function answerAll(page, sections, seen = async () => {}) {
  const base = new URL(page.url()).pathname;
  await page
    .locator(`main a[href="${base}/${Object.keys(sections)[0]}"]`)
    .first()
    .click();
  for (const [section, answers] of Object.entries(sections)) {
    await page.waitForLoadState();
    at(page, `${base}/${section}`);
    if (!Array.isArray(answers)) {
      await seen(section);
      await answer(page, answers);
      continue;
    }
    for (const row of answers) {
      await page.locator('#add').click();
      await page.waitForLoadState();
      await seen(`${section}-row`);
      await answer(page, row);
      at(page, `${base}/${section}`);
    }
    await seen(section);
    await press(page, 'Сохранить и продолжить');
  }
  at(page, `${base}/check`);
}

/** What the document of a case says; kept in shots/ for people to look at. */
export async function documentOf(page, base, name) {
  const answered = await page.request.get(`${base}/document`);
  assert.equal(answered.headers()['content-type'], 'application/pdf');
  const input = await answered.body();
  if (process.env.OKNO_SHOTS) writeFileSync(`shots/${name}.pdf`, input);
  return plain(execFileSync('pdftotext', ['-layout', '-', '-'], { input }).toString());
}

/** From the service's page to the check of answers. */
export async function fillCard(page, { purpose = 'medical', file = policy() } = {}) {
  await page.visit(CARD);
  await press(page, 'Начать заявление');
  // Guests of the page are asked once more whether to begin.
  if (/\/applications\/new\//.test(page.url())) await press(page, /^Начать/);
  const draft = new URL(page.url()).pathname;
  await page.visit(`${draft}/card`);
  await fill(page, { purpose });
  await page.locator('[name=attachment]').setInputFiles(file);
  await press(page, 'Сохранить и продолжить');
  await page.waitForURL(/\/contacts/);
  await press(page, 'Сохранить и продолжить');
  await page.visit(`${draft}/check`);
  return draft;
}

/** From the check of answers to the number of the case. */
export async function sendCard(house, page, person) {
  await fill(page, { consent: true });
  const code = await house.stand.nextCode(person.phone, () => send(page, 'consent'));
  await fill(page, { code });
  await press(page, 'Отправить заявку');
  return caseNumber(page);
}

export async function caseNumber(page) {
  const number = /[А-Я]{1,4}-\d{4}-\d{7}/.exec(await says(page))?.[0];
  assert.ok(number, `no number of the case: ${await says(page)}`);
  return number;
}

/** The officer finds a case by its number and takes it. */
export async function claim(officer, number) {
  await officer.visit(`/work?q=${encodeURIComponent(number)}`);
  if (!/\/work\/.+/.test(new URL(officer.url()).pathname)) await press(officer, number);
  const take = officer.locator('main').getByRole('button', { name: 'Взять в работу' });
  if (await take.count()) await press(officer, /^Взять в работу/);
  await officer.locator('main form:has([name=decision])').waitFor();
}

/** Takes one of the decisions of the desk: approve, correct, reject. */
export async function decide(desk, kind, more = async () => {}) {
  const form = desk.locator('main form:has([name=decision])');
  await form.locator(`[name=decision][value="${kind}"]`).check();
  await more(form);
  await form.locator('button.govuk-button[type=submit]').first().click();
  await desk.waitForLoadState();
}

/** Asks for a correction of one question with a message. */
export async function askCorrection(desk, question, message) {
  await decide(desk, 'correct', async (form) => {
    await form.locator(`[name="mark-${question}"]`).check();
    await form.locator('textarea:visible').first().fill(message);
  });
}

/** Waits for an SMS that says something. */
export async function smsSays(house, phone, text) {
  return eventually(
    async () => (await house.stand.sms(phone)).find((m) => text.test(plain(m.text))),
    `an SMS ${text} to ${phone}`,
    30_000,
  );
}

/** The mobile password that a bank of the stand asks for before it hands data over. */
export async function mobilePassword(house, page, person, shot = '') {
  await untilSays(page, /мобильный пароль/i);
  if (shot) await meet(page, shot);
  const { text } = await smsSays(house, person.phone, /мобильный пароль \d{5}/);
  await fill(page, { password: text.match(/\d{5}/)[0] });
  await press(page, 'Подтвердить согласие');
}

/** The newest code that a bank of the stand has sent to the phone of a card. */
export async function bankCode(house, phone) {
  await smsSays(house, phone, /: код \d{6} для портала/);
  const texts = (await house.stand.sms(phone)).map((m) => plain(m.text));
  return texts.findLast((text) => text.includes(': код ')).match(/\d{6}/)[0];
}

/** Waits for a letter whose subject or text says something. */
export async function mailSays(house, to, text) {
  return eventually(
    async () =>
      (await house.stand.mail(to)).find((m) => text.test(plain(`${m.subject}\n${m.text}`))),
    `a letter ${text} to ${to}`,
    30_000,
  );
}
