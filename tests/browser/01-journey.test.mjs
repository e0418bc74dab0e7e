// One person, one card: from the first search to a document that proves itself.
// Each test goes on where the one before it stopped.

import assert from 'node:assert/strict';
import { picture } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  askConfirmation,
  askCorrection,
  at,
  caseNumber,
  claim,
  confirmationCode,
  decide,
  fill,
  inOrder,
  mailSays,
  meet,
  nameAndContacts,
  newcomer,
  official,
  otherCode,
  PASSWORD,
  papers,
  plain,
  press,
  says,
  send,
  smsSays,
  typeCode,
  untilSays,
  vouch,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const test = inOrder();
const house = await openHouse({ env: { RUST_LOG: 'info' } });
const { stand } = house;
const person = await newcomer(house);
const page = await house.page();
let operator;
let officer;
let draft;
let number;
let documentNumber;

test('the search finds the card by a word, with a mistake, in the wrong layout', async () => {
  await page.visit('/');
  await meet(page, 'home');
  for (const words of ['карта', 'электроная карта', "'ktrnhjyyfz"]) {
    await page.visit('/');
    const line = page.getByRole('searchbox').first();
    await line.fill(words);
    await line.press('Enter');
    await page.waitForURL(/\/search/);
    const found = page.locator('main').getByRole('link', { name: 'Электронная карта' });
    assert.ok((await found.count()) > 0, `«${words}» finds no card: ${await says(page)}`);
  }
  await meet(page, 'search');
  await page.visit('/search?q=%D0%B1%D0%B5%D0%B3%D0%B5%D0%BC%D0%BE%D1%82');
  await meet(page, 'search-nothing');
});

test('the catalogue has the card in «Документы и справки», and its page tells all', async () => {
  await page.visit('/services');
  const section = page.locator('section', { has: page.getByText('Документы и справки') });
  assert.ok((await section.getByRole('link', { name: 'Электронная карта' }).count()) > 0);
  await meet(page, 'services');
  await section.getByRole('link', { name: 'Электронная карта' }).first().click();
  await page.waitForURL('**/services/elektronnaya-karta');
  const text = await says(page);
  for (const word of [/Что понадобится/, /Кто может получить/, /рабочих дней/, /Бесплатно/]) {
    assert.match(text, word);
  }
  assert.match(text, /Подтверждённая/i);
  await meet(page, 'service-guest');
});

test('«Личный кабинет» leads a newcomer to registration', async () => {
  await page.visit('/');
  await page.getByRole('banner').getByRole('link', { name: 'Личный кабинет' }).click();
  await page.waitForLoadState();
  at(page, '/login');
  await meet(page, 'login');
  await press(page, /Регистрация|Зарегистр/);
  at(page, '/register');
  await meet(page, 'register');
  const ways = await says(page);
  assert.match(ways, /Упрощённая регистрация/);
  assert.match(ways, /Регистрация с подтверждением личности/);
  await page.locator('main a[href="/register/simple"]').first().click();
  await page.waitForURL('**/register/simple');
});

test('an unticked consent stops the registration and nothing typed is lost', async () => {
  await meet(page, 'register-simple');
  for (const box of ['consent', 'agreement']) {
    assert.equal(await page.locator(`[name=${box}]`).isChecked(), false, `${box} is ticked`);
  }
  await fill(page, { ...nameAndContacts(person), consent: false });
  await send(page, 'surname');
  await meet(page, 'register-simple-flawed');
  assert.ok(await page.locator('#error-summary').isVisible());
  assert.equal(await page.locator('[name=surname]').inputValue(), person.surname);
  await fill(page, { consent: true });
});

test('the phone is confirmed by a code; a wrong one is named and costs a try', async () => {
  const code = await stand.nextCode(person.phone, () => send(page, 'surname'));
  at(page, '/register/simple/phone');
  await meet(page, 'register-phone');
  // Not the digits of anything that was sent.
  await typeCode(page, otherCode(code));
  at(page, '/register/simple/phone');
  await meet(page, 'register-phone-wrong');
  assert.ok(await page.locator('#code-error').isVisible());
  await stand.nextMailCode(person.email, () => typeCode(page, code));
  at(page, '/register/simple/email');
});

