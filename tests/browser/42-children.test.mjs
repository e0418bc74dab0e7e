// The birth of twins: a section of a form that repeats. A child is added, removed and added
// again, mistakes are named in their row, the desk marks one answer of one row, and the
// document names both children; adding and removing without scripts too.

import assert from 'node:assert/strict';
import { picture as snapshot } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  askCorrection,
  at,
  claim,
  confirmed,
  day,
  decide,
  documentOf,
  fill,
  inOrder,
  meet,
  meetPlain,
  newcomer,
  official,
  picture,
  plain,
  press,
  says,
  send,
  sendCard,
  signInByCode,
  untilSays,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const SERVICE = '/services/rozhdenie-rebenka';
const test = inOrder();
const house = await openHouse();
const person = await newcomer(house);
const page = await house.page();
let base;
let number;

const child = (name, more = {}) => ({
  surname: person.surname,
  name,
  sex: 'female',
  born: day(-10),
  born_place: 'г. Касимов, Рязанская область',
  certificate_number: '61 0012345',
  certificate_date: day(-8),
  ...more,
});

/** Fills in the page of a child and saves it. */
async function save(tab, name, more = {}) {
  await fill(tab, child(name, more));
  await tab.locator('[name=certificate]').setInputFiles(snapshot(`${name}.png`));
  await send(tab, 'name');
  await tab.waitForURL(/\/children$/);
}

/** What stands under a field as its error. */
async function error(name) {
  const id = `${name}-error`;
  return plain(await page.evaluate((at) => document.getElementById(at)?.innerText ?? '', id));
}

