// Five services from the catalogue to the document: an exchange of the passport without
// scripts, a passport for travel, a place in a kindergarten, a car, a taxi licence. They
// differ in their folders alone, so one table of answers each is all that is said of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture as photo } from './lib/goods.mjs';
import { openHouse } from './lib/house.mjs';
import {
  answerAll,
  at,
  claim,
  confirmed,
  day,
  decide,
  documentOf,
  fill,
  meet,
  meetPlain,
  newcomer,
  official,
  picture,
  press,
  says,
  sendCard,
  signIn,
  typeCode,
  untilSays,
} from './lib/journey.mjs';

const house = await openHouse();
const { stand } = house;
const people = await stand.people();
const amina = people.find((p) => p.id === 'safina');
const officer = await official(house, 'officer');
const second = await official(house, 'officer2');
const page = await house.page();
const contacts = ({ phone, email }) => ({ phone, email });
/** No more than one of each kind of page is looked at through and through. */
const kinds = { tasks: 'services-tasks', 'work-row': 'services-row', work: 'services-rows' };

/**
 * From the catalogue to the number of the case.
 * @returns the address of the case and its number
 */
async function apply(visitor, person, title, sections, see) {
  await visitor.visit('/services');
  await press(visitor, title);
  await see(visitor, 'service');
  await press(visitor, 'Начать заявление');
  if (/\/applications\/new\//.test(visitor.url())) await press(visitor, /^Начать/);
  const base = new URL(visitor.url()).pathname;
  await see(visitor, 'tasks');
  await answerAll(visitor, sections, (what) => see(visitor, what));
  await see(visitor, 'check');
  const number = await sendCard(house, visitor, person);
  return { base, number };
}

/** An official takes the case and does what the service names so. */
async function act(desk, number, does, see = async () => {}) {
  await claim(desk, number);
  await see(desk);
  await decide(desk, does);
}

/** The document is there, says so, and so does the person’s page. */
async function receives(visitor, { base }, title, name, said) {
  await visitor.visit(base);
  await untilSays(visitor, title, { reload: true, patience: 60_000 });
  const text = await documentOf(visitor, base, name);
  for (const words of said) {
    assert.ok(text.replace(/\s+/g, ' ').includes(words), `no «${words}» in ${text}`);
  }
}

const looking = (name) => async (tab, what) => {
  if (kinds[what]) await meet(tab, kinds[what]);
  else await picture(tab, `${name}-${what}`);
};

test('a passport is exchanged without scripts, on a phone', async () => {
  const person = await newcomer(house);
  const operator = await official(house, 'operator');
  const bare = await house.page({ js: false, phone: true });
  await confirmed(house, bare, person, operator);
  const surname = person.sex === 'female' ? 'Вишневская' : 'Вишневский';
  const sections = {
    reason_section: {
      reason: 'name',
      name_change: 'marriage',
      new_surname: surname,
      new_name: person.name,
      new_patronymic: person.patronymic,
      name_document: photo('брак.png'),
    },
    new_passport: { photo: photo('фото.png'), mark_marriage: true, office: 'kasimov' },
    contacts: contacts(person),
  };
  const title = 'Паспорт: замена или утрата';
  const seen = await apply(bare, person, title, sections, (tab, what) =>
    meetPlain(tab, `exchange-${what}`),
  );
  assert.match(seen.number, /^ПЗ-/);
  await meetPlain(bare, 'exchange-sent');
  await act(officer, seen.number, 'to:make', async (desk) => {
    assert.match(await says(desk), new RegExp(`Новая фамилия\\s+${surname}`));
    await meet(desk, 'services-desk');
  });
  await bare.visit(seen.base);
  await untilSays(bare, /Паспорт изготавливают/, { reload: true });
  await act(officer, seen.number, 'approve');
  await receives(bare, seen, /Уведомление о готовности паспорта/, 'exchange', ['Касимов']);
  await meetPlain(bare, 'exchange-done');
});

test('a passport for travel: places of work in rows, a photo, a visit agreed on', async () => {
  const code = await stand.nextCode(amina.phone, () => signIn(page, amina.email, 'Okno-2026!'));
  await fill(page, { remember: true });
  await typeCode(page, code);
  const sections = {
    names: { names_changed: 'no', old_passport: 'expired', old_number: '75 1234567' },
    limits: { secrets: 'no', barred: 'no' },
    years: { worked: 'yes' },
    work: [
      {
        activity: 'study',
        place: 'Рязанский медицинский университет',
        place_address: 'Рязань, ул. Высоковольтная, д. 9',
        started: '01.09.2014',
        ended: day(-2000),
      },
      {
        activity: 'work',
        place: 'ООО «Медовый дом»',
        place_address: 'Касимов, ул. Советская, д. 3',
        position: 'директор',
        started: day(-1990),
        still: true,
      },
    ],
    photo: { portrait: photo('портрет.png') },
    visit: { office: 'kasimov', free_time: 'morning' },
    contacts: contacts(amina),
  };
  const seen = await apply(page, amina, 'Загранпаспорт на 10 лет', sections, looking('travel'));
  await meet(page, 'services-sent');
  await act(officer, seen.number, 'to:invite', async (desk) => {
    assert.match(await says(desk), /Место 1[\s\S]*медицинский[\s\S]*Место 2[\s\S]*Медовый/);
    await picture(desk, 'travel-desk');
  });
  await page.visit(seen.base);
  await untilSays(page, /Договариваемся о визите по телефону/, { reload: true });
  await act(officer, seen.number, 'approve');
  const title = /Приглашение на оформление загранпаспорта/;
  await receives(page, seen, title, 'travel', ['Сафина', 'Касимов']);
  await meet(page, 'services-done');
});

test('a place in a kindergarten: the privilege is confirmed by another official', async () => {
  const child = (name, more) => ({
    surname: 'Сафина',
    name,
    patronymic: 'Тимуровна',
    born: day(-800),
    certificate_kind: 'russian',
    certificate_number: 'III-ОБ 123456',
    disabled: 'no',
    group: 'general',
    ...more,
  });
  const foreign = {
    certificate_kind: 'foreign',
    certificate_number: undefined,
    foreign_country: 'KAZ',
    foreign_number: 'AB 12',
    foreign_paper: photo('перевод.png'),
  };
  const defined = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value));
  const sections = {
    applicant: { role: 'mother' },
    children: [child('Лейла'), defined(child('Айна', foreign))],
    wishes: {
      garden: 'korablik',
      garden_second: 'yablonka',
      any_garden: true,
      hours: 'full',
      wish_date: day(120),
      sibling: 'no',
    },
    privileges: { ground: 'many_children', privilege_paper: photo('удостоверение.png') },
    contacts: contacts(amina),
  };
  const title = 'Место в детском саду';
  const seen = await apply(page, amina, title, sections, looking('garden'));
  await act(officer, seen.number, 'to:privilege', (desk) => picture(desk, 'garden-desk'));
  // Who checked the papers does not confirm the privilege.
  await officer.visit(`/work?q=${encodeURIComponent(seen.number)}`);
  if (!/\/work\/.+/.test(new URL(officer.url()).pathname)) await press(officer, seen.number);
  await press(officer, /^Взять в работу/);
  assert.match(await says(officer), /Нужен другой сотрудник/);
  assert.equal(await officer.locator('main form:has([name=decision])').count(), 0);
  await meet(officer, 'services-eyes');
  await act(second, seen.number, 'approve');
  const said = ['Лейла', 'Айна', 'первую очередь'];
  await receives(page, seen, /Уведомление об очереди в детский сад/, 'garden', said);
  await picture(page, 'garden-done');
});