test('the e-mail is confirmed by its own code', async () => {
  await meet(page, 'register-email');
  assert.match(await says(page), /Отправить снова/);
  await typeCode(page, await stand.lastMailCode(person.email));
  at(page, '/register/simple/password');
});

test('the longer and more varied a password, the stronger it is said to be', async () => {
  const password = page.locator('[name=password]');
  const strength = page.locator('.okno-strength');
  const said = async () => plain(await strength.innerText());
  assert.match(await said(), /Чем длиннее и разнообразнее/);
  for (const [typed, level, words] of [
    ['слон', 1, /Слабый/],
    // Every rule is kept, and yet it is a row of digits.
    ['Слон-1234!', 1, /Слабый/],
    ['Слон-3гу!', 2, /длиннее — надёжнее/],
    // Long, and refused when it is sent: a known word with a year.
    ['Екатерина-2026!', 2, /Одно слово с цифрами/],
    [PASSWORD, 3, /Хороший/],
    ['Слон-3гуляет!по*Ю', 4, /Очень надёжный/],
  ]) {
    await password.fill(typed);
    assert.equal(await strength.getAttribute('data-level'), String(level), typed);
    assert.match(await said(), words);
  }
  await meet(page, 'register-password-strength');
  await password.fill('');
  assert.equal(await strength.getAttribute('data-level'), null);
});

test('the rules of the password tick while it is typed, «показать пароль» shows it', async () => {
  await meet(page, 'register-password');
  const password = page.locator('[name=password]');
  const ticked = () => page.locator('.okno-rules__ok').count();
  await password.pressSequentially('слон');
  assert.equal(await ticked(), 1, 'a small letter only');
  await password.fill(PASSWORD);
  assert.equal(await ticked(), 5);
  await page.getByRole('button', { name: 'показать пароль' }).first().click();
  assert.equal(await password.getAttribute('type'), 'text');
  await page.getByRole('button', { name: 'скрыть пароль' }).first().click();
  await fill(page, { repeat: `${PASSWORD}x` });
  await press(page, 'Завершить регистрацию');
  await meet(page, 'register-password-differs');
  await fill(page, { password: PASSWORD, repeat: PASSWORD });
  await press(page, 'Завершить регистрацию');
});

test('the account is «Упрощенная учетная запись» with a number; SMS and letter say so', async () => {
  at(page, '/register/done');
  await meet(page, 'register-done');
  assert.match(await says(page), /Упрощенная учетная запись/);
  await smsSays(house, person.phone, /зарегистрирован|учётная запись|учетная запись|кабинет/i);
  await mailSays(house, person.email, /зарегистрирован|учётная запись|учетная запись|кабинет/i);
  await page.visit('/cabinet');
  await meet(page, 'cabinet-simplified');
  await page.visit('/cabinet/level');
  await meet(page, 'level-simplified');
  await page.visit('/services/elektronnaya-karta');
  await meet(page, 'service-level-low');
  await page.visit('/applications');
  await meet(page, 'applications-empty');
});

test('«Заполнить профиль»: a field is checked as it is left and mended in place', async () => {
  await page.visit('/cabinet');
  await press(page, /Заполнить профиль/);
  if (!page.url().endsWith('/edit')) await press(page, /Заполнить профиль/);
  at(page, '/cabinet/profile/edit');
  await meet(page, 'profile-edit');
  for (const name of ['Сохранить', 'Отмена']) {
    const main = page.locator('main');
    const there = main.getByRole('button', { name }).or(main.getByRole('link', { name }));
    assert.ok((await there.count()) > 0, `no «${name}»`);
  }
  await fill(page, papers(person));
  const snils = page.locator('[name=snils]');
  await snils.fill('112-233-445 96');
  await snils.press('Tab');
  await page.locator('#snils-error').waitFor();
  await meet(page, 'profile-edit-live-error');
  // Bare digits come back in the printed form.
  await snils.fill(person.snils);
  await snils.press('Tab');
  await page.locator('#snils-error').waitFor({ state: 'detached' });
  await eventually(
    async () => (await snils.inputValue()) === person.snils_shown,
    'the printed form of СНИЛС',
  );
});

