// Keeps the app for the next visit: quick on a slow line, and there without one. Only what is the same for everybody is
// kept here; what a person types is kept elsewhere, encrypted (app/src/device), and nothing of /api passes through.
//
// Two documents a language, the first page's and that of every other page, and the files that they name. A document is
// answered from what is kept, and looked at anew meanwhile: a new build is there on the visit after.
const KEPT = 'portal-1';
/** Files whose address changes with what they hold: what is kept of them never grows old. */
const HASHED = /\/[\w-]+-[0-9a-f]{16}(?:_bg)?\.(?:js|wasm)|\/(?:locales\/[\w-]+\/)?[\w-]+\.(?:json|js|wasm|css)\?v=[0-9a-f]+/g;
/** What comes with the page of documents is kept once somebody has opened that page. */
const ON_DEMAND = /\/(?:components-)?documents(?:_bg)?\.\w+\?/;
const LOCALE = /^\/locales\/([\w-]+)\//;
/** All texts of a language that an applicant reads, in one file. */
const ALL = '/all.json';

const json = (value) => new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });
const open = () => caches.open(KEPT);
const addressOf = (url) => url.pathname + url.search;
const isHashed = (url) => addressOf(url).match(HASHED)?.[0] === addressOf(url);
const namesIn = (html) => html.match(HASHED) ?? [];
/** The document that stands for this address. */
const documentOf = ([, tag, ...rest]) => (rest.join('') ? `/${tag}/start` : `/${tag}`);

/** Keeps one document with the files it names; forgets the files that no kept document names. */
async function keepDocument(address, tag) {
  const cache = await open();
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) return;
  const html = await response.clone().text();
  // Only the language in use is fetched; the document lists the others too.
  const needed = namesIn(html).filter((name) => (LOCALE.exec(name.split('?')[0])?.[1] ?? tag) === tag && !ON_DEMAND.test(name));
  // A tab that was just given the document before still loads what that one names.
  const named = new Set(namesIn((await (await cache.match(address))?.text()) ?? ''));
  await Promise.all(needed.map(async (name) => (await cache.match(name)) ?? cache.add(name)));
  // The files first: a kept document never lacks one.
  await cache.put(address, response);
  const kept = (await cache.keys()).map(({ url }) => new URL(url));
  for (const document of kept.filter((url) => !isHashed(url))) {
    for (const name of namesIn(await (await cache.match(document)).text())) named.add(name);
  }
  for (const file of kept.filter((url) => isHashed(url) && !named.has(addressOf(url)))) await cache.delete(file);
}

async function keep(tag) {
  for (const address of [`/${tag}`, `/${tag}/start`]) await keepDocument(address, tag);
}

/** A page says its language once it stands; what is kept already is looked at anew with every page. */
async function begin(tag) {
  if (!(await (await open()).match(`/${tag}/start`))) await keep(tag);
}

async function answerPage(event, url) {
  const cache = await open();
  const parts = url.pathname.replace(/\/$/, '').split('/');
  const kept = parts[1] && (await cache.match(documentOf(parts)));
  if (kept) {
    event.waitUntil(keep(parts[1]).catch(() => {}));
    return kept;
  }
  try {
    return await fetch(event.request);
  } catch (error) {
    // Without a line: a language that is kept, rather than none.
    const [first] = (await cache.keys()).filter((one) => !isHashed(new URL(one.url)));
    if (url.pathname === '/' && first) return Response.redirect(first.url);
    throw error;
  }
}

async function answerFile(event, url) {
  const cache = await open();
  const kept = await cache.match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));
  // Another language was chosen: its documents too.
  const tag = LOCALE.exec(url.pathname)?.[1];
  if (tag) event.waitUntil(keep(tag).catch(() => {}));
  return response;
}

/** All texts of a language: made of what is kept, or else kept as the files that its documents name. */
async function answerTexts(event, url) {
  const cache = await open();
  const [, tag] = LOCALE.exec(url.pathname);
  const kept = (await cache.keys()).filter((one) => one.url.startsWith(`${url.origin}/locales/${tag}/`) && one.url.endsWith(url.search));
  const nameOf = (one) => one.url.match(/(\w+)\.json/)[1];
  if (kept.some((one) => nameOf(one) === 'rules')) {
    const parts = kept.map(async (one) => [nameOf(one), await (await cache.match(one)).json()]);
    return json(Object.fromEntries(await Promise.all(parts)));
  }
  const response = await fetch(event.request);
  const keepParts = async (all) => {
    for (const [name, texts] of Object.entries(all)) {
      await cache.put(addressOf(url).replace(ALL, `/${name}.json`), json(texts));
    }
    await keep(tag);
  };
  if (response.ok) event.waitUntil(response.clone().json().then(keepParts).catch(() => {}));
  return response;
}

addEventListener('install', (event) => event.waitUntil(skipWaiting()));
addEventListener('message', (event) => event.waitUntil(begin(event.data).catch(() => {})));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (event.request.mode === 'navigate') {
    // Staff, employers and a person's account have documents of their own, which are always the server's.
    if (!/^\/[\w-]+\/(?:staff|employer|account)(?:\/|$)/.test(url.pathname)) event.respondWith(answerPage(event, url));
  }
  else if (LOCALE.test(url.pathname) && url.pathname.endsWith(ALL)) event.respondWith(answerTexts(event, url));
  else if (isHashed(url)) event.respondWith(answerFile(event, url));
});
