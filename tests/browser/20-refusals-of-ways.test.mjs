// What goes wrong while somebody confirms who they are: a code tried too often, a revoked
// certificate, an operator who doubts, two ways at once, the Back button, a second tab. And
// the whole way of a registration, whose first sign-in asks whether the phone answers.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import test, { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openHouse } from './lib/house.mjs';
import {
  askConfirmation,
  at,
  fill,
  fillProfile,
  meet,
  nameAndContacts,
  newcomer,
  official,
  otherCode,
  PASSWORD,
  papers,
  plain,
  press,
  register,
  says,
  send,
  signIn,
  smsSays,
  typeCode,
  untilSays,
  untilStandard,
  vouch,
} from './lib/journey.mjs';

const SIGNATURE = '/cabinet/confirm/signature';

// The revocation lists go through here: the first time they wait until a certificate has
// been revoked, so that the portal knows of it from the beginning.
let open;
const opened = new Promise((resolve) => {
  open = resolve;
});
const lists = http.createServer(async (request, response) => {
  const stand = await opened;
  const list = await fetch(`${stand}/signature/lists${request.url}`);
  response.writeHead(list.status);
  response.end(Buffer.from(await list.arrayBuffer()));
});
await new Promise((resolve) => lists.listen(0, '127.0.0.1', resolve));
after(() => lists.close());
const listed = `http://127.0.0.1:${lists.address().port}`;

const house = await openHouse({
  env: { OKNO_SIGNATURE__LISTS: `["${listed}/rsa.crl", "${listed}/gost.crl"]` },
});
const { stand } = house;

async function certificate(person, algorithm) {
  const told = await stand.post('/api/signatures', { person: person.id, algorithm });
  return { ...told, person };
}

const signer = await newcomer(house, 30);
const revoked = await certificate(signer, 'ecdsa');
await stand.post(`/api/signatures/${revoked.id}/revoke`);
open(stand.url);

async function standard(nth) {
  const person = await newcomer(house, nth);
  const page = await house.page();
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page, { reload: true });
  return { person, page };
}

/** Signs the file of the page and gives both. */
async function sign(page, card) {
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Скачать файл' }).click(),
  ]);
  const content = readFileSync(await saved.path()).toString('base64');
  const { signature } = await stand.post(`/api/signatures/${card.id}/sign`, { content });
  const file = (name, base64) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(base64, 'base64'),
  });
  await page.locator('[name=certificate]').setInputFiles(file('x.cer', card.certificate));
  await page.locator('[name=signature]').setInputFiles(file('x.sig', signature));
  await send(page, 'certificate');
}

test('the whole way asks for the documents at once, and the short one does not', async () => {
  const person = await newcomer(house, 31);
  const page = await house.page();
  await page.visit('/register');
  await meet(page, 'register-choice');
  await press(page, 'Регистрация с подтверждением личности');
  await meet(page, 'register-whole');
  await press(page, 'Хочу без документов');
  assert.match(await says(page), /Шаг 1 из 4/);
  assert.equal(await page.locator('[name=passport_number]').count(), 1);
  await meet(page, 'register-short');
  await page.visit('/register/simple?whole');
  assert.match(await says(page), /Шаг 1 из 5/);
  await fill(page, nameAndContacts(person));
  const sms = await stand.nextCode(person.phone, () => send(page, 'surname'));
  const letter = await stand.nextMailCode(person.email, () => typeCode(page, sms));
  await typeCode(page, letter);
  at(page, '/register/simple/papers');
  await meet(page, 'register-whole-papers');
  await fill(page, { ...papers(person), snils: '' });
  await press(page, 'Продолжить');
  await page.locator('#snils-error').waitFor();
  await fill(page, { snils: person.snils_shown });
  await page.locator('[name=snils]').press('Tab');
  await page.locator('#snils-error').waitFor({ state: 'detached' });
  await press(page, 'Продолжить');
  await page.waitForURL('**/register/simple/password');
  await fill(page, { password: PASSWORD, repeat: PASSWORD });
  await press(page, 'Зарегистрировать');
  assert.match(await says(page), /выберите, как подтвердить личность/);
  await meet(page, 'register-whole-done');
  await untilStandard(page, { reload: true });
});