async function begin(tab) {
  await tab.visit(SERVICE);
  await press(tab, 'Начать заявление');
  if (/\/applications\/new\//.test(tab.url())) await press(tab, /^Начать/);
  return new URL(tab.url()).pathname;
}

test('the list begins empty and says what it needs', async () => {
  const operator = await official(house, 'operator');
  await confirmed(house, page, person, operator);
  await page.visit(SERVICE);
  await meet(page, 'birth-service');
  base = await begin(page);
  await meet(page, 'birth-tasks');
  await press(page, 'Дети');
  at(page, `${base}/children`);
  await meet(page, 'children-none');
  await press(page, 'Сохранить и продолжить');
  assert.match(await says(page), /Добавьте хотя бы 1 запись/);
  await meet(page, 'children-few');
});

test('twins are filled in, one is removed and added again', async () => {
  await press(page, 'Добавить ребёнка');
  await meet(page, 'child-new');
  await save(page, 'Лейла');
  at(page, `${base}/children`);
  await press(page, 'Добавить ребёнка');
  await save(page, 'Марк', { sex: 'male' });
  const both = await says(page);
  assert.match(both, /Ребёнок 1[\s\S]*Лейла[\s\S]*Ребёнок 2[\s\S]*Марк/);
  await meet(page, 'children-two');
  await press(page, /^Убрать.*Ребёнок\s1$/);
  assert.match(await says(page), /Убрать: Ребёнок 1\?[\s\S]*Лейла/);
  await meet(page, 'child-remove');
  await press(page, 'Убрать');
  await untilSays(page, /Запись убрана/);
  assert.doesNotMatch(await says(page), /Лейла/);
  await meet(page, 'children-removed');
  await press(page, 'Добавить ребёнка');
  await save(page, 'Лейла');
  assert.match(await says(page), /Ребёнок 1[\s\S]*Марк[\s\S]*Ребёнок 2[\s\S]*Лейла/);
});

test('mistakes of the second child are named in its row', async () => {
  await press(page, /^Изменить.*Ребёнок\s2$/);
  // The rule speaks as the answer is given.
  await fill(page, { certificate_number: '61', certificate_date: day(-12) });
  await page.locator('#name').focus();
  await eventually(async () => /короткий/.test(await error('certificate_number')), 'the rule');
  await eventually(async () => /обе даты/.test(await error('certificate_date')), 'the rule');
  await send(page, 'name');
  assert.match(await says(page), /слишком короткий[\s\S]*Проверьте обе даты/);
  await meet(page, 'child-wrong');
  // It is kept as it is, and the list knows.
  await press(page, 'К списку: Дети');
  await press(page, 'Сохранить и продолжить');
  const told = await says(page);
  assert.match(told, /Ребёнок 2: ответьте на все вопросы или исправьте ошибки/);
  assert.doesNotMatch(told, /Ребёнок 1: ответьте/);
  await meet(page, 'children-unfinished');
  await press(page, /^Изменить.*Ребёнок\s2$/);
  await fill(page, { certificate_number: '61 0012346', certificate_date: day(-8) });
  await send(page, 'name');
  await press(page, 'Сохранить и продолжить');
  at(page, `${base}/twins`);
});

test('the rest is asked by the rows, and the check names each child', async () => {
  await meet(page, 'children-twins');
  await fill(page, { together: 'same' });
  await send(page, 'together');
  await fill(page, { role: 'mother', marriage: 'none', paternity: 'established' });
  await meet(page, 'birth-parents');
  await fill(page, { paternity_record: '147', other_parent: 'Орлов Тимур Ильич' });
  await send(page, 'role');
  at(page, `${base}/contacts`);
  await send(page, 'phone');
  at(page, `${base}/check`);
  assert.match(await says(page), /Ребёнок 1[\s\S]*Марк\.png[\s\S]*Ребёнок 2[\s\S]*Лейла\.png/);
  await meet(page, 'birth-check');
  number = await sendCard(house, page, person);
  assert.match(number, /^РБ-/);
  await meet(page, 'birth-sent');
});

test('one answer of one child is corrected', async () => {
  const officer = await official(house, 'officer');
  await claim(officer, number);
  const desk = await says(officer);
  assert.match(desk, /Ребёнок 1[\s\S]*Марк[\s\S]*Ребёнок 2[\s\S]*Лейла/);
  await picture(officer, 'birth-desk');
  const box = officer.getByLabel(/^Ребёнок\s2: Свидетельство выдано$/);
  const mark = (await box.getAttribute('name')).replace('mark-', '');
  await askCorrection(officer, mark, 'В свидетельстве другая дата');
  await page.visit(base);
  await untilSays(page, /Ребёнок 2: Свидетельство выдано/, { reload: true });
  await meet(page, 'birth-asked');
  await press(page, 'Исправить');
  await meet(page, 'birth-correct');
  const correct = await says(page);
  assert.match(correct, /Ребёнок 2: Когда выдано свидетельство\?/);
  assert.doesNotMatch(correct, /Ребёнок 1|Фамилия ребёнка/);
  // The rule of the row knows the day of birth, which this page does not ask.
  await fill(page, { [mark]: day(-12) });
  await press(page, 'Отправить исправления');
  assert.match(await says(page), /Проверьте обе даты/);
  await meet(page, 'birth-correct-wrong');
  await fill(page, { [mark]: day(-7) });
  await page.locator(`[name="${mark}"]`).blur();
  await eventually(async () => (await error(mark)) === '', 'the rule to be quiet');
  await fill(page, { [mark]: day(-11) });
  await page.locator(`[name="${mark}"]`).blur();
  await eventually(async () => /обе даты/.test(await error(mark)), 'the rule to speak');
  await fill(page, { [mark]: day(-7) });
  await send(page, mark);
  await untilSays(page, /Исправления отправлены/);
  await officer.visit('/work');
  await claim(officer, number);
  assert.ok((await says(officer)).includes(day(-7)));
  await decide(officer, 'approve');
});

test('the document names both children', async () => {
  await page.visit(base);
  await untilSays(page, /Уведомление о регистрации рождения/, { reload: true });
  await meet(page, 'birth-done');
  const text = await documentOf(page, base, 'birth');
  for (const said of ['Марк', 'Лейла', 'Мальчик', 'Девочка', 'Орлов Тимур Ильич', 'детей']) {
    assert.match(text, new RegExp(said), text);
  }
});

test('without scripts, on a phone: a child is added and removed', async () => {
  const bare = await house.page({ js: false, phone: true });
  await signInByCode(house, bare, person);
  const mine = await begin(bare);
  await bare.visit(`${mine}/children`);
  await meetPlain(bare, 'children-plain-none');
  await press(bare, 'Добавить ребёнка');
  await meetPlain(bare, 'child-plain');
  await send(bare, 'name');
  assert.match(await says(bare), /Заполните/);
  await save(bare, 'Зоя');
  at(bare, `${mine}/children`);
  assert.match(await says(bare), /Ребёнок 1[\s\S]*Зоя/);
  await meetPlain(bare, 'children-plain');
  // Another tab has removed it already.
  const tab = await bare.context().newPage();
  await tab.goto(`${house.portal}${mine}/children`);
  await press(bare, /^Убрать.*Ребёнок\s1$/);
  await meetPlain(bare, 'child-plain-remove');
  await press(bare, 'Убрать');
  assert.match(await says(bare), /Запись убрана/);
  await press(tab, /^Изменить.*Ребёнок\s1$/);
  assert.match(await says(tab), /Этой записи уже нет/);
  await meetPlain(tab, 'children-plain-gone');
});
