// Support: the page «Помощь», the check of a caller, the state of the account, a link for a
// new password, and what the owner reads of it all.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  meet,
  meetPlain,
  official,
  plain,
  press,
  says,
  send,
  smsSays,
  standard,
  untilSays,
} from './lib/journey.mjs';

const test = inOrder();
const house = await openHouse();
const NEW = 'Тигр-5спокоен!';

const { person, page } = await standard(house, 0);
const desk = await official(house, 'support');

/** What the caller says. */
function said(more = {}) {
  return {
    name: person.full_name,
    phone: person.phone_shown,
    snils: person.snils_shown,
    passport: person.passport_number_shown,
    ...more,
  };
}

/** Finds the account of the caller and asks them all. */
async function passed(who) {
  await who.visit('/support/desk');
  await fill(who, { who: person.phone_shown });
  await send(who, 'who');
  at(who, /^\/support\/desk\/.+/);
  await fill(who, said());
  await send(who, 'name');
  await untilSays(who, /открыто до/);
}

test('help is found from any page', async () => {
  const guest = await house.page();
  await guest.visit('/');
  await guest
    .locator('footer')
    .getByRole('link', { name: /^Помощь/ })
    .click();
  at(guest, '/support');
  assert.match(await says(guest), /8 800 100-70-10/);
  assert.match(await says(guest), /115/);
  await meet(guest, 'support-help');
});

test('nobody has looked yet', async () => {
  await page.visit('/cabinet/security');
  await page.locator('main a[href="/cabinet/security/looks"]').click();
  at(page, '/cabinet/security/looks');
  assert.match(await says(page), /Пока никто/);
  await meet(page, 'security-looks-empty');
});

test('a caller is checked by what they say', async () => {
  at(desk, '/support/desk');
  await meet(desk, 'support-desk');
  await fill(desk, { who: '+7 900 000-00-00' });
  await send(desk, 'who');
  assert.match(await says(desk), /Такой учётной записи нет/);
  await fill(desk, { who: person.email });
  await send(desk, 'who');
  at(desk, /^\/support\/desk\/.+/);
  assert.doesNotMatch(plain(await desk.locator('main').innerHTML()), new RegExp(person.surname));
  await meet(desk, 'support-check');
  await fill(desk, said({ name: `${person.surname} Иван` }));
  await send(desk, 'name');
  assert.match(await says(desk), /Не совпало. Переспросите/);
  assert.match(await says(desk), /Осталось 2 попытки/);
  await meet(desk, 'support-check-wrong');
  await fill(desk, said());
  await send(desk, 'name');
  await untilSays(desk, /открыто до/);
  const text = await says(desk);
  assert.match(text, /Подтвердить личность любым способом/);
  assert.match(text, /Реестр МВД/);
  assert.doesNotMatch(text, new RegExp(plain(person.passport_number_shown)));
  await meet(desk, 'support-state');
});

test('a link sets a new password, and nobody but its owner sees it', async () => {
  await fill(desk, { note: 'Забыла пароль, телефон при ней.' });
  await press(desk, 'Сохранить');
  assert.match(await says(desk), /Заметку видите только вы/);
  await press(desk, /^Ссылка по SMS/);
  assert.match(await says(desk), /Ссылка отправлена/);
  await meet(desk, 'support-state-sent');
  const { text } = await smsSays(house, person.phone, /recover\/link/);
  const path = /\/recover\/link\/\S+/.exec(text)[0];
  const owner = await house.page();
  await owner.visit(path);
  await meet(owner, 'recover-link');
  await press(owner, 'Продолжить');
  at(owner, '/recover/password');
  await fill(owner, { password: NEW, repeat: NEW });
  await send(owner, 'password');
  at(owner, '/cabinet');
  await owner.visit('/cabinet/security/looks');
  assert.match(await says(owner), /Оператор поддержки, Поддержка портала/);
  assert.match(await says(owner), /Состояние учётной записи/);
  await meet(owner, 'security-looks');
  // The link has been used.
  const other = await house.page();
  await other.visit(path);
  at(other, '/recover');
});

test('one administrator gives a role, another approves it, the auditor sees it', async () => {
  const admin = await official(house, 'admin');
  await admin.visit('/admin');
  await press(admin, 'Сотрудники');
  await press(admin, 'Дорохин Пётр Ильич');
  await fill(admin, { role: 'support', days: '90' });
  await send(admin, 'role');
  assert.match(await says(admin), /Ждёт второго администратора/);
  await admin.visit('/admin/staff');
  await meet(admin, 'staff-grants');
  assert.equal(await admin.getByRole('button', { name: /^Утвердить/ }).count(), 0);
  const deputy = await official(house, 'deputy');
  await deputy.visit('/admin');
  assert.match(await says(deputy), /ждут второго администратора — 1/);
  await deputy.visit('/admin/staff');
  await press(deputy, /^Утвердить/);
  assert.match(await says(deputy), /Роль утверждена/);
  const auditor = await official(house, 'auditor');
  await auditor.visit('/admin/grants');
  assert.match(await says(auditor), /Дорохин Пётр Ильич/);
  assert.equal(await auditor.locator('main form').count(), 0);
  await meet(auditor, 'staff-grants-read');
});

test('without scripts and on a phone the workplace works the same', async () => {
  const other = await house.page({ js: false, phone: true });
  await other.context().addCookies(await desk.context().cookies());
  await other.visit('/support/desk');
  await meetPlain(other, 'support-desk-plain');
  await passed(other);
  await meetPlain(other, 'support-state-plain');
});
