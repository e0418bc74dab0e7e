// Every page that an official reaches by links from their workplace: it answers, its words
// are there, axe finds nothing, and a phone need not scroll it sideways.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse } from './lib/house.mjs';
import { meet, official } from './lib/journey.mjs';

const house = await openHouse();

/** Who works at the window, and how many pages they reach at the least. */
const WHO = {
  officer: 5,
  chief: 2,
  operator: 5,
  mfc: 5,
  clerk: 4,
  support: 3,
  admin: 8,
  auditor: 3,
  designer: 3,
};
/** One of many pages of a kind is enough: ids in a path look alike. */
const kind = (path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
const OWN = /^\/(work|admin|centre|support\/desk)(\/|$)/;

/** Addresses of pages, not of files and not of acts. */
async function doors(page) {
  const all = await page
    .locator('a[href^="/"]:not([download]):not([target=_blank])')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  return all.filter((href) => OWN.test(href.split('?')[0]) && !/login|\/pictures?\//.test(href));
}

for (const [who, least] of Object.entries(WHO)) {
  test(`every page of ${who} is fit to be seen`, async () => {
    const page = await official(house, who);
    const met = new Set();
    const faults = [];
    const waiting = [new URL(page.url()).pathname];
    while (waiting.length > 0 && met.size < 40) {
      const path = waiting.shift();
      const name = kind(path.split('#')[0]);
      if (met.has(name)) continue;
      met.add(name);
      try {
        await page.visit(path);
        await meet(page, `workplace-${who}${name.replace(/[^a-z]+/g, '-')}`);
      } catch (error) {
        faults.push(`${path}: ${error.message}`);
      }
      waiting.push(...(await doors(page)));
    }
    assert.deepEqual(faults, []);
    assert.ok(met.size >= least, `${who} reached ${[...met].join(', ')}`);
  });
}