test('the first sign-in asks whether the phone answers', async () => {
  const person = await newcomer(house, 31);
  const page = await house.page();
  await signIn(page, person.email);
  at(page, '/cabinet');
  assert.match(await says(page), /Проверка работы учётной записи/);
  await meet(page, 'cabinet-check');
  const code = await stand.nextCode(person.phone, () => press(page, 'Получить код'));
  at(page, '/cabinet/phone');
  await meet(page, 'phone-check');
  await typeCode(page, otherCode(code));
  assert.match(await says(page), /осталось 4 попытки/i);
  // Where the check fails, the data may be entered again, or support is called.
  assert.match(await says(page), /Позвонить в поддержку: 8 800 100-70-10/);
  await meet(page, 'phone-check-wrong');
  await press(page, 'Ввести данные ещё раз');
  at(page, '/cabinet/profile/edit');
  await page.visit('/cabinet/phone');
  await typeCode(page, code);
  assert.match(plain(await page.locator('body').innerText()), /Телефон подтверждён/);
  await page.visit('/cabinet');
  assert.doesNotMatch(await says(page), /Проверка работы/);
});

test('a revoked certificate is refused with its date, a GOST one confirms', async () => {
  const page = await house.page();
  await register(house, page, signer);
  await fillProfile(page, signer);
  await untilStandard(page, { reload: true });
  await page.visit(SIGNATURE);
  await press(page, 'Начать');
  // On a busy machine the first list came too late; the portal asks for it once more.
  for (let n = 0; n < 5; n++) {
    await sign(page, revoked);
    await page.locator('#certificate-error').waitFor();
    if (!/свежий список .* ещё не пришёл/.test(await says(page))) break;
    await sleep(15_000);
  }
  assert.match(await says(page), /Сертификат отозван \d/);
  await meet(page, 'signature-revoked');
  await sign(page, await certificate(signer, 'gost256'));
  await page.waitForURL('**/cabinet/confirm');
  await untilSays(page, /Личность подтверждена/);
});

test('a code tried five times waits, and neither Back nor a second tab helps', async () => {
  const { person, page } = await standard(32);
  await page.visit('/cabinet/confirm/contact?way=sms');
  await fill(page, { number: person.snils_shown });
  const code = await stand.nextCode(person.phone, () => press(page, 'Получить код'));
  const tab = await house.page({ context: page.context() });
  await tab.visit('/cabinet/confirm/sms');
  for (let n = 0; n < 5; n++) await typeCode(page, otherCode(code));
  assert.match(await says(page), /слишком много раз/);
  await meet(page, 'contact-locked');
  // The right one comes too late, wherever it is typed.
  await typeCode(tab, code);
  assert.match(await says(tab), /слишком много раз/);
  await page.goBack();
  await page.visit('/cabinet/confirm/sms');
  await typeCode(page, code);
  assert.match(await says(page), /слишком много раз/);
});

test('the operator doubts, the person is told why and confirms in another way', async () => {
  const { person, page } = await standard(33);
  const code = await askConfirmation(page);
  const operator = await official(house, 'operator');
  await operator.visit('/centre');
  await fill(operator, { code });
  await send(operator, 'code');
  const doubts = operator.locator('details:has([name=reason])');
  await doubts.locator('summary').click();
  await doubts.locator('[name=reason][value=damaged]').check();
  await send(operator, 'reason');
  assert.match(await says(operator), /Записали сомнения/);
  await page.visit('/cabinet/confirm');
  await untilSays(page, /В прошлый раз подтвердить не удалось/);
  await smsSays(house, person.phone, /подтвердить личность не удалось/);
  // A code that has served is worth nothing.
  await operator.visit('/centre');
  await fill(operator, { code });
  await send(operator, 'code');
  at(operator, '/centre/find');
  // Two ways at once: the faster one wins, the other one ends.
  await page.visit('/cabinet/confirm');
  const again = await askConfirmation(page);
  const tab = await house.page({ context: page.context() });
  await tab.visit('/cabinet/confirm/bank');
  await fill(tab, { bank: 'sberbank', consent: true });
  await press(tab, 'Продолжить');
  await untilSays(tab, /Осталось подтвердить/);
  await vouch(operator, again);
  await page.visit('/cabinet/confirm');
  await untilSays(page, /Личность подтверждена/);
  // The tab of the slower way says so too and offers nothing to go on with.
  await untilSays(tab, /Личность подтверждена/, { reload: true });
  await meet(tab, 'overtaken');
  assert.equal(await tab.getByRole('link', { name: /^Перейти/ }).count(), 0);
  await page.visit('/cabinet/history');
  assert.match(await says(page), /Другой способ подтверждения оказался быстрее/);
});
