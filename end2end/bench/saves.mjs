// How many saves a second the server acknowledges, each of them safe from a power cut: 64 people, each with a draft of
// 2 KB, each saving one field after the other.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { send, signInByApi } from '../support/api.mjs';
import { PAGES } from '../support/person.mjs';
import { Server } from '../support/server.mjs';
import { changesOf } from '../support/session.mjs';

const PEOPLE = 64;
const WARM_UP = 1;
const SECONDS = 10;
/** The fields that are saved in turn. */
const KEYS = ['given_names', 'birth_place', 'address', 'employer_name', 'work_city', 'job_title', 'duties'];

/** Someone who has signed in and has a draft. */
async function person(server, changes) {
  const cookie = await signInByApi(server);
  const id = randomUUID();
  const stored = await send(server, 'PATCH', `/api/drafts/${id}`, { form_version: 1, known: 0, changes }, { cookie });
  return { id, cookie, revision: (await stored.json()).revision };
}

/** What the disk takes (ms) to keep a page for good: the middle one of a hundred. */
function syncTime(folder) {
  const file = openSync(join(folder, 'sync-time'), 'w');
  const page = Buffer.alloc(4_096);
  const times = Array.from({ length: 100 }, (_, number) => {
    const began = performance.now();
    writeSync(file, page, 0, page.length, number * page.length);
    fdatasyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  return times.sort((one, other) => one - other)[50];
}

/** How many drafts are not at the revision that was acknowledged last. */
async function countLost(server, people, revisions) {
  const acknowledged = new Map(revisions);
  let lost = 0;
  for (const { id, cookie } of people) {
    const { revision } = await (await send(server, 'GET', `/api/drafts/${id}`, undefined, { cookie })).json();
    if (revision !== acknowledged.get(id)) lost += 1;
  }
  return lost;
}

/** Drives the save endpoint of a fresh server. */
export async function measureSaves() {
  const server = await Server.create();
  try {
    // What is answered before the work history comes to 2 KB of names and answers.
    const changes = changesOf(PAGES.slice(0, PAGES.findIndex(({ page }) => page === 'work')));
    const size = Buffer.byteLength(JSON.stringify(Object.fromEntries(changes.map(({ key, value }) => [key, value]))));
    const people = [];
    for (let number = 1; number <= PEOPLE; number++) people.push(await person(server, changes));
    const workerData = { port: server.port, people, keys: KEYS, warmUp: WARM_UP, seconds: SECONDS };
    const worker = new Worker(new URL('./clients.mjs', import.meta.url), { workerData });
    const [{ latencies, errors, revisions }] = await once(worker, 'message');
    const lost = await countLost(server, people, revisions);
    if (lost) errors['acknowledged and lost'] = lost;
    latencies.sort((one, other) => one - other);
    const at = (part) => latencies[Math.floor(latencies.length * part)];
    const perSecond = latencies.length / SECONDS;
    return { people: PEOPLE, size, perSecond, p50: at(0.5), p99: at(0.99), errors, sync: syncTime(server.data) };
  } finally {
    await server.remove();
  }
}
