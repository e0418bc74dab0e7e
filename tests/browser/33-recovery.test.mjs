// A forgotten password when neither the phone nor the e-mail is at hand: the reserve phone and
// the security questions are set, and bring the account back.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  mailSays,
  meet,
  meetPlain,
  otherCode,
  PASSWORD,
  press,
  says,
  send,
  signIn,
  smsSays,
  standard,
  typeCode,
  untilSays,
} from './lib/journey.mjs';

const test = inOrder();
const house = await openHouse();
const { stand } = house;
const NEW = 'Тигр-5спокоен!';
const OTHER = 'Тукан-4бегут*';
const RESERVE = '+79007771122';

const { person, page } = await standard(house, 0);

/** Asks for a code to the reserve phone, and gives it. */
async function askReserve(who) {
  await who.visit('/recover');
  await press(who, 'Нет доступа ни к телефону, ни к почте?');
  at(who, '/recover/reserve');
  await fill(who, { login: person.email, reserve: '8 900 777-11-22' });
  return stand.nextCode(RESERVE, () => send(who, 'reserve'));
}

test('a reserve phone is set by its code', async () => {
  await page.visit('/cabinet/security');
  await page.locator('main a[href="/cabinet/security/reserve"]').click();
  await meet(page, 'reserve');
  await fill(page, { phone: person.phone });
  await send(page, 'phone');
  assert.match(await says(page), /С этим номером вы входите/);
  await meet(page, 'reserve-wrong');
  await fill(page, { phone: '8 900 777-11-22' });
  const code = await stand.nextCode(RESERVE, () => send(page, 'phone'));
  at(page, '/cabinet/security/reserve/code');
  await meet(page, 'reserve-code');
  await typeCode(page, code);
  at(page, '/cabinet/security');
  assert.match(await says(page), /Резервный телефон сохранён/);
  await smsSays(house, person.phone, /Резервный телефон в «Окне» изменён/);
  await mailSays(house, person.email, /Резервный телефон в «Окне» изменён/);
});

test('three questions are set, and bad answers are told at their fields', async () => {
  await page.locator('main a[href="/cabinet/security/questions"]').click();
  at(page, '/cabinet/security/questions');
  await meet(page, 'questions');
  const form = {
    question1: '1',
    answer1: 'книга',
    question2: 'own',
    own2: 'Чем пахло у бабушки на чердаке?',
    answer2: 'Сушёные яблоки',
    question3: '6',
    answer3: 'не помню',
  };
  await fill(page, form);
  await send(page, 'question1');
  assert.match(await says(page), /уже есть в самом вопросе/);
  assert.match(await says(page), /попробуют первым/);
  await meet(page, 'questions-wrong');
  await fill(page, { answer1: 'Ёжик в тумане', answer3: 'Зелёный велосипед' });
  await send(page, 'question1');
  at(page, '/cabinet/security');
  assert.match(await says(page), /Контрольные вопросы сохранены/);
  await meet(page, 'security-with-help');
  await page.visit('/cabinet/security/questions');
  assert.match(await says(page), /Вопросы заданы/);
  assert.doesNotMatch(await page.content(), /яблоки/);
  await page.visit('/cabinet/security/reserve/remove');
  await meet(page, 'reserve-remove');
  await page.visit('/cabinet/security/questions/remove');
  await meet(page, 'questions-remove');
});

test('without scripts: the reserve phone and two answers bring the account back', async () => {
  const guest = await house.page({ js: false });
  await guest.visit('/recover');
  await meetPlain(guest, 'recover');
  const code = await askReserve(guest);
  at(guest, '/recover/code');
  await typeCode(guest, otherCode(code));
  assert.match(await says(guest), /осталось 4 попытки/i);
  await typeCode(guest, code);
  at(guest, '/recover/questions');
  await meetPlain(guest, 'recover-questions');
  await guest.visit('/recover/password');
  at(guest, '/recover/questions');
  await fill(guest, { answer1: 'Ёжик', answer2: 'сушеные яблоки' });
  await send(guest, 'answer1');
  assert.match(await says(guest), /Осталось 4 попытки/);
  await meetPlain(guest, 'recover-questions-wrong');
  await mailSays(house, person.email, /На контрольные вопросы ответили неверно/);
  await fill(guest, { answer1: 'ежик в тумане', answer2: 'сушеные яблоки' });
  await send(guest, 'answer1');
  at(guest, '/recover/password');
  await fill(guest, { password: NEW, repeat: NEW });
  await send(guest, 'password');
  at(guest, '/cabinet');
  assert.match(await says(guest), /Пароль изменён/);
  await smsSays(house, person.phone, /72 часа/);
  await smsSays(house, RESERVE, /72 часа/);
  await mailSays(house, person.email, /72 часа/);
  await guest.visit('/cabinet/security');
  assert.match(await says(guest), /можно будет менять с/);
  await guest.visit('/cabinet/history');
  assert.match(await says(guest), /Пароль восстановлен по резервному телефону/);
});

test('the old password and the old session are good for nothing', async () => {
  await page.visit('/cabinet');
  at(page, '/login');
  await signIn(page, person.email, PASSWORD);
  assert.match(await says(page), /не подошли/);
});

test('a bank gives access back to its client', async () => {
  const guest = await house.page();
  await guest.visit('/recover');
  await press(guest, 'Восстановить через банк');
  at(guest, '/recover/bank');
  await meet(guest, 'recover-bank');
  await fill(guest, { bank: 'tinkoff', consent: true });
  await send(guest, 'consent');
  await untilSays(guest, /Осталось подтвердить/);
  await press(guest, 'Перейти: Тинькофф');
  await guest.locator('#person').selectOption(person.id);
  await press(guest, 'Согласиться');
  await untilSays(guest, /подтвердил, что это вы/);
  await meet(guest, 'recover-bank-known');
  await press(guest, 'Задать новый пароль');
  at(guest, '/recover/password');
  await fill(guest, { password: OTHER, repeat: OTHER });
  await send(guest, 'password');
  at(guest, '/cabinet');
  await guest.visit('/cabinet/history');
  assert.match(await says(guest), /Пароль восстановлен через банк/);
});

test('without an account nothing looks different', async () => {
  const guest = await house.page();
  await guest.visit('/recover/reserve');
  await meet(guest, 'recover-reserve');
  await fill(guest, { login: 'nobody@pochta.example', reserve: '8 900 777-33-44' });
  await send(guest, 'reserve');
  at(guest, '/recover/code');
  await meet(guest, 'recover-reserve-code');
  await smsSays(house, '+79007773344', /назвал ваш номер резервным/);
});
