// The door opens: the portal and the stand answer, and the home page is for everyone.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from './lib/house.mjs';
import { expectNoAxeViolations, expectNoSidewaysScroll } from './lib/look.mjs';

const house = await openHouse();

test('the home page leads to registration, sign-in and the cabinet', async () => {
  const page = await house.page();
  await page.visit('/');
  assert.equal(await page.locator('h1').count(), 1);
  assert.equal(await page.locator('html').getAttribute('lang'), 'ru');
  for (const name of ['Регистрация', 'Войти', 'Личный кабинет']) {
    const doors = page.getByRole('link', { name });
    assert.ok((await doors.count()) > 0, `the home page has no link «${name}»`);
    const answer = await page.request.get(await doors.first().getAttribute('href'));
    assert.equal(answer.status(), 200, `«${name}» leads nowhere`);
  }
  await page.shot('home');
});

test('the home page has no accessibility faults on desktop and phone', async () => {
  for (const dark of [false, true]) {
    const page = await house.page({ dark });
    await page.visit('/');
    await expectNoAxeViolations(page);
  }
  const page = await house.page({ phone: true });
  await page.visit('/');
  await page.shot('home-phone');
});

test('the home page works without scripts', async () => {
  const page = await house.page({ js: false, phone: true });
  await page.visit('/');
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Войти' }).first().click();
  assert.ok(await page.getByLabel('Пароль').first().isVisible());
});

test('an unknown address says so and leads on', async () => {
  const page = await house.page();
  await page.visit('/there-is-no-such-page', { status: 404 });
  assert.ok((await page.locator('main a').count()) > 0, 'the page has no way out');
  await expectNoAxeViolations(page);
});

test('the stand has people and a quiet phone', async () => {
  assert.ok((await house.stand.people()).length >= 12);
  assert.deepEqual(await house.stand.sms('+79990000000'), []);
});
