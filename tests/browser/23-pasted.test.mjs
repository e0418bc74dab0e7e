// What one has elsewhere is pasted as it is there, the profile included; and whom no SMS
// reaches finds on the page of the code what to do.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  meet,
  nameAndContacts,
  newcomer,
  PASSWORD,
  papers,
  press,
  says,
  send,
  typeCode,
  untilStandard,
} from './lib/journey.mjs';

const house = await openHouse();
const { stand } = house;
const person = await newcomer(house, 6);
const page = await house.page();
await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

/** Pastes through the clipboard, as a person does. */
async function paste(name, text, kept = text) {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  const field = page.locator(`main [name="${name}"]`);
  await field.click();
  await field.press('Control+KeyA');
  await field.press('Control+KeyV');
  assert.equal(await field.inputValue(), kept, `${name} does not take what is pasted`);
}

test('names, a phone and a mail address are pasted as other programs write them', async () => {
  await page.visit('/register/simple');
  const { consent, agreement, ...words } = nameAndContacts(person);
  const d = person.phone.slice(2);
  words.phone = ` 8 (${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6, 8)}-${d.slice(8)} `;
  words.surname = ` ${words.surname}\u00a0`;
  for (const [name, text] of Object.entries(words)) await paste(name, text);
  await fill(page, { consent, agreement });
  const sms = await stand.nextCode(person.phone, () => send(page, 'surname'));
  at(page, '/register/simple/phone');

  await page.locator('main details > summary').click();
  assert.match(await says(page), /Проверьте, верно ли указан номер и есть ли связь/);
  // Not before its time, as with another SMS.
  const call = page.locator('button[name=again][value=call]');
  assert.equal(await call.isDisabled(), true);
  assert.match(await says(page), /Позвонить можно через \d+ с/);
  await meet(page, 'code-missing');

  await paste('code', ` ${sms.slice(0, 3)} ${sms.slice(3)} `, sms);
  const letter = await stand.nextMailCode(person.email, () => send(page, 'code'));
  await typeCode(page, letter);
  at(page, '/register/simple/password');
  await paste('password', PASSWORD);
  await paste('repeat', PASSWORD);
  await press(page, 'Завершить регистрацию');
  at(page, '/register/done');
});

test('numbers of documents are pasted with spaces and hyphens', async () => {
  await page.visit('/cabinet/profile/edit');
  const values = papers(person);
  await fill(page, values);
  const spaced = (text, size) =>
    text.replace(/\D/g, '').replace(RegExp(`\\d{${size}}`, 'g'), '$& ');
  await paste('snils', ` ${spaced(values.snils, 3)}`);
  await paste('passport_number', spaced(values.passport_number, 2));
  if (values.inn) await paste('inn', spaced(values.inn, 4));
  await press(page, 'Сохранить');
  await untilStandard(page);
});
