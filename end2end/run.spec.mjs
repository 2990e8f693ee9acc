// `make run` in a tree that is built: what a newcomer reads in the terminal, and that nothing is built again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, ROOT } from './support/server.mjs';

test('a second `make run` builds nothing, says where the portal is and how to sign in, and serves it', async ({ page }) => {
  const data = await mkdtemp(join(tmpdir(), 'portal-'));
  const port = await freePort();
  // Not a part of the make that may run this test.
  const { MAKEFLAGS, MAKELEVEL, MFLAGS, ...environment } = process.env;
  const run = spawn('make', ['run'], {
    cwd: ROOT,
    detached: true,
    env: { ...environment, PORTAL_LISTEN: `127.0.0.1:${port}`, PORTAL_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(run, 'exit');
  let said = '';
  for (const stream of [run.stdout, run.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  try {
    await expect.poll(() => said).toContain(`http://localhost:${port}`);
    expect(said).toContain('/dev/mail');
    expect(said).not.toMatch(/Compiling|building the app/);
    await page.goto(`http://localhost:${port}/en`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  } finally {
    process.kill(-run.pid, 'SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  }
});
