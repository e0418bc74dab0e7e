// A certificate that a bank has made for its client: it arrives in the account, one button
// activates it, and its holder can revoke it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  mailSays,
  meet,
  meetPlain,
  press,
  says,
  smsSays,
  standard,
  untilSays,
} from './lib/journey.mjs';

const PAGE = '/cabinet/confirm/bank-certificate';
const LIST = '/cabinet/signature';
const house = await openHouse();
const { stand } = house;

/** Chooses the bank, goes there and agrees; back at the portal. */
async function agree(page, person, options = {}, shot = '') {
  await fill(page, { bank: 'tinkoff', consent: true });
  await press(page, 'Продолжить');
  await untilSays(page, /Осталось подтвердить: Тинькофф/, options);
  if (shot) await meet(page, shot);
  await press(page, 'Перейти: Тинькофф');
  assert.match(await says(page), /сертификат электронной подписи на ваше имя/);
  await page.locator('#person').selectOption(person.id);
  await press(page, 'Согласиться');
  await page.waitForURL(`**${PAGE}`);
}

test('the certificate arrives, one button activates it, its holder revokes it', async () => {
  const { person, page } = await standard(house, 30);
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Электронная подпись от банка/ }).click();
  await page.waitForURL(`**${PAGE}`);
  await meet(page, 'bank-certificate');
  await press(page, 'Продолжить');
  assert.match(await says(page), /Выберите банк/);
  await meet(page, 'bank-certificate-flawed');
  await agree(page, person, {}, 'bank-certificate-ready');
  // The page moves by itself.
  await untilSays(page, /Сертификат пришёл/);
  assert.match(await says(page), new RegExp(`${person.surname}.*Кто выдал`, 's'));
  await meet(page, 'bank-certificate-arrived');
  await mailSays(house, person.email, /Сертификат подписи пришёл/);
  await page.visit('/cabinet');
  await meet(page, 'bank-certificate-cabinet');
  await press(page, 'Активировать подпись');
  at(page, PAGE);

  // Two tabs press the button: the page of both is the same in the end.
  const tab = await house.page({ context: page.context() });
  await tab.visit(PAGE);
  const send = (one) =>
    one.evaluate(() => document.querySelector('main form[action$="/activate"]').submit());
  await Promise.all([send(page), send(tab)]);
  await page.waitForURL(`**${LIST}`);
  await untilSays(page, /Действует/);
  await meet(page, 'bank-certificate-active');
  await tab.visit(PAGE);
  at(tab, LIST);
  assert.equal(await page.locator('main section').count(), 1);
  await smsSays(house, person.phone, /личность подтверждена/);
  await page.visit('/cabinet/confirm');
  await untilSays(page, /Личность подтверждена/);
  await page.visit('/cabinet/history');
  assert.match(await says(page), /Активирована электронная подпись от банка/);

  await page.visit('/cabinet');
  await press(page, 'Посмотреть');
  at(page, LIST);
  await page.getByText('Отозвать подпись').click();
  await meet(page, 'bank-certificate-end');
  await press(page, 'Отозвать');
  at(page, LIST);
  await untilSays(page, /Отозвана вами/);
  await meet(page, 'bank-certificate-ended');
  await mailSays(house, person.email, /Электронная подпись отозвана/);
  await page.goBack();
  await page.visit(LIST);
  assert.match(await says(page), /Отозвана вами/);
});

test('without scripts and at 360: another person’s certificate is refused, one’s own is activated', async () => {
  const reload = { reload: true };
  const { person, page } = await standard(house, 31, { js: false, phone: true });
  await stand.post('/api/banks', { certificate: 'another' });
  await page.visit(PAGE);
  await meetPlain(page, 'bank-certificate-plain');
  await agree(page, person, reload);
  await untilSays(page, /Сертификат выдан на другого человека, не совпало: фамилия/, reload);
  await meetPlain(page, 'bank-certificate-another');
  await stand.post('/api/banks', { certificate: 'none' });
  await agree(page, person, reload);
  await untilSays(page, /Сертификат пришёл/, reload);
  await meetPlain(page, 'bank-certificate-arrived-plain');
  await press(page, 'Активировать подпись');
  await untilSays(page, /Действует/, reload);
  at(page, LIST);
  await meetPlain(page, 'bank-certificate-active-plain');
});