test('the registries agree and the level becomes «Стандартная» before one’s eyes', async () => {
  await stand.fault('*', 'slow', { latency_ms: 4000 });
  await press(page, 'Сохранить');
  await page.visit('/cabinet/checks');
  await meet(page, 'checks-running');
  await untilSays(page, /Проверено 4 из 4/);
  await stand.fault('*', 'ok');
  await page.visit('/cabinet/checks');
  await meet(page, 'checks-good');
  await smsSays(house, person.phone, /стандартная/i);
  await mailSays(house, person.email, /стандартная/i);
  await page.visit('/cabinet/profile');
  await meet(page, 'profile');
  assert.ok(!(await says(page)).includes(person.passport_number_shown), 'the passport is masked');
  await page.visit('/cabinet');
  await meet(page, 'cabinet-standard');
});

test('«Подтверждение личности» in person: a code, and the operator confirms by it', async () => {
  await page.visit('/cabinet/confirm');
  await meet(page, 'confirm');
  assert.match(await says(page), /Лично в центре обслуживания/);
  const code = await askConfirmation(page);
  await meet(page, 'confirm-code');
  assert.equal(await confirmationCode(page), code);

  operator = await house.page();
  await operator.visit('/work/login');
  await meet(operator, 'staff-login');
  operator = await official(house, 'operator');
  await operator.visit('/centre');
  await meet(operator, 'centre');
  await fill(operator, { code });
  await send(operator, 'code');
  await meet(operator, 'centre-case');
  assert.match(await says(operator), new RegExp(person.surname));
  await press(operator, 'Подтвердить личность');
  await meet(operator, 'centre-case-unseen');
  await vouch(operator, code);
  await meet(operator, 'centre-case-done');
  await operator.visit('/centre');
  await meet(operator, 'centre-after');

  // The person's page has moved by itself.
  await untilSays(page, /Личность подтверждена/);
  await meet(page, 'confirm-done');
  await smsSays(house, person.phone, /подтвержд/i);
  await mailSays(house, person.email, /подтвержд/i);
  await page.visit('/cabinet/level');
  await meet(page, 'level-confirmed');
  await page.visit('/cabinet');
  await meet(page, 'cabinet-confirmed');
  assert.match(await says(page), /Подтверждённая/i);
});

test('the card: a purpose, a picture, contacts filled in; leaving loses nothing', async () => {
  await page.visit('/services/elektronnaya-karta');
  await meet(page, 'service');
  await press(page, 'Начать заявление');
  if (/\/applications\/new\//.test(page.url())) {
    await meet(page, 'application-offer');
    await press(page, /^Начать/);
  }
  draft = new URL(page.url()).pathname;
  assert.match(draft, /^\/applications\/[0-9a-f-]{36}$/);
  await meet(page, 'application-tasks');
  await page.visit(`${draft}/card`);
  await meet(page, 'application-card');
  await press(page, 'Сохранить и продолжить');
  await meet(page, 'application-card-flawed');
  await fill(page, { purpose: 'medical' });
  await page.locator('[name=attachment]').setInputFiles(picture());
  await press(page, 'Сохранить и продолжить');
  await page.waitForURL(`**${draft}/contacts`);
  await meet(page, 'application-contacts');
  assert.equal(await page.locator('[name=phone]').inputValue(), person.phone_shown);
  assert.equal(await page.locator('[name=email]').inputValue(), person.email);

  // Away, and back through «Мои обращения».
  await page.visit('/');
  await page.visit('/applications');
  await meet(page, 'applications-draft');
  assert.match(await says(page), /Черновик/);
  await page.locator(`main a[href^="${draft}"]`).first().click();
  await page.waitForLoadState();
  await page.visit(`${draft}/card`);
  assert.ok(await page.locator('[name=purpose][value=medical]').isChecked());
  assert.match(await says(page), /полис\.(png|jpg)/);
  await meet(page, 'application-card-kept');
  await page.visit(`${draft}/contacts`);
  await press(page, 'Сохранить и продолжить');
});

test('the answers are checked, the consent is one’s own, «Отправить заявку» gives a number', async () => {
  await page.visit(`${draft}/check`);
  await meet(page, 'application-check');
  assert.match(await says(page), /Медицинская карта/);
  assert.equal(await page.locator('[name=consent]').isChecked(), false);
  await send(page, 'consent');
  await meet(page, 'application-check-flawed');
  await fill(page, { consent: true });
  const code = await stand.nextCode(person.phone, () => send(page, 'consent'));
  await meet(page, 'application-code');
  await fill(page, { code });
  await press(page, 'Отправить заявку');
  number = await caseNumber(page);
  await meet(page, 'application-sent');
  assert.match(await says(page), /В обработке/);
  await smsSays(house, person.phone, new RegExp(number));
  await mailSays(house, person.email, new RegExp(number));
});

