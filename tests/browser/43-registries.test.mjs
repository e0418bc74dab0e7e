// Services that registries answer: decided without an official, waited for when a registry
// is down, decided by an official when it cannot wait; with scripts and without.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  caseNumber,
  confirmed,
  fill,
  inOrder,
  meet,
  meetPlain,
  official,
  press,
  says,
  send,
  smsSays,
  untilSays,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const test = inOrder();
const house = await openHouse();
const { stand } = house;
const operator = await official(house, 'operator');
const officer = await official(house, 'officer');
const year = new Date().getFullYear() - 1;

/** The nth of the crowd whom the registries hold so. */
async function known(nth, fits) {
  const people = await stand.people();
  const crowd = people.filter((p) => p.special === 'plain' && p.inn && p.patronymic);
  const some = crowd.filter((p) => fits(p.holdings ?? {}));
  assert.ok(some.length > nth, 'the stand has too few such people');
  return some[some.length - 1 - nth];
}

const earns = await known(0, (h) => h.income?.[year] && h.objects?.length);
const page = await house.page();
let number;

/** From the page of a service to the number of the case. */
async function order(visitor, person, service, answer) {
  await visitor.visit(`/applications/new/${service}`);
  await press(visitor, /^Начать/);
  const draft = new URL(visitor.url()).pathname;
  await answer(draft);
  await visitor.visit(`${draft}/contacts`);
  await press(visitor, 'Сохранить и продолжить');
  await visitor.visit(`${draft}/check`);
  await fill(visitor, { consent: true });
  const code = await stand.nextCode(person.phone, () => send(visitor, 'consent'));
  await fill(visitor, { code });
  await press(visitor, 'Отправить заявку');
  return caseNumber(visitor);
}

const income = (visitor) => async (draft) => {
  await visitor.visit(`${draft}/period`);
  await fill(visitor, { year: 'last', purpose: 'bank' });
  await press(visitor, 'Сохранить и продолжить');
};

const object = (visitor, of) => async (draft) => {
  await visitor.visit(`${draft}/object`);
  await fill(visitor, { cadastral_number: of });
  await press(visitor, 'Сохранить и продолжить');
};

test('a certificate of income is there without an official', async () => {
  await confirmed(house, page, earns, operator);
  await page.visit('/services/spravka-o-dohodah');
  await meet(page, 'income-service');
  await order(page, earns, 'spravka-o-dohodah', income(page));
  await untilSays(page, /Решение принято автоматически/);
  await untilSays(page, /Документ готов/);
  await meet(page, 'income-done');
  const document = await page.request.get(`${new URL(page.url()).pathname}/document`);
  assert.equal(document.headers()['content-type'], 'application/pdf');
  await smsSays(house, earns.phone, /готов/);
});

test('a registry that is down stops its case, and both sides of the window see it', async () => {
  await stand.fault('mvd', 'down');
  number = await order(page, earns, 'spravka-o-sudimosti', async (draft) => {
    await page.visit(`${draft}/names`);
    await fill(page, { name_changed: 'no' });
    await press(page, 'Сохранить и продолжить');
  });
  await untilSays(page, /Ждём ответа/);
  await meet(page, 'record-waits');
  // Another registry answers as ever.
  await officer.visit('/work?f=waiting');
  await untilSays(officer, new RegExp(number), { reload: true });
  await meet(officer, 'desk-waiting');
  await press(officer, number);
  await untilSays(officer, /Спросили/, { reload: true });
  assert.match(await says(officer), /Рассмотреть без ответа/);
  await meet(officer, 'desk-case-waits');
});

test('the registry is back, and the case goes on by itself', async () => {
  await stand.fault('mvd', 'ok');
  await untilSays(page, /Решение принято автоматически/, { patience: 60_000 });
  await untilSays(page, /Документ готов/);
});

test('an official decides where it cannot wait', async () => {
  await stand.fault('rosreestr', 'down');
  const { number: own } = earns.holdings.objects[0];
  number = await order(page, earns, 'vypiska-egrn', object(page, own));
  await officer.visit('/work?f=waiting');
  await press(officer, number);
  await press(officer, 'Рассмотреть без ответа');
  await meet(officer, 'desk-by-hand');
  await stand.fault('rosreestr', 'ok');
  await untilSays(officer, /Кадастровый номер|Адрес/, { reload: true });
  await officer.locator('main [name=decision][value="to:check"]').check();
  await officer.locator('main form:has([name=decision]) button[type=submit]').first().click();
  await untilSays(page, /Решение принято автоматически/, { reload: true, patience: 60_000 });
  await untilSays(page, /Документ готов/, { reload: true });
});

test('without scripts and at 360: nothing is found, and the refusal says what to do', async () => {
  const person = await known(1, (h) => h.income?.[year]);
  const plain = await house.page({ js: false, phone: true });
  await confirmed(house, plain, person, operator);
  await order(plain, person, 'vypiska-egrn', object(plain, '62:26:0112233:999999'));
  at(plain, /^\/applications\//);
  await untilSays(plain, /Отклонено/, { reload: true });
  assert.match(await says(plain), /Решение принято автоматически/);
  await meetPlain(plain, 'egrn-refused');
});

test('the copy of one’s data holds what registries answered', async () => {
  await eventually(async () => {
    await page.visit('/cabinet/history');
    return /ответил реестр/.test(await says(page));
  }, 'the history to tell of the answer');
});
