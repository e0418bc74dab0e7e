// The workshop of services: a service as a picture, an attempt with the rules that decided,
// somebody invented, the sample of a document; on a phone and without scripts too.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse } from './lib/house.mjs';
import { at, fill, meet, meetPlain, official, plain, press, says } from './lib/journey.mjs';
import { eventually } from './lib/stand.mjs';

const house = await openHouse();
const designer = await official(house, 'designer');
const INCOME = '/work/services/spravka-o-dohodah';
const CARD = '/work/services/elektronnaya-karta';
const CHILDREN = '/work/services/rozhdenie-rebenka';

const result = async (page) => plain(await page.locator('#result').innerText());

test('all services stand with how they are', async () => {
  await designer.visit('/work/home');
  at(designer, '/work/services');
  const text = await says(designer);
  assert.match(text, /Мастерская услуг/);
  assert.match(text, /Справка о доходах/);
  assert.match(text, /3 сошлись/);
  await meet(designer, 'designer-list');
});

test('a service is a picture that a phone can read', async () => {
  await press(designer, 'Справка о доходах');
  at(designer, INCOME);
  const picture = designer.locator('svg.okno-flow');
  const drawn = plain(await picture.innerHTML());
  for (const word of ['За какой год справка', 'registry.income.found', 'одобрить', 'вернуть']) {
    assert.ok(drawn.includes(word), `${word} is not in the picture`);
  }
  // Letters are as large as those around them, and every line lies inside its box.
  const size = await picture
    .locator('text')
    .first()
    .evaluate((e) => {
      const { a } = e.getScreenCTM();
      return Number.parseFloat(getComputedStyle(e).fontSize) * a;
    });
  assert.ok(size >= 15.9, `${size} px`);
  for (const own of [INCOME, CARD, CHILDREN, '/work/services/mesto-v-detskom-sadu']) {
    await designer.visit(own);
    const out = await designer.locator('svg.okno-flow g').evaluateAll((groups) =>
      groups.flatMap((g) => {
        const box = g.querySelector('rect').getBBox();
        const texts = [...g.querySelectorAll('text')];
        return texts
          .filter((t) => t.getBBox().x + t.getBBox().width > box.x + box.width - 4)
          .map((t) => t.textContent);
      }),
    );
    assert.deepEqual(out, [], own);
    await meet(designer, `designer-service-${own.split('/').at(-1)}`);
  }
  await designer.visit(INCOME);
  await designer.getByText('То же списком').click();
  const list = plain(await designer.locator('.okno-flowlist').innerText());
  assert.match(list, /если registry\.income\.found → одобрить: Справка о доходах/);
  assert.match(list, /иначе → отказать: Отказ: Налоговая не нашла доходов/);
  await meet(designer, 'designer-service-list');
});

test('an example opens with the rules that decided', async () => {
  await designer.visit(INCOME);
  await press(designer, 'за прошлый год, налоговая нашла доход');
  at(designer, `${INCOME}/try`);
  const text = await result(designer);
  assert.match(text, /Заявление можно отправить/);
  assert.match(text, /Правила одобряют/);
  assert.match(text, /profile\.inn\.size\(\) > 0/);
  assert.match(text, /spravka-o-dohodah\/service\.yaml:\d+/);
  await meet(designer, 'designer-try-approved');
});

test('a changed answer changes what comes of it, by its rule, without the button', async () => {
  await designer.locator('[name="r.income"]').selectOption('none');
  await eventually(async () => /Правила отказывают/.test(await result(designer)), 'a refusal');
  assert.match(await result(designer), /Сработала последняя строка, 2/);
  await designer.locator('[name="p.inn"]').fill('');
  await designer.locator('[name="p.inn"]').blur();
  await eventually(async () => /Отправить нельзя/.test(await result(designer)), 'no sending');
  assert.match(await result(designer), /В профиле или ответах нет: profile\.inn/);
  await meet(designer, 'designer-try-refused');
});

test('a question that is not asked is grey, with the rule that hides it', async () => {
  await designer.visit(`${CHILDREN}/try?example=0`);
  const father = designer.locator('[id="ask-a.paternity"]');
  const grey = () => father.evaluate((e) => e.classList.contains('okno-ask--hidden'));
  assert.equal(await grey(), true);
  assert.match(plain(await father.innerText()), /не задаётся[\s\S]*marriage == 'none'/);
  await designer.locator('[name="a.marriage"]').selectOption('none');
  await eventually(async () => !(await grey()), 'the question');
  // A row more, by its button.
  await press(designer, 'Добавить ребёнка');
  assert.equal(await designer.locator('[name="a.children.2.name"]').count(), 1);
  assert.match(await result(designer), /Ребёнок 2: Имя[\s\S]*Ответа нет/);
  assert.equal(await designer.locator('[name="a.children.1.name"]').inputValue(), 'Лейла');
  await meet(designer, 'designer-try-rows');
});

test('somebody of the stand is tried, and the sample of the document opens', async () => {
  await designer.visit(`${CARD}/try`);
  await fill(designer, { who: 'сафина амина' });
  await designer.locator('button[name=find]').click();
  await designer.waitForLoadState();
  await meet(designer, 'designer-people');
  await designer.locator('button[name=person]').first().click();
  await designer.waitForLoadState();
  assert.match(await designer.locator('[name=holder]').inputValue(), /^Сафина Амина/);
  assert.match(await designer.locator('[name="a.phone"]').inputValue(), /555-01-47/);
  await fill(designer, { 'a.purpose': 'medical', 'a.attachment': '1' });
  await press(designer, 'Проверить');
  assert.match(await result(designer), /Решает сотрудник/);
  const [paper] = await Promise.all([
    designer.context().waitForEvent('response', (r) => r.url().endsWith('/document')),
    designer.getByRole('button', { name: 'Показать документ' }).click(),
  ]);
  assert.equal(paper.status(), 200);
  assert.equal(paper.headers()['content-type'], 'application/pdf');
});

test('what cannot be read is said at its field', async () => {
  await designer.visit(`${INCOME}/try?example=0`);
  await fill(designer, { today: 'завтра' });
  await press(designer, 'Проверить');
  assert.match(await says(designer), /Напишите день как 14\.08\.1987/);
  await meet(designer, 'designer-try-odd');
});

test('all of it goes without scripts, on a phone', async () => {
  const page = await official(house, 'designer', { js: false, phone: true });
  await page.visit('/work/services');
  await meetPlain(page, 'designer-plain-list');
  await press(page, 'Справка о доходах');
  await meetPlain(page, 'designer-plain-service');
  await press(page, 'в том году доходов не было');
  assert.match(await result(page), /Правила отказывают: «Налоговая не нашла доходов/);
  await fill(page, { 'r.income': '' });
  await press(page, 'Проверить');
  assert.match(await result(page), /Ждём ответа реестра: ФНС — доходы за год/);
  await meetPlain(page, 'designer-plain-try');
});
