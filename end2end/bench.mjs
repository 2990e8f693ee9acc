// How long a newcomer waits on a bad line: 400 kbps, 400 ms, a processor four times slower; three runs, cold cache.
//   node end2end/bench.mjs     (make bench builds first)
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { Server } from './support/server.mjs';

const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SLOWER = 4;
const RUNS = 3;

const found = new URL('../.tools/chromium', import.meta.url);
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(found) ? readFileSync(found, 'utf8').trim() : 'chromium');

/** Seconds until the first question can be answered, until the first text, and the bytes over the wire. */
async function visit(context, url) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', LINE);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  let bytes = 0;
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const began = Date.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('#highest_degree').waitFor({ state: 'visible', timeout: 60_000 });
  const usable = (Date.now() - began) / 1000;
  const readable = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000);
  await page.close();
  return { bytes, usable, readable };
}

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
const server = await Server.create();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const first = [];
const second = [];
for (let run = 0; run < RUNS; run++) {
  const context = await browser.newContext({ locale: 'en-GB' });
  first.push(await visit(context, `${server.url}/en/start`));
  second.push(await visit(context, `${server.url}/en/start`));
  await context.close();
}
await browser.close();
await server.remove();
for (const [name, visits] of [['first visit', first], ['second visit', second]]) {
  const of = (measure) => median(visits.map((one) => one[measure]));
  console.log(
    `${name.padEnd(13)} ${String(of('bytes')).padStart(8)} bytes, text after ${of('readable').toFixed(1)} s, ` +
      `first question after ${of('usable').toFixed(1)} s   (median of ${RUNS})`,
  );
}
