// Proofs of contact: a code by SMS or by a call, a question about one's own data, a wrong
// answer that suspends. None of them makes the account confirmed.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import { at, fill, meet, meetPlain, press, says, send, standard } from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const START = '/cabinet/confirm/contact';
const house = await openHouse();

/** The street without its kind, as the question shows it. */
const street = (person) => person.address.street.replace(/^(ул\.|пер\.|пр-т|пл\.)\s*/, '');

async function choose(page, right) {
  const answers = await page.locator('main label.govuk-radios__label').allInnerTexts();
  assert.ok(answers.includes(right), `${right} is not among ${answers}`);
  return { wanted: right, other: answers.find((answer) => answer !== right) };
}

test('a code by SMS and an answer prove the phone, and the level stays', async () => {
  const { person, page } = await standard(house, 40);
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Код по SMS/ }).click();
  await page.waitForURL(`**${START}?way=sms`);
  await meet(page, 'contact-start');
  await fill(page, { number: '112-233-445 95' });
  await press(page, 'Получить код');
  assert.match(await says(page), /Это не тот СНИЛС/);
  await meet(page, 'contact-flawed');
  await fill(page, { number: person.snils_shown });
  const code = await house.stand.nextCode(person.phone, () => press(page, 'Получить код'));
  at(page, '/cabinet/confirm/sms');
  await meet(page, 'contact-code');
  await fill(page, { code: code === '123456' ? '654321' : '123456' });
  await send(page, 'code');
  assert.match(await says(page), /Код не подошёл. Осталось 4 попытки/);
  await fill(page, { code });
  await send(page, 'code');
  await meet(page, 'contact-question');
  const { wanted } = await choose(page, street(person));
  await page.getByLabel(wanted, { exact: true }).check();
  await press(page, 'Ответить');
  await page.waitForURL('**/cabinet/confirm');
  assert.doesNotMatch(await says(page), /Личность подтверждена/);
  await meet(page, 'contact-done');
  // The way back asks nothing again.
  await page.goBack();
  await page.visit('/cabinet/confirm/sms');
  at(page, '/cabinet/confirm');
});

test('without scripts and at 360: a call speaks the code, a wrong answer suspends', async () => {
  const { person, page } = await standard(house, 41, { js: false, phone: true });
  await page.visit(START);
  await fill(page, { number: person.inn, way: 'voice' });
  await press(page, 'Получить код');
  at(page, '/cabinet/confirm/voice');
  await meetPlain(page, 'contact-call');
  const call = await eventually(async () => {
    const [last] = (await house.stand.get('/api/voice', { phone: person.phone })).slice(-1);
    return last;
  }, 'a call');
  const code = call.text.split(': ')[1].replace(/\D/g, '').slice(0, 6);
  await fill(page, { code });
  await send(page, 'code');
  await meetPlain(page, 'contact-question-plain');
  const { other } = await choose(page, street(person));
  await page.getByLabel(other, { exact: true }).check();
  await press(page, 'Ответить');
  assert.match(await says(page), /Приостановлено до/);
  await meetPlain(page, 'contact-suspended');
  await press(page, 'Другие способы');
  at(page, '/cabinet/confirm');
});
