// How Chromium is started, for the browser tests and for the benchmark.
import { existsSync, readFileSync } from 'node:fs';

/** Its path: CHROMIUM_PATH, or what scripts/browser found. */
function path() {
  const found = new URL('../../.tools/chromium', import.meta.url);
  return process.env.CHROMIUM_PATH ?? (existsSync(found) ? readFileSync(found, 'utf8').trim() : '/usr/bin/chromium');
}

export const launchOptions = {
  executablePath: path(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
