// What goes wrong in life: a refusal, a registry that disagrees or sleeps, a wrong file, a
// second press. Each says what to do next, and nothing is lost or done twice.

import assert from 'node:assert/strict';
import test from 'node:test';
import { picture, png } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  caseNumber,
  claim,
  confirmed,
  decide,
  fill,
  fillCard,
  fillProfile,
  mailSays,
  meet,
  newcomer,
  official,
  PASSWORD,
  papers,
  plain,
  press,
  register,
  saveByCode,
  says,
  send,
  signIn,
  signInByCode,
  smsSays,
  untilSays,
} from './lib/journey.mjs';

const house = await openHouse();
const { stand } = house;
const operator = await official(house, 'operator');

test('a registry that disagrees names the field; mended, only that is asked again', async () => {
  const person = await newcomer(house, 3);
  const page = await house.page();
  await register(house, page, person);
  await fillProfile(page, person, { division_code: '111-111' });
  await page.visit('/cabinet/checks');
  await untilSays(page, /Не совпало/);
  await untilSays(page, /Проверено 3 из 4/);
  await meet(page, 'checks-mismatch');
  assert.match(await says(page), /код подразделения/i);
  assert.ok(!(await says(page)).includes(person.division_code), 'the registry’s own value');
  await smsSays(house, person.phone, /не совпали/i);
  await page.visit('/cabinet');
  await meet(page, 'cabinet-mismatch');
  await page.visit('/cabinet/checks');
  await press(page, /^Исправить/);
  await page.waitForURL(/\/cabinet\/profile\/edit#division_code/);
  assert.equal(await page.locator('#division_code').count(), 1, 'the link leads to the field');

  const before = await calls();
  await fill(page, { division_code: person.division_code });
  await saveByCode(house, page, person);
  await page.visit('/cabinet/checks');
  await untilSays(page, /Проверено 4 из 4/, { reload: true });
  assert.deepEqual(await calls(), { ...before, mvd: before.mvd + 1 }, 'what had agreed is kept');
  await smsSays(house, person.phone, /стандартная/i);
});

test('the tax service holds another birth date: named, and without an INN one goes on', async () => {
  const zueva = await stand.person('zueva');
  const page = await house.page();
  await register(house, page, zueva);
  await fillProfile(page, zueva);
  await page.visit('/cabinet/checks');
  await untilSays(page, /Проверено 3 из 4/);
  await untilSays(page, /дата рождения/i);
  await press(page, /^Исправить/);
  await page.waitForURL(/\/cabinet\/profile\/edit#birth_date/);
  await fill(page, { inn: '' });
  await saveByCode(house, page, zueva);
  await page.visit('/cabinet/checks');
  await untilSays(page, /Проверено 3 из 3/, { reload: true });
  await smsSays(house, zueva.phone, /стандартная/i);
});

async function calls() {
  const count = {};
  for (const system of ['mvd', 'sfr', 'fns']) {
    count[system] = (await stand.get('/api/calls', { system })).length;
  }
  return count;
}

test('a registry that is down is waited for, and the check goes on by itself', async () => {
  const person = await newcomer(house, 1);
  const page = await house.page();
  await register(house, page, person);
  await stand.fault('mvd', 'down');
  await fillProfile(page, person);
  await page.visit('/cabinet/checks');
  await untilSays(page, /Ждём реестр/, { patience: 60_000 });
  await meet(page, 'checks-waiting');
  assert.match(await says(page), /Спросим снова в \d\d:\d\d/);
  await stand.fault('mvd', 'ok');
  await untilSays(page, /Проверено 4 из 4/, { patience: 180_000 });
});

test('a wrong password says what to do and tells nothing about accounts', async () => {
  const page = await house.page();
  await signIn(page, 'nobody@pochta.example', 'Неверный-1!');
  at(page, '/login');
  const stranger = await page.locator('#error-summary, [role=alert]').first().innerText();
  await meet(page, 'login-wrong');
  const person = await newcomer(house, 1);
  await signIn(page, person.email, 'Неверный-1!');
  const owner = await page.locator('#error-summary, [role=alert]').first().innerText();
  assert.equal(owner, stranger);
  await page.visit('/recover');
  await meet(page, 'recover');
  await page.visit('/login');
  for (const login of [person.phone_shown, person.snils, person.email]) {
    const page = await house.page();
    await signIn(page, login);
    at(page, '/cabinet');
  }
});

test('the way back to a refused form, and its reload, ask for the form and not to send it again', async () => {
  const page = await house.page();
  await signIn(page, 'nobody@pochta.example', 'Неверный-1!');
  await page.visit('/recover');
  await page.goBack();
  at(page, '/login');
  await page.locator('main [name=password]').waitFor();
  await signIn(page, 'nobody@pochta.example', 'Неверный-1!');
  await page.reload();
  assert.equal(await page.locator('#error-summary').count(), 0, 'sent once more');
  // Where a form goes to an address of its own, too.
  await operator.visit('/centre');
  await fill(operator, { code: '0000 0000' });
  await send(operator, 'code');
  await operator.locator('#error-summary').waitFor();
  await operator.reload();
  at(operator, '/centre');
});

test('a press is not lost when leaving a field for the button has the field checked', async () => {
  const page = await house.page();
  await page.visit('/register/simple');
  const button = page.locator('main form:has([name=surname]) button[type=submit]').first();
  await fill(page, { surname: 'Сафина' });
  // A mistake below the button's way up: its words would push the button down.
  await page.locator('[name=email]').pressSequentially('safina@');
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await button.boundingBox();
  const checked = page.waitForResponse((answer) => answer.url().endsWith('/-/check'));
  await page.mouse.move(x + width / 2, y + height - 3);
  await page.mouse.down();
  await checked;
  await page.waitForTimeout(300);
  assert.equal(await page.locator('#email-error').count(), 0, 'the form moved under the finger');
  await page.mouse.up();
  await page.locator('#error-summary').waitFor();
});

test('«Выйти» closes the way back, in every tab', async () => {
  const person = await newcomer(house, 1);
  const context = await house.newContext();
  const page = await house.page({ context });
  await signIn(page, person.email);
  const second = await house.page({ context });
  await second.visit('/cabinet/profile');
  await page.locator('.okno-me summary').click();
  await page.getByRole('banner').getByRole('button', { name: 'Выйти' }).click();
  await page.waitForLoadState();
  await second.reload();
  assert.match(new URL(second.url()).pathname, /^\/login/);
  await page.goBack().catch(() => {});
  await page.waitForLoadState();
  assert.ok(
    !(await page.locator('body').innerText()).includes(person.passport_number_shown),
    'the way back shows what was there',
  );
  await second.visit('/cabinet');
  assert.match(new URL(second.url()).pathname, /^\/login/);
});

test('files: a wrong kind, six megabytes and a broken picture are refused in words', async () => {
  const person = await newcomer(house, 2);
  const page = await house.page();
  await confirmed(house, page, person, operator);
  await page.visit('/services/elektronnaya-karta');
  await press(page, 'Начать заявление');
  if (/\/applications\/new\//.test(page.url())) await press(page, /^Начать/);
  const draft = new URL(page.url()).pathname;
  const whole = png();
  const wrong = [
    ['text', { name: 'полис.png', mimeType: 'image/png', buffer: Buffer.from('MZ это не снимок') }],
    ['large', picture('большой.png', { width: 1500, height: 1400, noise: true })],
    ['cut', { name: 'полис.png', mimeType: 'image/png', buffer: whole.subarray(0, 200) }],
    ['empty', { name: 'полис.png', mimeType: 'image/png', buffer: Buffer.alloc(0) }],
  ];
  assert.ok(wrong[1][1].buffer.length > 6_000_000);
  for (const [name, file] of wrong) {
    await page.visit(`${draft}/card`);
    await fill(page, { purpose: 'medical' });
    await page.locator('[name=attachment]').setInputFiles(file);
    await page.locator('main form:has([name=attachment]) button.govuk-button').first().click();
    await page.locator('#attachment-error').waitFor();
    await meet(page, `upload-${name}`);
    await page.visit(`${draft}/card`);
    assert.equal(await page.locator('.okno-file').count(), 0, `${name}: something was kept`);
    assert.ok(await page.locator('[name=purpose][value=medical]').isChecked(), 'the rest is kept');
  }
  await page.visit(draft);
});

test('a second tab sends nothing twice, and the way back shows the same result', async () => {
  const person = await newcomer(house, 2);
  const context = await house.newContext();
  const page = await house.page({ context });
  await signInByCode(house, page, person);
  const draft = await fillCard(page);
  await fill(page, { consent: true });
  const code = await stand.nextCode(person.phone, () => send(page, 'consent'));
  const second = await house.page({ context });
  await second.visit(page.url());
  for (const tab of [page, second]) await fill(tab, { code });
  await Promise.all([press(page, 'Отправить заявку'), press(second, 'Отправить заявку')]);
  await page.visit(draft);
  const number = await caseNumber(page);
  await second.visit(draft);
  assert.equal(await caseNumber(second), number);
  await page.visit('/applications');
  assert.equal((await says(page)).match(/ЭК-\d{4}-\d{7}/g).length, 1, 'sent twice');
  const accepted = new RegExp(`${number}.*принята`);
  await smsSays(house, person.phone, accepted);
  const told = (await stand.sms(person.phone)).filter((m) => accepted.test(plain(m.text)));
  assert.equal(told.length, 1, 'told twice');

  // Back to the form that is sent already.
  await page.goto(`${draft}/send`);
  assert.match(await says(page), /В обработке/);
  await page.goto(`${draft}/check`);
  assert.match(await says(page), /В обработке/);
});

test('a refusal names its reason and what to do next, by SMS, letter and on the page', async () => {
  const person = await newcomer(house, 2);
  const page = await house.page();
  await signInByCode(house, page, person);
  await page.visit('/applications');
  const number = /ЭК-\d{4}-\d{7}/.exec(await says(page))[0];
  await page.locator('main a[href^="/applications/"]').first().click();
  await page.waitForLoadState();
  const officer = await official(house, 'officer');
  await claim(officer, number);
  await decide(officer, 'reject', async (form) => {
    await form.locator('[name=ground]').selectOption('document-unreadable');
  });
  await meet(officer, 'desk-after-refusal');
  await untilSays(page, /Отклонено/);
  await meet(page, 'case-rejected');
  assert.match(await says(page), /номера или имени|нельзя прочитать/);
  await smsSays(house, person.phone, /отклон|отказ/i);
  await mailSays(house, person.email, /номера или имени|нельзя прочитать/);
});

test('an unknown document is said to be unknown; a stranger’s case does not exist', async () => {
  const page = await house.page();
  await page.goto('/d/7K3M-92QX-4TBA');
  assert.match(await says(page), /Такого документа нет/);
  await meet(page, 'document-unknown');
  const person = await newcomer(house, 2);
  const owner = await house.page();
  await signInByCode(house, owner, person);
  await owner.visit('/applications');
  const link = owner.locator('main a[href^="/applications/"]').first();
  const draft = await link.getAttribute('href');
  const stranger = await newcomer(house, 1);
  await signIn(page, stranger.email, PASSWORD);
  await page.visit(draft, { status: 404 });
  await meet(page, 'not-found');
  // The desk is for officials: a citizen is asked to sign in as one.
  await page.visit('/work');
  at(page, '/work/login');
});

test('people whom registries know by odd names pass all the same', async () => {
  for (const id of ['rimskaya', 'karimov']) {
    const person = await stand.person(id);
    const page = await house.page();
    await register(house, page, person);
    await fillProfile(page, person, papers(person));
    await page.visit('/cabinet/checks');
    await untilSays(page, /Проверено 4 из 4/, { reload: true });
  }
});
