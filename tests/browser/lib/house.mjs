// A portal with its outside world, and a browser before it: what every journey begins with.
//
//   const house = await openHouse();
//   test('…', async () => {
//     const page = await house.page();
//     await page.visit('/');
//   });
//
// The house closes itself after the file's last test, and fails the file if a page wrote
// an error to its console, missed a file, or the program panicked.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { Stand } from './stand.mjs';

/** A page that moves on by itself says so of whoever loads another at that moment. */
export const MOVED = /interrupted by another navigation|ERR_ABORTED/;

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const shots = path.resolve(here, '../shots');

/** Searches of services, offices and numbers of cases: what is typed stands in the address. */
const OPEN = /^\/(search|centres|work)\?/;

/**
 * What an address of the portal says of a person; nothing, in a good one. Random words (ids,
 * tokens) are left out first: among their digits there is no phone.
 */
function personal(address) {
  if (OPEN.test(address)) return undefined;
  const said = decodeURIComponent(address).replace(/[\w-]{20,}/g, '…');
  return /@|\p{Script=Cyrillic}|(?<!\d)\d{10,}/u.exec(said)?.[0];
}

/** Sizes that every page must work at. */
export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

const READY_WITHIN = 60_000;

/**
 * Starts `okno demo` on free ports with data of its own, and Chromium.
 * @param {{args?: string[], env?: Record<string, string>, chromium?: string[]}} [options] more
 *   arguments and environment for `okno demo`, more flags for Chromium
 * @returns {Promise<House>}
 */
export async function openHouse(options = {}) {
  const house = new House();
  after(() => house.close());
  await house.start(options);
  return house;
}

/**
 * Debian's libfaketime between a program and the system's clock, which it reads from a file:
 * so a test lives through minutes that a person waits. Only what the clock shows moves, not
 * how long things take.
 */
