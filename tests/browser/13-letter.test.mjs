// Confirmation by a registered letter, from the order to «Подтверждённая»; the post is the stand's,
// worked by hand, and the code is read off the printed page.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  fillProfile,
  inOrder,
  meet,
  meetPlain,
  newcomer,
  picture,
  press,
  register,
  says,
  smsSays,
  untilSays,
  untilStandard,
} from './lib/journey.mjs';
import { expectNoAxeViolations } from './lib/look.mjs';
import { eventually } from './lib/stand.mjs';

const test = inOrder();
const house = await openHouse();
const { stand } = house;
const person = await newcomer(house);
const page = await house.page();
const office = await house.page();
const PAGE = '/cabinet/confirm/letter';
let first;
let letter;

/** The letter of this number as it lies at the post: the code on its page. */
async function codeOf(track) {
  const pdf = await fetch(`${stand.url}/api/letters/${track}/pdf`);
  const input = Buffer.from(await pdf.arrayBuffer());
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input }).toString();
  const code = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(text)?.[0];
  assert.ok(code, `no code in ${text}`);
  return code;
}

/** Waits for the letter after those that there were. */
async function newLetter(before) {
  return eventually(async () => (await stand.get('/api/letters'))[before], 'a letter at the post');
}

/** Somebody at the post presses a button. */
async function atThePost(track, button) {
  await office.goto(`${stand.url}/post/${track}`);
  await office.getByRole('button', { name: button, exact: true }).click();
  await office.waitForLoadState();
}

test('the letter is ordered to an exact address', async () => {
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page, { reload: true });
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Письмо с кодом/ }).click();
  await page.waitForURL(new RegExp(PAGE));
  await meet(page, 'letter-order');
  assert.equal(await page.locator('[name=city]').inputValue(), person.address.city);
  await fill(page, { postcode: '' });
  await press(page, 'Заказать письмо');
  assert.match(await says(page), /Укажите индекс: без него письмо не дойдёт/);
  await meet(page, 'letter-order-wrong');
  // The way back leads to the form, not to the question whether to send it again.
  await page.goBack();
  at(page, PAGE);
  await fill(page, { postcode: person.address.postcode });
  await press(page, 'Заказать письмо');
  at(page, PAGE);
  first = await newLetter(0);
  await untilSays(page, /Напечатано/);
  await meet(page, 'letter-printed');
});

test('lost on the way: told, and ordered again', async () => {
  await office.goto(`${stand.url}/post`);
  await expectNoAxeViolations(office);
  assert.match(await office.locator('body').innerText(), /учебный внешний мир/);
  await atThePost(first.track, 'Отправить');
  await untilSays(page, /появится здесь/);
  await meet(page, 'letter-dispatched');
  await smsSays(house, person.phone, /письмо с кодом отправлено/);
  await atThePost(first.track, 'Утеряно');
  await smsSays(house, person.phone, /почта потеряла письмо/);
  await page.visit('/cabinet/confirm');
  // A day must lie between two letters.
  await untilSays(page, /В прошлый раз подтвердить не удалось/);
  assert.match(await says(page), /Снова можно/);
  await meet(page, 'letter-lost');
});

test('another person gets theirs against the passport and types the code', async () => {
  const other = await newcomer(house, 1);
  const before = (await stand.get('/api/letters')).length;
  const home = await house.page({ phone: true });
  await register(house, home, other);
  await fillProfile(home, other);
  await untilStandard(home, { reload: true });
  await home.visit(PAGE);
  await press(home, 'Заказать письмо');
  letter = await newLetter(before);
  const code = await codeOf(letter.track);
  for (const button of ['Отправить', 'Прибыло']) await atThePost(letter.track, button);
  await untilSays(home, /Ждёт вас в отделении/);
  await smsSays(house, other.phone, /ждёт вас на почте/);
  await meet(home, 'letter-arrived');

  await fill(home, { code: '00000-00000' });
  await press(home, 'Проверить');
  await untilSays(home, /осталось 4 попытки/);
  await meet(home, 'letter-code-wrong');
  // Right, but the post has not told yet that it handed the letter over; in a second tab, too.
  const tab = await home.context().newPage();
  await tab.visit(PAGE);
  await fill(home, { code: code.toLowerCase().replace('-', ' ') });
  await press(home, 'Проверить');
  await untilSays(home, /Код верный/);
  await meet(home, 'letter-waits');
  await fill(tab, { code });
  await press(tab, 'Проверить');
  await untilSays(tab, /Код верный/);
  await atThePost(letter.track, 'Вручить по паспорту');
  await expectNoAxeViolations(office);
  await picture(office, 'letter-post');
  await home.waitForURL(/\/cabinet\/confirm$/);
  await untilSays(home, /Личность подтверждена/);
  assert.match(await says(home), /Кабинет налогоплательщика подтверждение по почте не принимает/);
  await meet(home, 'letter-confirmed');
  await home.visit('/cabinet/level');
  await untilSays(home, /Подтверждённая/);
  await home.visit('/cabinet/history');
  await untilSays(home, /Почта вручила письмо с кодом по паспорту/);
});

test('without scripts and in English', async () => {
  const third = await newcomer(house, 2);
  const before = (await stand.get('/api/letters')).length;
  const plain = await house.page({ js: false });
  await register(house, plain, third);
  await fillProfile(plain, third);
  await untilStandard(plain, { reload: true });
  await plain.visit(PAGE);
  await meetPlain(plain, 'letter-noscript-order');
  await press(plain, 'Заказать письмо');
  const { track } = await newLetter(before);
  const code = await codeOf(track);
  for (const button of ['Отправить', 'Прибыло', 'Вручить по паспорту']) {
    await atThePost(track, button);
  }
  await untilSays(plain, /Вручено по паспорту/, { reload: true });
  await meetPlain(plain, 'letter-noscript-handed');
  await fill(plain, { code });
  await press(plain, 'Проверить');
  await untilSays(plain, /Личность подтверждена/, { reload: true });
});
