// Break-glass access: an official opens an account in an emergency; everybody hears of it.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  inOrder,
  mailSays,
  meet,
  meetPlain,
  official,
  press,
  says,
  smsSays,
  standard,
} from './lib/journey.mjs';

const test = inOrder();
const house = await openHouse();
const WHY = 'Скорая помощь спрашивает, кому звонить: человек без сознания';
const { person, page } = await standard(house, 0);
// Without scripts: in an emergency nothing may depend on them.
const operator = await official(house, 'operator', { js: false });
let number;

test('an operator opens one account with a reason, and closes it', async () => {
  await page.visit('/cabinet');
  [number] = /\d{4}-\d{4}-\d{4}/.exec(await says(page));
  await operator.visit('/work/glass');
  await fill(operator, { number, reason: 'Срочно' });
  await press(operator, 'Открыть на 30 минут');
  assert.match(await says(operator), /не меньше 30 знаков/);
  await meetPlain(operator, 'glass-ask');
  await fill(operator, { reason: WHY });
  await press(operator, 'Открыть на 30 минут');
  at(operator, /^\/work\/glass\/[0-9a-f-]+$/);
  assert.match(await says(operator), new RegExp(person.full_name));
  await meetPlain(operator, 'glass-open');
  const open = new URL(operator.url()).pathname;
  await press(operator, 'Закрыть сейчас');
  assert.match(await says(operator), /Доступ закончен/);
  await operator.visit(open);
  at(operator, '/work/glass');
});

test('the owner hears of it at once and reads who and why', async () => {
  await smsSays(house, person.phone, /по экстренной причине/);
  await mailSays(house, person.email, /человек без сознания/);
  await page.visit('/cabinet/security/looks');
  assert.match(await says(page), /экстренный доступ/);
  assert.match(await says(page), /человек без сознания/);
  await meet(page, 'glass-looks');
});

test('administrators and auditors hear of it, and one reviews it', async () => {
  await mailSays(house, 'admin@portal.example', /Экстренный доступ/);
  await mailSays(house, 'auditor@portal.example', /Экстренный доступ/);
  const admin = await official(house, 'admin');
  await admin.visit('/admin');
  assert.match(await says(admin), /1 экстренный доступ не разобран/);
  await press(admin, 'Разобрать');
  at(admin, '/admin/glass');
  assert.match(await says(admin), /Не разобран/);
  await meet(admin, 'glass-watch');
  await press(admin, /^Разобрано/);
  assert.doesNotMatch(await says(admin), /Не разобран/);
  const auditor = await official(house, 'auditor');
  await auditor.visit('/admin/glass');
  assert.match(await says(auditor), /Разобрано/);
  await meet(auditor, 'glass-audit');
});
