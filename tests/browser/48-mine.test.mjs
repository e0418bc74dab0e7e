// «Мои услуги»: a first request right after registration, certificates under «Справки и
// выписки», and a card that nobody but the portal makes; with scripts and without.

import assert from 'node:assert/strict';
import { picture as snapshot } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  answerAll,
  at,
  documentOf,
  fill,
  fillProfile,
  inOrder,
  meet,
  meetPlain,
  newcomer,
  press,
  register,
  says,
  sendCard,
  untilSays,
  untilStandard,
} from './lib/journey.mjs';

const test = inOrder();
const house = await openHouse();
const page = await house.page();
const year = new Date().getFullYear();
/** Old enough for a card that costs nothing, and known to the tax service. */
const people = await house.stand.people();
const person = people.find(
  (p) =>
    p.special === 'plain' &&
    p.patronymic &&
    Number(p.birth_date_shown.slice(-4)) < year - 61 &&
    /Рязан/.test(p.address.region) &&
    p.holdings?.income?.[year - 1],
);
/** A button of a list, which says the service to those who only hear it. */
const named = (button, title) => new RegExp(`^${button} ?: ?${title}`.replaceAll(' ', '\\s'));
const contacts = ({ phone, email }) => ({ phone, email });

/** From «Мои услуги» or the catalogue, where the page stands, to the document. */
async function order(visitor, who, button, sections, see = async () => {}) {
  await press(visitor, button);
  if (/\/applications\/new\//.test(visitor.url())) {
    await see(visitor, 'begin');
    await press(visitor, /^Начать/);
  }
  const base = new URL(visitor.url()).pathname;
  await answerAll(visitor, { ...sections, contacts: contacts(who) }, (what) => see(visitor, what));
  await see(visitor, 'check');
  await sendCard(house, visitor, who);
  await untilSays(visitor, /Документ готов/, { reload: true, patience: 60_000 });
  return base;
}

/** An account confirmed through a bank: nobody comes in person. */
async function confirmedOnline() {
  await register(house, page, person);
  await fillProfile(page, person);
  await untilStandard(page);
  await page.visit('/cabinet/confirm/bank');
  await fill(page, { bank: 'vtb', consent: true });
  await press(page, 'Продолжить');
  await untilSays(page, /Осталось подтвердить/);
  await press(page, 'Перейти: ВТБ-Онлайн');
  await page.locator('#person').selectOption(person.id);
  await press(page, 'Согласиться');
  await page.waitForURL(/\/cabinet\/confirm\/bank$/);
  await untilSays(page, /Личность подтверждена/);
}

test('a first request works right after registration', async () => {
  const tab = await house.page();
  const fresh = await newcomer(house);
  await register(house, tab, fresh);
  await tab.visit('/cabinet');
  await tab.locator('aside').getByRole('link', { name: 'Мои услуги' }).click();
  await tab.waitForLoadState();
  at(tab, '/cabinet/services');
  const told = await says(tab);
  assert.match(told, /Попробуйте портал в деле/);
  assert.match(told, /Откроются позже[\s\S]*Загранпаспорт на 10 лет/);
  await meet(tab, 'mine-new');
  const base = await order(tab, fresh, /^Запросить/, { use: { purpose: 'trial' } });
  assert.match(await says(tab), /без участия сотрудника/);
  await meet(tab, 'mine-trial-done');
  const said = await documentOf(tab, base, 'account');
  assert.ok(said.includes(fresh.surname), said);
  await tab.visit('/cabinet/services');
  assert.doesNotMatch(await says(tab), /Попробуйте портал в деле/);
});

test('the same without scripts, on a phone', async () => {
  const bare = await house.page({ js: false, phone: true });
  const fresh = await newcomer(house, 1);
  await register(house, bare, fresh);
  await bare.visit('/cabinet/services');
  await meetPlain(bare, 'mine-plain');
  const see = (tab, what) => meetPlain(tab, `mine-plain-${what}`);
  const base = await order(bare, fresh, /^Запросить/, { use: { purpose: 'show' } }, see);
  assert.ok((await documentOf(bare, base, 'account-plain')).includes(fresh.surname));
});

test('«Справки и выписки» lists certificates, each with «Запросить»', async () => {
  assert.ok(person, 'the stand has nobody old enough');
  await confirmedOnline();
  await page.visit('/services');
  const heading = page.getByRole('heading', { name: /^Справки\sи\sвыписки/ });
  const section = page.locator('section', { has: heading });
  for (const title of ['Справка о доходах', 'Справка о состоянии здоровья', 'Выписка из ЕГРН']) {
    const button = section.getByRole('link', { name: named('Запросить', title) });
    assert.equal(await button.count(), 1, title);
  }
  await meet(page, 'certificates');
});

test('a request states year and purpose and carries a file', async () => {
  const answers = { year: 'last', purpose: 'bank', request: snapshot('запрос.png') };
  const base = await order(page, person, named('Запросить', 'Справка о доходах'), {
    period: answers,
  });
  const said = await documentOf(page, base, 'income');
  assert.ok(said.includes(String(year - 1)), said);
  await page.visit('/applications');
  assert.match(await says(page), /Справка о доходах/);
});

test('a card is made by the portal alone, for one who pays nothing', async () => {
  await page.visit('/cabinet/services');
  await meet(page, 'mine-confirmed');
  const see = (tab, what) => (what === 'fare' ? meet(tab, 'card-fare') : null);
  const base = await order(
    page,
    person,
    named('[А-Я][а-я ]+', 'Транспортная карта'),
    { fare: { basis: 'usual' } },
    see,
  );
  assert.match(await says(page), /без участия сотрудника/);
  await meet(page, 'card-done');
  const said = await documentOf(page, base, 'transport-card');
  for (const words of [person.surname, person.name]) assert.ok(said.includes(words), said);
});
