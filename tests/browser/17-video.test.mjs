// A video call between two browsers with cameras that show a made-up picture: seen, heard,
// confirmed, refused; the portal restarted in its middle; two tabs; photos without scripts.

import assert from 'node:assert/strict';
import test from 'node:test';
import { picture as photo } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  at,
  fill,
  fillProfile,
  meet,
  meetPlain,
  newcomer,
  official,
  press,
  register,
  says,
  untilSays,
  untilStandard,
} from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const CALL = '/cabinet/confirm/video';
const PHOTO = '/cabinet/confirm/face-photo';
const DESK = '/centre/remote';

const house = await openHouse({
  chromium: [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    // Both ends are on this machine, which may have no other network.
    '--allow-loopback-in-peer-connection',
    '--autoplay-policy=user-gesture-required',
  ],
});
const operator = await official(house, 'operator', { apart: true });

async function standard(nth, options = {}) {
  const person = await newcomer(house, nth);
  const page = await house.page(options);
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page, { reload: options.js === false });
  return { person, page };
}

async function join(page) {
  await page.visit(CALL);
  await fill(page, { consent: true });
  await press(page, 'Встать в очередь');
  at(page, CALL);
  await untilSays(page, /Вы первые в очереди/);
}

async function answer() {
  await operator.visit(DESK);
  await press(operator, /^Ответить следующему/);
  at(operator, /^\/centre\/remote\/.+/);
}

/** Where the other one's picture stands. */
const film = (page) =>
  page.evaluate(() => {
    const far = document.querySelector('[data-far]');
    return { width: far.videoWidth, time: far.currentTime, shown: !far.hidden };
  });

/** Waits until the other one's picture is there and moves. */
async function sees(page, who) {
  const play = page.locator('[data-play]');
  if (await play.isVisible()) await play.click();
  const before = await eventually(
    async () => {
      const now = await film(page);
      if (await play.isVisible()) await play.click();
      return now.width > 0 && now.shown && now;
    },
    `${who} to see the other one; the page says: ${await says(page)}`,
    30_000,
  );
  await eventually(
    async () => (await film(page)).time > before.time + 0.2,
    `the picture before ${who} to move`,
  );
}

async function marks() {
  await fill(operator, { live: true, face: true, numbers: true, intact: true });
  await press(operator, 'Подтвердить личность');
}

test('a call between two browsers confirms identity', async () => {
  const { person, page } = await standard(30);
  await page.visit('/cabinet/confirm');
  await page.getByRole('link', { name: /^Подтвердить.*Видеозвонок с оператором/ }).click();
  await page.waitForURL(`**${CALL}`);
  await meet(page, 'video-start');
  await press(page, 'Встать в очередь');
  assert.match(await says(page), /Без согласия позвонить нельзя/);
  await join(page);
  await meet(page, 'video-line');
  await operator.visit(DESK);
  await meet(operator, 'video-desk');
  assert.match(await says(operator), /Ждёт 1 человек/);

  await answer();
  await untilSays(page, /Оператор ответил/);
  await press(page, 'Включить камеру и микрофон');
  await sees(page, 'the person');
  await sees(operator, 'the operator');
  await untilSays(page, /Видео и звук подключены/);
  await untilSays(operator, /Человек на связи/);
  assert.ok((await says(operator)).includes(person.passport_number_shown));
  await meet(page, 'video-call');
  await meet(operator, 'video-case');

  // The buttons say what they will do.
  await press(page, 'Выключить микрофон');
  await press(page, 'Включить микрофон');
  await press(page, 'Выключить камеру');
  await press(page, 'Включить камеру');

  await press(operator, 'Снять паспорт');
  await operator.locator('#shots img').waitFor();
  const shot = await operator.locator('#shots img').evaluate(async (img) => {
    await img.decode();
    return img.naturalWidth;
  });
  assert.ok(shot > 100, `the picture is ${shot} wide`);
  // Three marks of four: told, and the call goes on by itself.
  await fill(operator, { live: true, face: true, numbers: true });
  await press(operator, 'Подтвердить личность');
  assert.match(await says(operator), /без четырёх отметок/);
  await sees(operator, 'the operator');
  await sees(page, 'the person');
  await marks();
  await untilSays(operator, /Личность подтверждена/);
  await page.waitForURL('**/cabinet/confirm');
  await untilSays(page, /Личность подтверждена/);
  await meet(operator, 'video-decided');
  await page.goBack();
  await page.visit(CALL);
  at(page, '/cabinet/confirm');
});

