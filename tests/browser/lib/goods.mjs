// Things that a journey carries along: pictures, files, one-time codes.

import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(checksum(body), body.length + 4);
  return out;
}

// zlib.crc32 is younger than the oldest Node that runs these tests.
function checksum(bytes) {
  if (zlib.crc32) return zlib.crc32(bytes);
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/**
 * A picture: stripes, so that it looks like something; noise does not compress and makes a
 * file of any size wanted.
 */
export function png({ width = 320, height = 200, noise = false } = {}) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = width * 3 + 1;
  const pixels = noise ? randomBytes(row * height) : Buffer.alloc(row * height, 0xe8);
  for (let y = 0; y < height; y += 1) {
    pixels[y * row] = 0;
    if (!noise && y % 20 < 8) pixels.fill(0x5c, y * row + 61, (y + 1) * row - 60);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', zlib.deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A file for a field of a form. */
export function picture(name = 'полис.png', options = {}) {
  return { name, mimeType: 'image/png', buffer: png(options) };
}

/** A file that came as base64. */
export const file = (name, base64) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(base64, 'base64'),
});

/** The stand’s certification authority: cards with keys, and what they sign. */
export function authority({ stand }) {
  return {
    async card(person, more = {}) {
      const order = { person: person.id, algorithm: 'ecdsa', ...more };
      return { ...(await stand.post('/api/signatures', order)), person };
    },
    async sign({ id }, content) {
      const body = { content: content.toString('base64') };
      return (await stand.post(`/api/signatures/${id}/sign`, body)).signature;
    },
  };
}

const STEP = 30_000;
const used = new Map();

/**
 * The code that an authenticator shows (RFC 6238). A step serves once, so the next one is
 * taken, which the portal accepts a little early, or waited for.
 * @param {string} secret base32
 */
export async function totp(secret) {
  const key = secret.replace(/[\s=]/g, '').toUpperCase();
  let step = Math.floor(Date.now() / STEP);
  const last = used.get(key) ?? 0;
  if (step <= last) step = last + 1;
  while (step > Math.floor(Date.now() / STEP) + 1) await sleep(500);
  used.set(key, step);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', base32(key)).update(counter).digest();
  const at = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text) {
  const bits = [...text]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign))
    .map((value) => value.toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
