// Keeps the app for the next visit: quick on a slow line, and there without one. Only what is the same for everybody is
// kept here; what a person types is kept elsewhere, encrypted (app/src/device), and nothing of /api passes through.
//
// Two documents a language, the first page's and that of every other page, and the files that they name. A document is
// answered from what is kept, and looked at anew meanwhile: a new build is there on the visit after.
const KEPT = 'portal-1';
/** Files whose address changes with what they hold: what is kept of them never grows old. */
const HASHED = /\/[\w-]+-[0-9a-f]{16}(?:_bg)?\.(?:js|wasm)|\/locales\/[\w-]+\/[\w-]+\.json\?v=[0-9a-f]+/g;
const LOCALE = /^\/locales\/([\w-]+)\//;

const open = () => caches.open(KEPT);
const addressOf = (url) => url.pathname + url.search;
const isHashed = (url) => addressOf(url).match(HASHED)?.[0] === addressOf(url);
const namesIn = (html) => html.match(HASHED) ?? [];
/** The document that stands for this address. */
const documentOf = ([, tag, ...rest]) => (rest.join('') ? `/${tag}/start` : `/${tag}`);

/** Keeps one document with the files it names; forgets the files that neither it nor the one before names. */
async function keepDocument(address, tag) {
  const cache = await open();
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) return;
  const html = await response.clone().text();
  // Only the language in use is fetched; the document lists the others too.
  const needed = namesIn(html).filter((name) => (LOCALE.exec(name.split('?')[0])?.[1] ?? tag) === tag);
  const before = namesIn((await (await cache.match(address))?.text()) ?? '');
  await Promise.all(needed.map(async (name) => (await cache.match(name)) ?? cache.add(name)));
  // The files first: a kept document never lacks one.
  await cache.put(address, response);
  const named = new Set([...before, ...namesIn(html)]);
  for (const { url } of await cache.keys()) {
    const kept = new URL(url);
    if (isHashed(kept) && !named.has(addressOf(kept))) await cache.delete(url);
  }
}

async function keep(tag) {
  for (const address of [`/${tag}`, `/${tag}/start`]) await keepDocument(address, tag);
}

/** The languages of the tabs that are open. */
async function languages() {
  const tabs = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const htmls = await Promise.all(tabs.map(async ({ url }) => (await fetch(url)).text()));
  return new Set(htmls.map((html) => /<html lang="([\w-]+)"/.exec(html)?.[1]).filter(Boolean));
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

addEventListener('install', (event) => {
  const kept = languages().then((tags) => Promise.all([...tags].map(keep)));
  event.waitUntil(Promise.all([kept, skipWaiting()]));
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (event.request.mode === 'navigate') event.respondWith(answerPage(event, url));
  else if (isHashed(url)) event.respondWith(answerFile(event, url));
});
