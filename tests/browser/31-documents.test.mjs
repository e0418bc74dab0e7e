// «Мои документы»: cells with a plus, a document that its registry checks, a correction by a
// code, pictures, another document in its place; on a phone without scripts too.

import assert from 'node:assert/strict';
import test from 'node:test';
import { picture } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  meet,
  meetPlain,
  otherCode,
  press,
  says,
  standard,
  typeCode,
  untilSays,
} from './lib/journey.mjs';

const house = await openHouse();
const { stand } = house;
const { person, page } = await standard(house, 1);
const { documents } = person;
const abroad = documents['foreign-passport'];

const step = inOrder();

step('every document has a cell, an empty one has a plus', async () => {
  await page.visit('/cabinet');
  await press(page, 'Мои документы');
  at(page, '/cabinet/documents');
  const text = await says(page);
  for (const title of ['Паспорт гражданина РФ', 'Заграничный паспорт', 'СНИЛС', 'Полис ОМС']) {
    assert.ok(text.includes(title), title);
  }
  assert.equal(await page.locator('.okno-cell__plus').count(), person.inn ? 7 : 8);
  await meet(page, 'documents');
});

step('a document is typed, checked in place and found by its registry', async () => {
  await page.getByRole('link', { name: 'Заграничный паспорт' }).click();
  at(page, '/cabinet/documents/new/foreign-passport');
  await meet(page, 'document-new');
  await page.locator('#number').fill('75 12');
  await page.locator('#issued_by').focus();
  await untilSays(page, /не хватает цифр/);
  await fill(page, { ...abroad, until: '01.01.2001' });
  await press(page, 'Добавить документ');
  assert.match(await says(page), /Срок не может закончиться раньше/);
  await meet(page, 'document-wrong');
  await fill(page, { ...abroad, issued_by: 'МВД 77001' });
  await press(page, 'Добавить документ');
  await untilSays(page, /Не сошлось: Кем выдан/);
  await meet(page, 'document-differs');
});

step('a correction takes a code from the phone', async () => {
  await press(page, 'Исправить');
  await meet(page, 'document-edit');
  await fill(page, { issued_by: abroad.issued_by });
  const code = await stand.nextCode(person.phone, () => press(page, 'Сохранить исправление'));
  at(page, '/cabinet/documents/confirm');
  await meet(page, 'document-code');
  await typeCode(page, otherCode(code));
  assert.match(await says(page), /Код не подошёл/);
  await typeCode(page, code);
  await untilSays(page, /Проверен в реестре/);
  await meet(page, 'document-checked');
});

step('numbers are hidden until they are asked for', async () => {
  await page.visit('/cabinet/documents');
  assert.ok(!(await says(page)).includes(abroad.number));
  await press(page, 'Показать номера целиком');
  assert.ok((await says(page)).includes(abroad.number));
  await meet(page, 'documents-numbers');
});

step('a picture of the passport is kept, shown and taken away', async () => {
  await page.getByRole('link', { name: 'Паспорт гражданина РФ' }).click();
  at(page, '/cabinet/documents/passport');
  await meet(page, 'document-passport');
  await page.locator('#picture-main').setInputFiles(picture('паспорт.png'));
  await page.getByRole('button', { name: /^Приложить.*Первый разворот/ }).click();
  await untilSays(page, /Снимок сохранён/);
  assert.match(await says(page), /паспорт\.png/);
  await meet(page, 'document-picture');
  await page.getByRole('button', { name: /^Удалить снимок.*Первый разворот/ }).click();
  await untilSays(page, /Снимок удалён/);
});

step('a new passport takes the place of the old one, which stays below', async () => {
  await page.visit('/cabinet/documents');
  await page.getByRole('link', { name: 'Заграничный паспорт' }).click();
  await press(page, 'Заменить на новый');
  await fill(page, { ...abroad, number: '77 7654321' });
  const code = await stand.nextCode(person.phone, () => press(page, 'Заменить'));
  await typeCode(page, code);
  await untilSays(page, /Не сошлось: Серия и номер/);
  assert.match(await says(page), /Прежние документы/);
  await meet(page, 'document-replaced');
  await press(page, 'Удалить');
  await meet(page, 'document-remove');
  await press(page, 'Удалить');
  at(page, '/cabinet/documents');
  assert.match(await says(page), /Документ удалён/);
});

test('without scripts, on a phone: a policy is added and checked', async () => {
  const { person: other, page: plain } = await standard(house, 2, { js: false, phone: true });
  await plain.visit('/cabinet/documents');
  await meetPlain(plain, 'documents-plain');
  await plain.getByRole('link', { name: 'Полис ОМС' }).click();
  await press(plain, 'Добавить документ');
  assert.match(await says(plain), /Укажите номер, например/);
  await meetPlain(plain, 'document-plain-wrong');
  await fill(plain, other.documents['oms-policy']);
  await press(plain, 'Добавить документ');
  await untilSays(plain, /Проверен в реестре/, { reload: true });
  await meetPlain(plain, 'document-plain');
});
