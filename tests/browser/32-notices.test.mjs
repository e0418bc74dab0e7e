// «Уведомления»: what comes, where and when; news for those who asked; messages by topic.

import assert from 'node:assert/strict';
import { openHouse } from './lib/house.mjs';
import {
  at,
  expectWords,
  fill,
  inOrder,
  mailSays,
  meet,
  meetPlain,
  newcomer,
  official,
  plain,
  press,
  register,
  says,
  signIn,
  untilSays,
} from './lib/journey.mjs';

const test = inOrder();
const house = await openHouse();
const person = await newcomer(house, 0);
const page = await house.page();
// The same person in a browser without scripts: everything is done there.
const bare = await house.page({ js: false });
let news;

test('the way there is from the cabinet and from the messages', async () => {
  await register(house, page, person);
  await page.visit('/cabinet/messages');
  await press(page, 'Настроить уведомления');
  at(page, '/cabinet/notices');
  await page.visit('/cabinet');
  await press(page, /^Уведомления/);
  at(page, '/cabinet/notices');
  assert.match(await says(page), /Безопасность — всегда/);
  assert.equal(await page.locator('main input:checked').count(), 8, 'no news, no quiet hours');
  await meet(page, 'notices');
});

test('topics, quiet hours and news are chosen without scripts', async () => {
  await signIn(bare, person.email);
  at(bare, '/cabinet');
  await bare.visit('/cabinet/notices');
  await fill(bare, { 'visits-sms': false, 'documents-mail': false });
  await fill(bare, { quiet: true, from: '23', to: '7', zone: 'Asia/Omsk', news: true });
  await press(bare, 'Сохранить');
  assert.match(await says(bare), /Сохранено/);
  assert.equal(await bare.locator('[name="visits-sms"]').isChecked(), false);
  assert.equal(await bare.locator('[name="visits-mail"]').isChecked(), true);
  assert.equal(await bare.locator('[name="from"]').inputValue(), '23');
  assert.equal(await bare.locator('[name="zone"]').inputValue(), 'Asia/Omsk');
  assert.equal(await bare.locator('[name="news"]').isChecked(), true);
  await meetPlain(bare, 'notices-saved');
  await bare.visit('/cabinet/history');
  assert.match(await says(bare), /Включены новости портала/);
});

test('an administrator writes news, looks at it and sends it', async () => {
  const admin = await official(house, 'admin');
  await admin.visit('/admin');
  await press(admin, 'Новости портала');
  at(admin, '/admin/news');
  assert.match(await says(admin), /Новости получает 1 человек/);
  await meet(admin, 'news-empty');
  await press(admin, 'Написать новость');
  await press(admin, 'Посмотреть');
  assert.match(await says(admin), /Напишите тему по-английски/);
  await fill(admin, {
    subject_ru: 'Уведомления по-вашему',
    body_ru: 'Теперь вы решаете, о чём вам писать и когда.\n\nНочью SMS подождут.',
    subject_en: 'Notifications your way',
    body_en: 'You decide what we write about, and when.',
  });
  await meet(admin, 'news-new');
  await press(admin, 'Посмотреть');
  at(admin, /^\/admin\/news\/[0-9a-f-]+$/);
  assert.match(await says(admin), /Черновик/);
  await meet(admin, 'news-preview');
  await press(admin, 'Отправить');
  await untilSays(admin, /Отправлено 1 человеку/, { reload: true });
  await meet(admin, 'news-sent');
  await admin.visit('/admin/news');
  assert.match(await says(admin), /Отправлена/);
  await meet(admin, 'news-list');
  news = await mailSays(house, person.email, /Теперь вы решаете/);
  assert.match(plain(news.text), /Отписаться от новостей/);
});

test('messages are shown by topic and read at once', async () => {
  await page.visit('/cabinet/messages');
  await meet(page, 'messages');
  await press(page, 'Новости');
  assert.match(await says(page), /Уведомления по-вашему/);
  await bare.visit('/cabinet/messages');
  await press(bare, 'Прочитать все');
  at(bare, '/cabinet/messages');
  assert.doesNotMatch(await says(bare), /Прочитать все/);
  await press(bare, 'Непрочитанные');
  assert.match(await says(bare), /Здесь сообщений нет/);
  await meetPlain(bare, 'messages-read');
});

test('news ends by its link, without signing in and without scripts', async () => {
  const [, path] = /(\/news\/off\/[0-9a-f]+)/.exec(news.text);
  const anyone = await house.page({ js: false });
  await anyone.visit(path);
  assert.match(await says(anyone), /Больше не присылать новости\?/);
  await meetPlain(anyone, 'news-off');
  await press(anyone, 'Отписаться');
  assert.match(await says(anyone), /Новости больше не приходят/);
  await expectWords(anyone);
  await page.visit('/cabinet/notices');
  assert.equal(await page.locator('[name="news"]').isChecked(), false);
  assert.equal(await page.locator('[name="quiet"]').isChecked(), true, 'the rest stays');
});
