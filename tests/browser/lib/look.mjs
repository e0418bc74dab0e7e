// What a page must be for everyone: no accessibility faults, no sideways scrolling.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DESKTOP, PHONE } from './house.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails when axe finds a fault at desktop or phone width, or when the page scrolls sideways
 * on a phone. The page needs scripts allowed (axe is one); test a page that is shown without
 * scripts with {@link expectNoSidewaysScroll}.
 * @param {import('playwright-core').Page} page
 * @param {{width: number, height: number}[]} sizes where colours alone are in question, one
 *   size tells as much as two
 */
export async function expectNoAxeViolations(page, sizes = [DESKTOP, PHONE]) {
  const before = page.viewportSize();
  // Evaluated by the browser's debugger: the page's content policy does not bind it.
  await page.evaluate(`if (!globalThis.axe) { ${axe} }`);
  for (const size of sizes) {
    await page.setViewportSize(size);
    const faults = await page.evaluate(async (values) => {
      const { violations } = await globalThis.axe.run(document, {
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
      });
      return violations.flatMap((v) =>
        v.nodes.map((n) => `${v.id}: ${v.help}\n    ${n.target.join(' ')}\n    ${n.html}`),
      );
    }, RULES);
    const where = `${new URL(page.url()).pathname} at ${size.width} px`;
    assert.equal(faults.length, 0, `accessibility faults on ${where}:\n  ${faults.join('\n  ')}`);
  }
  await expectNoSidewaysScroll(page);
  await expectHints(page);
  if (!before) return;
  await page.setViewportSize(before);
  // Drawn anew before anything is pressed: else a press may land where it stood.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/**
 * Fails when a field that a citizen fills in has no hint, or is not checked as it is left
 * (S4-20). The present password, codes and what is only looked up (a login, the number of
 * a document) are judged by sending, on purpose; what an official fills in has labels that
 * their trade knows.
 */
async function expectHints(page) {
  const { pathname } = new URL(page.url());
  if (/^\/(work|centre|admin|support\/desk)/.test(pathname)) return;
  const bare = await page.evaluate(() => {
    const fields = document.querySelectorAll(
      'form.okno-form :is(input[type=text], input[type=tel], input[type=email], input[type=file], input[type=password][autocomplete=new-password], textarea, select)',
    );
    const seen = [...fields].filter(
      (f) => f.checkVisibility() && f.getAttribute('aria-hidden') !== 'true',
    );
    const hinted = (f) =>
      (f.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .some((id) => id && document.getElementById(id)?.textContent.trim());
    const checked = (f) =>
      f.autocomplete === 'username' ||
      /^(number|code)$/.test(f.name) ||
      f.type === 'file' ||
      f.type === 'password' ||
      f.localName === 'select' ||
      f.dataset.check ||
      'code' in f.dataset;
    return seen.flatMap((f) => [
      ...(hinted(f) ? [] : [`${f.name} has no hint`]),
      ...(checked(f) ? [] : [`${f.name} is not checked in place`]),
    ]);
  });
  assert.deepEqual(bare, [], `fields of ${pathname}`);
}

/** Fails when the page is wider than a phone, naming what sticks out. */
export async function expectNoSidewaysScroll(page) {
  const before = page.viewportSize();
  await page.setViewportSize(PHONE);
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const out = [...document.body.querySelectorAll('*')]
      .filter((e) => e.getBoundingClientRect().right > room + 1)
      .map((e) => e.outerHTML.slice(0, 120));
    return out.length > 0 ? out.slice(0, 10) : ['(no element found)'];
  });
  const where = new URL(page.url()).pathname;
  assert.equal(
    wide.length,
    0,
    `${where} scrolls sideways at ${PHONE.width} px:\n${wide.join('\n')}`,
  );
  if (before) await page.setViewportSize(before);
}