test('a car that was bought: the traffic police is asked, and says whose it was', async () => {
  const owner = people.find((p) => p.id !== amina.id && p.holdings?.vehicle);
  const { vin } = owner.holdings.vehicle;
  const sections = {
    car: { reason: 'bought', vin },
    basis: {
      contract_date: day(-3),
      contract: photo('договор.png'),
      pts: 'paper',
      pts_file: photo('птс.png'),
    },
    insurance: {
      osago_number: 'ХХХ 0123456789',
      osago_until: day(360),
      osago_file: photo('полис.png'),
    },
    contacts: contacts(amina),
  };
  const seen = await apply(page, amina, 'Регистрация автомобиля', sections, looking('car'));
  await untilSays(page, /Сотрудник проверяет, что машина перешла к вам/, { reload: true });
  await act(officer, seen.number, 'approve', async (desk) => {
    assert.ok((await says(desk)).includes(vin));
    await meet(desk, 'services-registry');
  });
  await receives(page, seen, /Запись о регистрации автомобиля/, 'car', [vin, 'Сафина']);
  await picture(page, 'car-done');
});

test('a taxi licence: prepared by one official, confirmed by another', async () => {
  const sections = {
    organisation: { inn: '6226005298' },
    work: {
      cars: '4',
      parking: 'Касимов, ул. Советская, д. 3',
      medical: 'own',
      medical_licence: 'Л041-01179-62/00123456',
      technical: 'contract',
      technical_contract: photo('договор.png'),
      drivers_fit: true,
    },
    contacts: contacts(amina),
  };
  const seen = await apply(page, amina, 'Лицензия на такси', sections, looking('taxi'));
  assert.match(seen.number, /^ЛТ-/);
  await untilSays(page, /Сотрудник готовит решение/, { reload: true });
  await act(officer, seen.number, 'to:confirm', async (desk) => {
    assert.match(await says(desk), /Медовый дом/);
    await picture(desk, 'taxi-desk');
  });
  await act(second, seen.number, 'approve', (desk) => picture(desk, 'taxi-confirm'));
  await receives(page, seen, /Документ готов/, 'taxi', ['Медовый дом', '6226005298']);
  await picture(page, 'taxi-done');
  at(page, seen.base);
});
