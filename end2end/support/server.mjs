// `test` with a portal of its own for each test file: the real binary, a temporary data folder, a free port.
//
//   import { expect, test } from '../support/server.mjs';
//   test.use({ portalEnvironment: { PORTAL_NOW: '1760000000' } });   // optional: more of its environment
//   test('…', async ({ page, server }) => { await page.goto('/'); await server.stop(); await server.start(); });
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { test as base } from '@playwright/test';

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '..', '..');
const PORTAL = process.env.PORTAL ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'release', 'portal');
const READY_WITHIN = 20_000;

/** A port that nobody listens on. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** One portal: a process that can be stopped and started again on the same data and port. */
export class Server {
  #process;
  #log = '';

  static async create(environment = {}) {
    const server = new Server();
    server.port = await freePort();
    // `localhost`, not the number: there the browser accepts the Secure cookie without TLS.
    server.url = `http://localhost:${server.port}`;
    server.data = await mkdtemp(join(tmpdir(), 'portal-'));
    server.environment = environment;
    await server.start();
    return server;
  }

  /** Starts it, and returns once it answers. */
  async start() {
    if (this.#process) throw new Error('the server runs already');
    const child = spawn(PORTAL, ['serve'], {
      cwd: this.data,
      env: {
        PATH: process.env.PATH,
        RUST_BACKTRACE: '1',
        PORTAL_LISTEN: `127.0.0.1:${this.port}`,
        PORTAL_DATA: this.data,
        PORTAL_DIST: join(ROOT, 'dist'),
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.#log += text));
    }
    child.on('error', (error) => (this.#log += `${error}\n`));
    this.#process = child;
    const patience = Date.now() + READY_WITHIN;
    while (!(await this.#answers())) {
      const ended = child.exitCode ?? child.signalCode;
      if (ended !== null || !child.pid || Date.now() > patience) {
        await this.stop('SIGKILL');
        throw new Error(`the server did not become ready (it ended: ${ended}):\n${this.#log}`);
      }
      await pause(25);
    }
  }

  /** Stops it as an operator would; with 'SIGKILL', as a power cut would. */
  async stop(signal = 'SIGTERM') {
    const child = this.#process;
    this.#process = undefined;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }

  /** All that it wrote so far. */
  log() {
    return this.#log;
  }

  /** Stops it for good and forgets its data. */
  async remove() {
    await this.stop('SIGKILL');
    await rm(this.data, { recursive: true, force: true });
  }

  async #answers() {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/readyz`)).ok;
    } catch {
      return false;
    }
  }
}

export const test = base.extend({
  /** More of the server's environment; a file or a `describe` sets it with `test.use`. */
  portalEnvironment: [{}, { option: true }],

  // A worker runs several files one after the other: the server is kept until a test of another file, or with
  // another environment, asks for one.
  serverOfWorker: [
    async ({}, use) => {
      let current;
      await use(async (file, environment) => {
        const key = JSON.stringify([file, environment]);
        if (current?.key !== key) {
          await current?.server.remove();
          current = undefined;
          current = { key, server: await Server.create(environment) };
        }
        return current.server;
      });
      await current?.server.remove();
    },
    { scope: 'worker' },
  ],

  /** The portal of this file. */
  server: async ({ serverOfWorker, portalEnvironment }, use, testInfo) => {
    const server = await serverOfWorker(testInfo.file, portalEnvironment);
    const before = server.log().length;
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('server log', { body: server.log().slice(before), contentType: 'text/plain' });
    }
  },

  baseURL: async ({ server }, use) => use(server.url),

  // Who came by `browser.newContext` leaves with the test: their pages would go on beside the tests that follow.
  everybodyLeaves: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
