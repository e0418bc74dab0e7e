// The wire between the browser and the portal: it can be cut and mended, and counts.

import net from 'node:net';
import { after } from 'node:test';

export class Wire {
  #ends = new Set();
  #whole = true;
  /** Bytes that went to the portal. */
  up = 0;

  cut() {
    this.#whole = false;
    for (const end of this.#ends) end.destroy();
  }

  mend() {
    this.#whole = true;
  }

  /** Lays it to a portal; the address at its near end. */
  async lay(portal) {
    const server = net.createServer((near) => {
      if (!this.#whole) return near.destroy();
      const far = net.connect(new URL(portal).port, '127.0.0.1');
      near.on('data', (part) => {
        this.up += part.length;
      });
      near.pipe(far).pipe(near);
      for (const end of [near, far]) {
        this.#ends.add(end);
        end.on('error', () => {});
        end.on('close', () => {
          this.#ends.delete(end);
          near.destroy();
          far.destroy();
        });
      }
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    after(() => {
      this.cut();
      server.close();
    });
    return `http://127.0.0.1:${server.address().port}`;
  }
}
