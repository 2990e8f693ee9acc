// `make bench`: what our form costs on a slow line, beside the same form in SurveyJS and form.io, and how fast the
// server saves and takes in files.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../support/browser.mjs';
import { Server } from '../support/server.mjs';
import { ourForm } from './form.mjs';
import { formio } from './formio.mjs';
import { measureKeys } from './keys.mjs';
import { visit } from './page.mjs';
import { printKeys, printRatios, printRules, printSaves, printUploads, printVisits } from './print.mjs';
import { relayTo } from './relay.mjs';
import { measureRules } from './rules.mjs';
import { measureSaves } from './saves.mjs';
import { serve } from './static.mjs';
import { surveyjs } from './surveyjs.mjs';
import { measureUploads } from './uploads.mjs';

const RUNS = 3;

/** A page in three runs, each with a cold cache and then a warm one. */
async function runs(browser, pages) {
  const results = pages.map(({ name }) => ({ name, first: [], second: [] }));
  // In turn, so that a busy moment of this machine meets all of them.
  for (let run = 0; run < RUNS; run++) {
    for (const [place, page] of pages.entries()) {
      const context = await browser.newContext({ locale: 'en-GB' });
      const first = await visit(context, page);
      results[place].first.push(first);
      // Ours has an answer by now, and comes back to it.
      results[place].second.push(await visit(context, { ...page, path: first.end }));
      await context.close();
    }
  }
  return results;
}

if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  console.error('bench: the software to compare with is missing: run `npm --prefix end2end/bench ci --ignore-scripts`');
  process.exit(1);
}

const form = ourForm();
const peers = [surveyjs(form), formio(form)];
console.log('compressing the pages to compare with');
const served = await Promise.all(peers.map((peer) => serve(peer.files)));
const server = await Server.create();
const relays = await Promise.all([server, ...served].map(({ port }) => relayTo(port)));
const browser = await chromium.launch(launchOptions);
try {
  const first = form.pages[0].questions[0].id;
  const ours = { name: 'ours', relay: relays[0], path: '/en/start', first: `[data-key="${first}"]` };
  const pages = [ours, ...peers.map((peer, place) => ({ ...peer, relay: relays[place + 1], path: '/' }))];
  console.log(`visiting ${pages.map(({ name }) => name).join(', ')}`);
  const results = await runs(browser, pages);
  printVisits(results, RUNS);
  printRatios(results);
  printKeys(await measureKeys(browser, server));
  printRules(await measureRules(browser, server));
} finally {
  await browser.close();
  await server.remove();
  for (const one of [...relays, ...served]) one.close();
}
const saves = await measureSaves();
printSaves(saves, cpus().length);
const uploads = await measureUploads();
printUploads(uploads, cpus().length);
if (Object.keys({ ...saves.errors, ...uploads.errors }).length) process.exitCode = 1;