test('the portal restarts in the middle of a call, and the call goes on', async () => {
  const { page } = await standard(31);
  await join(page);
  await press(page, 'Включить камеру и микрофон');
  await answer();
  await sees(page, 'the person');
  await sees(operator, 'the operator');
  await house.restart();
  await sees(page, 'the person');
  await sees(operator, 'the operator');
  // Both sockets are there again: a page that begins anew is connected anew.
  await eventually(async () => {
    await operator.reload().catch(() => undefined);
    return /Человек на связи/.test(await says(operator));
  }, 'the desk to be back');
  await sees(operator, 'the operator');
  await sees(page, 'the person');
  await operator.getByText('Есть сомнения').click();
  await operator.locator('[name=reason][value=unclear]').check();
  await press(operator, 'Отказать');
  await untilSays(operator, /Записали сомнения/);
  await page.waitForURL('**/cabinet/confirm');
  await untilSays(page, /Выберите светлое место/);
  await meet(page, 'video-refused');
});

test('two tabs: the newer one has the call; who leaves and comes back keeps the place', async () => {
  const { page } = await standard(32);
  await join(page);
  const second = await house.page({ context: page.context() });
  await second.visit(CALL);
  await untilSays(page, /открыт в другой вкладке/);
  await untilSays(second, /Вы первые в очереди/);
  await meet(page, 'video-elsewhere');
  await press(page, 'Продолжить здесь');
  await untilSays(second, /открыт в другой вкладке/);
  await second.close();
  await page.visit('/cabinet');
  await page.visit(CALL);
  await untilSays(page, /Вы первые в очереди/);
  await answer();
  await untilSays(page, /Оператор ответил/);
  await press(page, 'Выйти из очереди');
  await operator.waitForURL(`**${DESK}`);
  assert.match(await says(operator), /Никто не ждёт/);
});

test('without scripts and at 360: photos are sent and compared later', async () => {
  const { page } = await standard(33, { js: false, phone: true });
  await page.visit(CALL);
  await meetPlain(page, 'video-noscript');
  assert.match(await says(page), /нужны скрипты/);
  await press(page, 'Отправить фото');
  at(page, PHOTO);
  await meetPlain(page, 'photo-start');
  await press(page, 'Отправить на проверку');
  assert.match(await says(page), /Выберите фото лица/);
  await meetPlain(page, 'photo-flawed');
  const face = photo();
  await page.locator('[name=face]').setInputFiles(face);
  await page.locator('[name=document]').setInputFiles(face);
  await fill(page, { consent: true });
  await press(page, 'Отправить на проверку');
  at(page, PHOTO);
  assert.match(await says(page), /Фотографии у нас/);
  await meetPlain(page, 'photo-sent');

  await operator.visit(DESK);
  await press(operator, /^Взять следующие фото/);
  await operator.locator('#shots img').nth(1).waitFor();
  await meet(operator, 'photo-case');
  await fill(operator, { fresh: true, face: true, numbers: true, intact: true });
  await press(operator, 'Подтвердить личность');
  await untilSays(operator, /Личность подтверждена/);
  await page.visit('/cabinet/confirm');
  assert.match(await says(page), /Личность подтверждена/);
});

test('with scripts photos are sent with progress, and pages say what is wrong', async () => {
  const { page } = await standard(34);
  await page.visit(PHOTO);
  await meet(page, 'photo-scripts');
  await page.locator('[name=face]').setInputFiles(photo());
  await fill(page, { consent: true });
  await press(page, 'Отправить на проверку');
  await page.locator('#document-error').waitFor();
  await page.locator('[name=face]').setInputFiles(photo());
  await page.locator('[name=document]').setInputFiles(photo());
  await press(page, 'Отправить на проверку');
  await untilSays(page, /Фотографии у нас/);
  await meet(page, 'photo-waits');
  await press(page, 'Отозвать фотографии');
  await page.waitForURL('**/cabinet/confirm');
});
