// «Семья и дети»: a parent adds a child, two registries agree, the child gets an account that
// it opens by itself; what the parent sees and may do; without scripts too.

import assert from 'node:assert/strict';
import { openHouse, PHONE } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  mailSays,
  meet,
  meetPlain,
  newcomer,
  PASSWORD,
  press,
  register,
  says,
  send,
  signIn,
  typeCode,
  untilSays,
} from './lib/journey.mjs';

const READY = 'Okno-2026!';
const house = await openHouse();
const { stand } = house;
const mother = await stand.person('safina');
const children = await stand.get('/api/children');
const artur = children.find(({ id }) => id === 'artur');
const page = await house.page();
const step = inOrder();
let card;

const typed = (child, relation, more = {}) => ({
  surname: child.surname,
  name: child.name,
  patronymic: child.patronymic,
  sex: child.sex,
  birth_date: child.birth_date_shown,
  snils: child.snils_shown,
  number: child.certificate.number,
  issued_on: child.certificate.issued_on,
  place: child.certificate.place,
  relation,
  ...more,
});

async function enter(desk) {
  const code = await stand.nextCode(mother.phone, () => signIn(desk, mother.email, READY));
  at(desk, '/login/step/sms');
  await typeCode(desk, code);
  at(desk, '/cabinet');
}

step('below the confirmed level it says what is needed', async () => {
  const guest = await house.page();
  await register(house, guest, await newcomer(house));
  await guest.visit('/cabinet');
  await press(guest, 'Семья и дети');
  at(guest, '/cabinet/family');
  assert.match(await says(guest), /Сначала подтвердите свою личность/);
  await meet(guest, 'first');
});

step('a parent adds a child, and what is wrong is told at its field', async () => {
  await enter(page);
  await page.visit('/cabinet/family');
  assert.match(await says(page), /Каримова Лия Тимуровна/);
  await meet(page, 'list');
  await press(page, 'Добавить ещё ребёнка');
  at(page, '/cabinet/family/new');
  await meet(page, 'new');
  await press(page, 'Добавить ребёнка');
  assert.match(await says(page), /отметьте согласие/);
  await meet(page, 'new-empty');
  await fill(page, typed(artur, 'mother', { number: 'II-ОЯ 000001', consent: true }));
  await press(page, 'Добавить ребёнка');
  at(page, /^\/cabinet\/family\/[0-9a-f-]{36}$/);
  card = new URL(page.url()).pathname;
  await untilSays(page, /Не совпало: серия и номер/);
  assert.doesNotMatch(await says(page), /620912/);
  await meet(page, 'differs');
});

step('a registry that is down is waited for', async () => {
  await stand.fault('zags', 'down');
  await press(page, /^Исправить/);
  assert.match(await says(page), /ЗАГС ответил, что здесь другое значение/);
  await meet(page, 'mend');
  await fill(page, { number: artur.certificate.number });
  await press(page, 'Исправить и проверить');
  await untilSays(page, /Ждём реестр/);
  await meet(page, 'waiting');
  await stand.fault('zags', 'ok');
  await untilSays(page, /Завести учётную запись/, { patience: 60_000 });
  assert.match(await says(page), /Проверено/);
  await meet(page, 'checked');
});

step('the account is made by a code from the child’s mailbox', async () => {
  await press(page, 'Завести учётную запись');
  at(page, `${card}/account`);
  await meet(page, 'account');
  await fill(page, { email: mother.email });
  await press(page, 'Отправить код');
  assert.match(await says(page), /Это ваша почта/);
  await fill(page, { email: artur.email });
  const code = await stand.nextMailCode(artur.email, () => press(page, 'Отправить код'));
  at(page, `${card}/account/email`);
  await meet(page, 'account-code');
  await typeCode(page, code);
  at(page, card);
  assert.match(await says(page), /Учётная запись заведена/);
  await meet(page, 'made');
});

step('the child chooses a password and signs in on a phone', async () => {
  const { text } = await mailSays(house, artur.email, /Код доступа/);
  const code = /Код доступа: (\S+)/.exec(text)[1];
  const child = await house.page({ viewport: PHONE });
  await child.visit('/login/first');
  await fill(child, { login: artur.email, code });
  await send(child, 'code');
  at(child, '/login/first/password');
  await fill(child, { password: PASSWORD, repeat: PASSWORD });
  await send(child, 'password');
  at(child, '/cabinet');
  assert.match(await says(child), /За вашей учётной записью смотрят родители/);
  await meet(child, 'child-cabinet');
  await press(child, 'Что они видят');
  at(child, '/cabinet/family');
  assert.match(await says(child), /Сафина Амина Рашидовна/);
  await meet(child, 'child-guardians');
  await child.visit('/cabinet/profile/edit');
  assert.match(await says(child), /Профиль заполняют с 14 лет/);
  await meet(child, 'child-profile');
  await child.visit('/cabinet/confirm');
  assert.match(await says(child), /Личность подтверждают с 14 лет/);
  await meet(child, 'child-confirm');
  await child.visit('/cabinet/data/close');
  assert.match(await says(child), /учётную запись закрывают родители/);
  await meet(child, 'child-close');

  // The parent sees that it was opened, and shuts the door.
  await page.visit(card);
  assert.match(await says(page), /Где открыт вход/);
  await meet(page, 'watch');
  await press(page, 'Приостановить');
  assert.match(await says(page), /Вход приостановлен/);
  await meet(page, 'suspended');
  await child.visit('/cabinet');
  at(child, '/login');
  await signIn(child, artur.email);
  assert.match(await says(child), /Вход приостановили ваши родители/);
  await meet(child, 'child-suspended');
  await press(page, 'Разрешить вход');
  await signIn(child, artur.email);
  at(child, '/cabinet');
  await child.visit('/cabinet/history');
  assert.match(await says(child), /законный представитель/);
});

step('closing takes a tick and can be called off', async () => {
  await press(page, 'Закрыть');
  at(page, `${card}/close`);
  await meet(page, 'close');
  await fill(page, { sure: true });
  await press(page, 'Закрыть учётную запись');
  at(page, card);
  assert.match(await says(page), /Учётная запись закроется/);
  await meet(page, 'closing');
  await press(page, 'Не закрывать');
  assert.match(await says(page), /Учётная запись остаётся/);
  await press(page, 'Удалить карточку');
  await meet(page, 'remove');
});

step('the main path works without scripts', async () => {
  const plain = await house.page({ js: false });
  await enter(plain);
  await plain.visit('/cabinet/family/new');
  await meetPlain(plain, 'plain-new');
  const wrong = children.find(({ id }) => id === 'egor');
  await fill(plain, typed(wrong, 'mother', { consent: true }));
  await press(plain, 'Добавить ребёнка');
  await untilSays(plain, /указаны не вы/, { reload: true });
  assert.doesNotMatch(await says(plain), /Семёнова Алёна/);
  await meetPlain(plain, 'plain-parent');
  await press(plain, 'Удалить карточку');
  await meetPlain(plain, 'plain-remove');
  await press(plain, 'Удалить карточку');
  at(plain, '/cabinet/family');
  assert.match(await says(plain), /Карточка удалена/);
  await plain.visit(card);
  await press(plain, 'Завершить все сеансы');
  assert.match(await says(plain), /Сеансы завершены/);
  await meetPlain(plain, 'plain-watch');
});