function withClock(file) {
  const library = ['x86_64', 'aarch64']
    .map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketimeMT.so.1`)
    .find(existsSync);
  assert.ok(library, 'libfaketime is missing: scripts/setup.sh test installs it');
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_RESET: '1',
  };
}

export class House {
  /** @type {string} the portal's address, without a slash at the end */
  portal = '';
  /** @type {Stand} the outside world: SMS, letters, registries, faults */
  stand;
  /** What went wrong behind the pages' backs; empty at the end, or the file fails. */
  problems = [];
  #program;
  #spawn;
  #browser;
  #another;
  #flags = [];
  #clock;
  #passed = 0;
  #data;
  #log = [];
  /** Paths and queries that browsers have asked the portal for. */
  addresses = new Set();

  /**
   * @param {{args?: string[], env?: Record<string, string>, chromium?: string[], clock?: boolean}}
   *   options `clock`: the time of the portal and of its stand can be moved on ({@link later})
   */
  async start({ args = [], env = {}, chromium: flags = [], clock = false }) {
    this.#data = mkdtempSync(path.join(tmpdir(), 'okno-journey-'));
    if (clock) {
      this.#clock = path.join(this.#data, 'clock');
      this.later(0);
      env = { ...env, ...withClock(this.#clock) };
    }
    this.#flags = flags;
    const program = process.env.OKNO_BIN ?? path.join(root, 'target/debug/okno');
    this.#spawn = (port, standPort) => {
      const ports = ['--port', port, '--stand-port', standPort];
      this.#program = spawn(program, ['demo', '--data', this.#data, ...ports, ...args], {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return this.#ready(program);
    };
    // A test run that is broken off leaves no server behind.
    process.once('exit', () => this.#program?.kill('SIGKILL'));
    const ready = await this.#spawn('0', '0');
    this.portal = ready.portal.replace(/\/$/, '');
    this.stand = new Stand(ready.stand);
    this.#browser = await this.#launch();
  }

  /** Moves the time of the program on; that of the browser stays. */
  later(minutes) {
    this.#passed += minutes * 60;
    writeFileSync(this.#clock, `+${this.#passed}\n`);
  }

  /** Ends the program and starts it again at the same addresses with the same data. */
  async restart() {
    await this.#end();
    await this.#spawn(new URL(this.portal).port, new URL(this.stand.url).port);
  }

  #launch() {
    return chromium.launch({
      executablePath: process.env.OKNO_CHROMIUM || '/usr/bin/chromium',
      headless: true,
      chromiumSandbox: false,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...this.#flags,
      ],
    });
  }

  /** Waits for the line `READY {"portal": …, "stand": …}` on the program's output. */
  #ready(program) {
    const keep = (line) => {
      this.#log.push(line);
      if (this.#log.length > 2000) this.#log.shift();
      if (line.includes('panicked at')) this.problems.push(line);
    };
    readline.createInterface({ input: this.#program.stderr }).on('line', keep);
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`${program} demo ${why}\n${this.#log.join('\n')}`));
      const timer = setTimeout(() => fail('did not say READY within a minute'), READY_WITHIN);
      this.#program.once('error', (e) => fail(`did not start: ${e.message}`));
      this.#program.once('exit', (code) => fail(`ended with code ${code}`));
      readline.createInterface({ input: this.#program.stdout }).on('line', (line) => {
        keep(line);
        if (!line.startsWith('READY ')) return;
        clearTimeout(timer);
        resolve(JSON.parse(line.slice('READY '.length)));
      });
    });
  }

  /**
   * A visitor of their own: cookies are shared by the pages of one context only.
   * @param {{js?: boolean, phone?: boolean, lang?: string, dark?: boolean, apart?: boolean}}
   *   [options] `apart`: in a second Chromium, a program of its own
   * @returns {Promise<import('playwright-core').BrowserContext>}
   */
  async newContext({ js = true, phone = false, lang = 'ru-RU', dark = false, apart = false } = {}) {
    if (apart) this.#another ??= await this.#launch();
    const context = await (apart ? this.#another : this.#browser).newContext({
      baseURL: this.portal,
      javaScriptEnabled: js,
      viewport: phone ? PHONE : DESKTOP,
      hasTouch: phone,
      locale: lang,
      timezoneId: 'Europe/Moscow',
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(20_000);
    context.on('page', (page) => this.#dress(page));
    return context;
  }

  /**
   * A page of a new visitor, or of the context given.
   * @param {Parameters<House['newContext']>[0] & {context?: import('playwright-core').BrowserContext}} [options]
   */
  async page({ context, ...options } = {}) {
    const visitor = context ?? (await this.newContext(options));
    return visitor.newPage();
  }

  /** Gives a page `visit` and `shot`, and listens for what a person would not see. */
  #dress(page) {
    page.on('pageerror', (e) => this.problems.push(`${page.url()}: script failed: ${e.message}`));
    page.on('console', (message) => {
      const text = message.text();
      // The status of a page is for its test to judge; that of its parts is judged below.
      if (message.type() === 'error' && !text.startsWith('Failed to load resource')) {
        this.problems.push(`${page.url()}: console: ${text}`);
      }
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${this.portal}/`)) return;
      const address = request.url().slice(this.portal.length);
      this.addresses.add(address);
      // Addresses are written down on the way: by proxies, in histories, in letters.
      const told = personal(address);
      if (told) this.problems.push(`${page.url()}: the address ${address} tells «${told}»`);
    });
    page.on('response', (response) => {
      const kind = response.request().resourceType();
      if (response.status() >= 400 && ['stylesheet', 'script', 'image', 'font'].includes(kind)) {
        this.problems.push(`${page.url()}: ${response.status()} for ${response.url()}`);
      }
    });

    /** Goes to a path of the portal (or a whole address) and expects the status. */
    page.visit = async (to, { status = 200 } = {}) => {
      // A page that moves on by itself at this moment takes the place of this visit:
      // asked again once it is there.
      let response = null;
      for (let n = 0; n < 20 && !response; n++) {
        response = await page.goto(to).catch(async (error) => {
          if (!MOVED.test(error.message)) throw error;
          // The page that stands there may be loaded already while the next is on its way.
          await sleep(100 * (n + 1));
          await page.waitForLoadState();
          return null;
        });
      }
      assert.ok(response, `${to} was never reached`);
      assert.equal(response.status(), status, `${to} answered ${response.status()}`);
      return response;
    };
    /** A picture of the whole page in shots/, for people to look at. */
    page.shot = async (name) => {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
    };
  }

  /** The program's output so far, for a test that must find or not find something in it. */
  log() {
    return this.#log.join('\n');
  }

  async close() {
    await this.#browser?.close();
    await this.#another?.close();
    await this.#end();
    if (this.#data) rmSync(this.#data, { recursive: true, force: true });
    const problems = [...new Set(this.problems)];
    assert.equal(problems.length, 0, `behind the pages went wrong:\n${problems.join('\n')}`);
  }

  async #end() {
    const program = this.#program;
    if (program?.exitCode === null && program.signalCode === null && program.pid) {
      const ended = new Promise((resolve) => program.once('exit', resolve));
      program.kill('SIGTERM');
      const late = setTimeout(() => program.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    }
  }
}
