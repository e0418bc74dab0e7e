// Confirmation by an electronic document: a picture of the passport, a request that is signed
// at the stand’s authority, an operator who compares; and what is refused.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { authority, file, picture } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  meet,
  meetPlain,
  official,
  press,
  says,
  send,
  standard,
  untilSays,
} from './lib/journey.mjs';

const START = '/cabinet/confirm/e-document';
const DESK = '/centre/remote';

const house = await openHouse();
const { stand } = house;
const { card } = authority(house);
const operator = await official(house, 'operator', { apart: true });

async function sendPicture(page, name = 'паспорт.png', button = 'Составить заявление') {
  await page.locator('[name=document]').setInputFiles(picture(name));
  await press(page, button);
}

/** Saves what a link or a button gives. */
async function saved(page, control) {
  const [download] = await Promise.all([page.waitForEvent('download'), control.click()]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

async function take() {
  await operator.visit(DESK);
  await press(operator, /^Взять следующее заявление/);
  at(operator, /^\/centre\/remote\/.+/);
}

async function lend(page, key, password = key.password) {
  await page.locator('[name=pfx]').setInputFiles(file('key.pfx', key.pfx));
  await page.locator('[name=password]').fill(password);
  await send(page, 'pfx');
}

test('a picture and a request signed at the stand, compared by an operator', async () => {
  const { person, page } = await standard(house, 20);
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Электронный документ/ }).click();
  await page.waitForURL(`**${START}`);
  await meet(page, 'edocument-start');
  await press(page, 'Составить заявление');
  await page.locator('#document-error').waitFor();
  await meet(page, 'edocument-flawed');
  await fill(page, { consent: true });
  await sendPicture(page);
  await untilSays(page, /2\. Заявление/);
  await meet(page, 'edocument-request');
  assert.ok((await says(page)).includes(person.passport_number_shown));
  const request = await saved(page, page.getByRole('link', { name: 'Скачать заявление' }));
  assert.match(request.name, /^okno-.+\.txt$/);
  assert.match(readFileSync(request.path, 'utf8'), /SHA-256/);

  // As a visitor of the demo does it: a certificate, and the file signed by its key.
  const desk = await house.page({ context: page.context() });
  await desk.visit(`${stand.url}/signature`);
  await desk.locator('[name=person]').selectOption(person.id);
  await press(desk, 'Выпустить сертификат');
  const kept = desk.locator('.panels .paper').first();
  const certificate = await saved(desk, kept.getByRole('link', { name: 'Сертификат (.cer)' }));
  await kept.locator('[name=file]').setInputFiles(request.path);
  const signature = await saved(desk, kept.getByRole('button', { name: /^Подписать/ }));
  assert.equal(signature.name, 'signature.sig');
  await desk.close();

  await page.locator('[name=certificate]').setInputFiles(certificate.path);
  await page.locator('[name=signature]').setInputFiles(signature.path);
  await send(page, 'certificate');
  await untilSays(page, /Заявление у оператора/);
  await meet(page, 'edocument-waits');

  await operator.visit(DESK);
  await meet(operator, 'edocument-desk');
  await take();
  await operator.locator('#shots img').waitFor();
  await meet(operator, 'edocument-case');
  assert.ok((await says(operator)).includes(person.passport_number_shown));
  await fill(operator, { passport: true, numbers: true });
  await press(operator, 'Подтвердить личность');
  assert.match(await says(operator), /без трёх отметок/);

  // The news come thick while the line is slow: the page that has moved on is asked for once.
  const tab = await house.page({ context: page.context() });
  await tab.addInitScript(() => {
    window.sources = [];
    window.EventSource = class {
      constructor() {
        window.sources.push(this);
      }
      close() {}
    };
  });
  await tab.visit(START);
  const asked = [];
  await tab.route('**/cabinet/confirm/**', async (route) => {
    const request = route.request();
    if (request.isNavigationRequest()) {
      asked.push(new URL(request.url()).pathname);
      await new Promise((done) => setTimeout(done, 1_500));
    }
    // A request that the page itself has dropped can no longer be let on.
    await route.continue().catch(() => {});
  });

  await fill(operator, { passport: true, numbers: true, intact: true });
  await press(operator, 'Подтвердить личность');
  await untilSays(operator, /Личность подтверждена/);
  await page.waitForURL('**/cabinet/confirm');
  await tab.evaluate(() => {
    for (const source of window.sources) for (let nth = 0; nth < 3; nth++) source.onmessage();
  });
  await untilSays(tab, /Личность подтверждена/);
  assert.deepEqual(asked, [START]);
  await tab.close();
  await untilSays(page, /Личность подтверждена/);
  await page.goBack();
  await page.visit(START);
  at(page, '/cabinet/confirm');
});

test('without scripts and at 360: another picture, another signature, a refusal, and once more', async () => {
  const { person, page } = await standard(house, 21, { js: false, phone: true });
  await page.visit(START);
  await meetPlain(page, 'edocument-noscript-start');
  await fill(page, { consent: true });
  await sendPicture(page);
  at(page, START);
  await meetPlain(page, 'edocument-noscript');
  const key = await card(person, { algorithm: 'rsa' });
  await lend(page, key, 'not-this-one');
  await page.locator('#password-error').waitFor();
  assert.match(await says(page), /Пароль не подошёл/);
  await meetPlain(page, 'edocument-noscript-password');
  await lend(page, key);
  at(page, START);
  assert.match(await says(page), /Заявление у оператора/);
  await meetPlain(page, 'edocument-noscript-waits');

  // The operator has it when another picture comes: nothing is left to decide.
  await take();
  await page.getByText('Прислать другие снимки').click();
  await sendPicture(page, 'ещё раз.png', 'Заменить снимки');
  assert.match(await says(page), /3\. Подпишите/);
  await fill(operator, { passport: true, numbers: true, intact: true });
  await press(operator, 'Подтвердить личность');
  at(operator, DESK);
  await lend(page, key);

  await take();
  await operator.getByText('Есть сомнения').click();
  await operator.locator('[name=reason][value=unreadable]').check();
  await press(operator, 'Отказать');
  await untilSays(operator, /Записали сомнения/);
  await page.visit(START);
  assert.match(await says(page), /Причина: Снимок нечёткий: паспорт не прочитать/);
  await meetPlain(page, 'edocument-refused');

  await fill(page, { consent: true });
  await sendPicture(page);
  await lend(page, key);
  await take();
  await fill(operator, { passport: true, numbers: true, intact: true });
  await press(operator, 'Подтвердить личность');
  await untilSays(operator, /Личность подтверждена/);
  await page.visit('/cabinet/confirm');
  assert.match(await says(page), /Личность подтверждена/);
});
