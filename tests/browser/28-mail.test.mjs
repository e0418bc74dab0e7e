// Letters through a mail server that knows nothing of this portal, read by a program that
// knows nothing of it either.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import test, { after } from 'node:test';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  nameAndContacts,
  newcomer,
  PASSWORD,
  press,
  send,
  typeCode,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const letters = [];
let busy = true;
const post = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo({ address }, _session, done) {
    // A mail server that has no time at first is asked again.
    if (busy) {
      busy = false;
      done(Object.assign(new Error(`${address}: later`), { responseCode: 451 }));
      return;
    }
    done();
  },
  async onData(stream, { envelope }, done) {
    const raw = [];
    for await (const part of stream) raw.push(part);
    letters.push({ envelope, letter: await PostalMime.parse(Buffer.concat(raw)) });
    done();
  },
});
post.listen(0, '127.0.0.1');
await once(post.server, 'listening');
after(() => post.close());

const house = await openHouse({
  env: { OKNO_GATEWAYS__SMTP_URL: `smtp://127.0.0.1:${post.server.address().port}` },
});

const to = (address) => letters.filter(({ letter }) => letter.to[0].address === address);

test('a letter with its code arrives whole through an independent mail server', async () => {
  const person = await newcomer(house, 3);
  const page = await house.page();
  await page.visit('/register/simple');
  await fill(page, nameAndContacts(person));
  const sms = await house.stand.nextCode(person.phone, () => send(page, 'surname'));
  await typeCode(page, sms);
  at(page, '/register/simple/email');
  const { letter, envelope } = await eventually(
    async () => to(person.email)[0],
    `a letter to ${person.email}`,
    60_000,
  );
  assert.equal(envelope.mailFrom.address, 'okno@portal.example');
  assert.equal(letter.from.name, 'Окно');
  assert.match(letter.subject, /[А-Яа-яё]{3}/);
  assert.ok(letter.messageId && letter.date);
  const [, code] = /\b(\d{6})\b/.exec(letter.text);
  assert.match(letter.html, new RegExp(code), 'both parts say the same');
  await typeCode(page, code);
  at(page, '/register/simple/password');
  await fill(page, { password: PASSWORD, repeat: PASSWORD });
  await press(page, 'Завершить регистрацию');
  at(page, '/register/done');
  // The refusal cost a letter nothing, and no letter came twice.
  await eventually(async () => to(person.email).length === 2, 'the letter of welcome', 60_000);
  const ids = letters.map(({ letter }) => letter.messageId);
  assert.equal(new Set(ids).size, ids.length);
  const welcome = to(person.email)[1].letter;
  assert.match(welcome.html, new RegExp(`href="${house.portal}/`));
});