test('the officer sees what is needed and asks to mend one field; the citizen mends it', async () => {
  officer = await official(house, 'officer');
  await officer.visit('/work');
  await meet(officer, 'desk');
  await claim(officer, number);
  await meet(officer, 'desk-case');
  const seen = await says(officer);
  assert.match(seen, new RegExp(person.surname));
  assert.ok(!seen.includes(person.snils_shown), 'an officer sees no more than is needed');
  await askCorrection(officer, 'attachment', 'На снимке не видно номера полиса.');
  await meet(officer, 'desk-after-correction');

  await page.visit(draft);
  await untilSays(page, /Требуются уточнения/);
  await meet(page, 'case-correction');
  await smsSays(house, person.phone, /уточн|исправ/i);
  await mailSays(house, person.email, /уточн|исправ/i);
  await page.visit(`${draft}/correct`);
  await meet(page, 'application-correct');
  assert.match(await says(page), /не видно номера полиса/);
  assert.equal(await page.locator('[name=purpose]').count(), 0, 'only what was marked changes');
  await page.locator('[name=attachment]').setInputFiles(picture('полис-2.png', { width: 400 }));
  await press(page, 'Отправить исправления');
  await untilSays(page, /В обработке/);
  await meet(page, 'case-again');
});

test('the officer approves and the document appears by itself', async () => {
  await page.visit(draft);
  await claim(officer, number);
  await decide(officer, 'approve');
  await meet(officer, 'desk-after-approval');
  // Nobody touches the citizen's page.
  await page.locator('main').getByText('Подтвердить получение').waitFor({ timeout: 60_000 });
  await meet(page, 'case-approved');
  assert.match(await says(page), /Одобрено/);
  await smsSays(house, person.phone, /одобрен|готов/i);
  await mailSays(house, person.email, /одобрен|готов/i);
  documentNumber = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await says(page))?.[0];
  assert.ok(documentNumber, await says(page));
});

test('the document is a PDF, and anyone sees by its number that it is genuine', async () => {
  const file = await page.request.get(`${draft}/document`);
  assert.equal(file.status(), 200);
  assert.match(file.headers()['content-type'], /application\/pdf/);
  assert.equal((await file.body()).subarray(0, 4).toString(), '%PDF');

  const stranger = await house.page();
  await stranger.visit(`/d/${documentNumber}`);
  await meet(stranger, 'document-genuine');
  const verdict = await says(stranger);
  assert.match(verdict, /подлинный/i);
  assert.ok(!verdict.includes(person.surname), 'the name is masked');
  await stranger.visit('/check');
  await meet(stranger, 'document-check');
});

test('«Подтвердить получение» completes the case: «Завершено»', async () => {
  await page.visit(draft);
  await press(page, 'Подтвердить получение');
  await untilSays(page, /Завершено/);
  await meet(page, 'case-completed');
  await smsSays(house, person.phone, /заверш/i);
  await mailSays(house, person.email, /заверш/i);
  await page.visit('/applications');
  await meet(page, 'applications-done');
  await page.visit('/cabinet');
  await meet(page, 'cabinet-document');
  await page.visit('/cabinet/messages');
  await meet(page, 'messages');
  await page.locator('main a[href^="/cabinet/messages/"]').first().click();
  await page.waitForLoadState();
  await meet(page, 'message');
  await page.visit('/cabinet/history');
  await meet(page, 'history');
  await officer.visit('/work');
  await meet(officer, 'desk-after');
});

test('what a journey leaves behind names nobody', () => {
  const left = `${house.log()}\n${[...house.addresses].map(decodeURIComponent).join('\n')}`;
  assert.ok(house.addresses.size > 50, `only ${house.addresses.size} addresses`);
  const { phone, email, surname, snils_shown, passport_number_shown } = person;
  for (const said of [
    phone.slice(-10),
    email,
    surname,
    snils_shown,
    passport_number_shown,
    PASSWORD,
  ]) {
    assert.ok(said, 'something to look for');
    assert.ok(!left.includes(said), `«${said}» is in a log or an address`);
  }
});
