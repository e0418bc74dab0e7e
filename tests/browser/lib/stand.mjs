// The outside world as the tests see it: the stand's JSON API.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** A one-time code in a message: six digits on their own, not a part of a number or date. */
const CODE = /(?<![\d+.-])(\d{6})(?![\d-])/;
const PATIENCE = 10_000;

export class Stand {
  /** @param {string} url */
  constructor(url) {
    this.url = url.replace(/\/$/, '');
  }

  async get(path, query = {}) {
    return this.#ask('GET', `${path}?${new URLSearchParams(query)}`);
  }

  async post(path, body = {}) {
    return this.#ask('POST', path, body);
  }

  async #ask(method, path, body) {
    const response = await fetch(this.url + path, {
      method,
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `stand: ${method} ${path} answered ${response.status}: ${text}`);
    return text && JSON.parse(text);
  }

  /** Messages sent to a phone, oldest first. */
  async sms(phone) {
    return ordered(await this.get('/api/sms', { phone }));
  }

  /** Letters sent to an address, oldest first. */
  async mail(to) {
    return ordered(await this.get('/api/mail', { to }));
  }

  /** The newest code sent to a phone; waits for one to come. */
  async lastCode(phone) {
    return newestCode(() => this.sms(phone), 0, `an SMS to ${phone}`);
  }

  /** The newest code sent to an address; waits for one to come. */
  async lastMailCode(to) {
    return newestCode(() => this.mail(to), 0, `a letter to ${to}`);
  }

  /** Does `act`, then waits for the code that it makes the portal send to the phone. */
  async nextCode(phone, act) {
    const before = (await this.sms(phone)).length;
    await act();
    return newestCode(() => this.sms(phone), before, `a new SMS to ${phone}`);
  }

  /** Does `act`, then waits for the code that it makes the portal send to the address. */
  async nextMailCode(to, act) {
    const before = (await this.mail(to)).length;
    await act();
    return newestCode(() => this.mail(to), before, `a new letter to ${to}`);
  }

  /** The synthetic people of this world. */
  async people() {
    return list(await this.get('/api/people'));
  }

  async person(id) {
    return this.get(`/api/people/${id}`);
  }

  /** Puts a system into a mode: ok, down, slow, error, wrong, refuse, garbage. */
  async fault(system, mode, more = {}) {
    return this.post('/api/faults', { system, mode, ...more });
  }

  /** Forgets messages, calls and faults. */
  async reset() {
    return this.post('/api/reset');
  }
}

/** Waits until `look` gives something, and fails naming what was waited for: words, or what tells them then. */
export async function eventually(look, what, patience = PATIENCE) {
  const until = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() >= until) {
      const named = typeof what === 'function' ? await what() : what;
      assert.fail(`waited ${patience / 1000} s in vain for ${named}`);
    }
    await sleep(50);
  }
}

async function newestCode(messages, after, what) {
  return eventually(async () => {
    const fresh = (await messages()).slice(after).reverse();
    for (const message of fresh) {
      const code = CODE.exec(message.text ?? message.body ?? '')?.[1];
      if (code) return code;
    }
    return undefined;
  }, `a code in ${what}`);
}

/** The API may wrap a list into an object of one list. */
function list(answer) {
  return Array.isArray(answer) ? answer : (Object.values(answer).find(Array.isArray) ?? []);
}

function ordered(answer) {
  const time = (m) => m.at ?? m.at_ms ?? m.time ?? 0;
  return list(answer).toSorted((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
}
