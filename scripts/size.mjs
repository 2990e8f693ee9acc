// What a first visit downloads until the first question can be answered, held against the budget:
//   node scripts/size.mjs PATH-OF-PORTAL
// The document is taken as the server sends it (`portal render-index`), the other files as they lie in dist/, and
// which files are needed is read from the document and from what its modules import.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotli, gzipped } from './compress.mjs';

const DIST = 'dist';
const BUDGET = {
  'a first visit': { most: 160_000, aim: 120_000, unit: 'bytes' },
  'the document': { most: 12_000, aim: 10_000, unit: 'bytes' },
  // A language is split: the first page waits for its first file alone.
  'its first texts': { most: 15_000, aim: 10_000, unit: 'bytes' },
  // One file, with all that an applicant ever reads. The aim is what one language may be, and those that take the most
  // bytes (Russian, Arabic, German, French) are above it.
  'a switch': { most: 38_000, aim: 30_000, unit: 'bytes' },
  requests: { most: 6, aim: 5, unit: '' },
  // Russian has 7,000 more of texts than English.
  'what comes then': { most: 144_000, aim: 100_000, unit: 'bytes' },
  'foreign hosts': { most: 0, aim: 0, unit: '' },
};
const WAITED_FOR = /\b(?:preload|modulepreload|stylesheet)\b/;

/** How many files of texts are fetched until the preview speaks, as the app says it. */
const SPEAKS = Number(readFileSync('app/src/text.rs', 'utf8').match(/pub const PREVIEW: usize = (\d+);/)[1]);

const portal = process.argv[2] ?? 'target/release/portal';
const number = (value) => value.toLocaleString('en-US');

/** The value of an attribute in a tag as text. */
const attribute = (tag, name) => tag.match(new RegExp(`\\b${name}\\s*=\\s*["']?([^"'\\s>]+)`))?.[1];

/** The addresses that the browser loads because of this document, before the first question stands there. */
function referencesOf(html) {
  const found = new Set();
  for (const [tag] of html.matchAll(/<(?:link|script|img|iframe)\b[^>]*>/g)) {
    if (tag.startsWith('<link') && !WAITED_FOR.test(attribute(tag, 'rel') ?? '')) continue;
    const address = attribute(tag, 'href') ?? attribute(tag, 'src');
    if (address && !address.startsWith('data:')) found.add(address);
  }
  for (const [, script] of html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    for (const [, address] of script.matchAll(/["'`]([^"'`\s]+\.(?:m?js|wasm|css))["'`]/g)) found.add(address);
  }
  return found;
}

/** Adds what the modules among these addresses import, and what that imports. */
function withImports(addresses) {
  const all = new Set();
  const add = (address) => {
    const path = posix.join('/', address.split('?')[0]);
    if (all.has(path)) return;
    all.add(path);
    if (!/\.m?js$/.test(path)) return;
    const source = readFileSync(join(DIST, path), 'utf8');
    for (const [, next] of source.matchAll(/(?:^|[;}\s])(?:import|export)\b[^;'"()]*["'](\.[^"']+)["']/g)) {
      add(posix.join(posix.dirname(path), next));
    }
  };
  for (const address of addresses) add(address);
  return all;
}

/** The sizes of a file as it is served: in the compressed copies beside it where there are such. */
function sizesOf(address) {
  const file = join(DIST, address);
  const size = (path, otherwise) => (existsSync(path) ? readFileSync(path).length : otherwise);
  const raw = readFileSync(file).length;
  return { name: address, raw, gzip: size(`${file}.gz`, raw), brotli: size(`${file}.br`, raw) };
}

/** Everything that a first visit in this language downloads. */
async function visit(tag) {
  const document = execFileSync(portal, ['render-index', DIST, tag]);
  const references = [...referencesOf(document.toString())];
  const foreign = references.filter((address) => /^(?:[a-z]+:)?\/\//i.test(address));
  const paths = withImports(references.filter((address) => !foreign.includes(address)));

  // The texts in the order in which the app fetches them, as the document tells it.
  const [, names] = document.toString().match(/"texts":(\[[^\]]*\])/);
  const texts = JSON.parse(names).map((name) => `/locales/${tag}/${name}.json`);
  const [language] = texts;
  paths.delete(language);
  const worker = '/service-worker.js';
  paths.delete(worker);
  const later = [...texts.slice(1, SPEAKS), '/preview.js', '/preview_bg.wasm', worker].map(sizesOf);

  const files = [
    {
      name: 'the document',
      raw: document.length,
      gzip: (await gzipped(document)).length,
      brotli: (await brotli(document)).length,
    },
    ...[...paths].map(sizesOf),
    { ...sizesOf(language), language: true },
  ];
  const together = (all) => all.reduce((sum, file) => sum + file.brotli, 0);
  const onDemand = [...texts.slice(SPEAKS), '/documents.js', '/documents_bg.wasm', '/components-documents.css'].map(sizesOf);
  const switched = sizesOf(`/locales/${tag}/all.json`).brotli;
  return { tag, files, later, onDemand, foreign, switched, total: together(files), after: together(later) };
}

function printFiles({ tag, files, later, onDemand }) {
  const row = (name, ...cells) => console.log(`  ${name.padEnd(44)}${cells.map((cell) => String(cell).padStart(11)).join('')}`);
  row(`a first visit in ${tag}`, 'raw', 'gzip 9', 'brotli 11');
  for (const { name, raw, gzip, brotli } of files) row(name, number(raw), number(gzip), number(brotli));
  const sum = (kind) => number(files.reduce((total, file) => total + file[kind], 0));
  row('together', sum('raw'), sum('gzip'), sum('brotli'));
  row('once the first question stands');
  for (const { name, raw, gzip, brotli } of later) row(name, number(raw), number(gzip), number(brotli));
  row('with the page of documents');
  for (const { name, raw, gzip, brotli } of onDemand) row(name, number(raw), number(gzip), number(brotli));
  console.log();
}

const tags = readdirSync('public/locales');
const visits = await Promise.all(tags.map(visit));

// The worst language counts.
visits.sort((one, other) => other.total - one.total);
printFiles(visits[0]);
for (const { tag, files, switched, total } of visits) {
  const language = files.find((file) => file.language);
  console.log(`  ${tag.padEnd(12)} together ${number(total).padStart(8)}, its first texts ${number(language.brotli).padStart(7)}, a switch to it ${number(switched).padStart(7)}, the document ${number(files[0].brotli).padStart(7)}`);
}
console.log();

const worst = (measure) => Math.max(...visits.map(measure));
const measured = {
  'a first visit': worst((one) => one.total),
  'the document': worst((one) => one.files[0].brotli),
  'its first texts': worst((one) => one.files.find((file) => file.language).brotli),
  'a switch': worst((one) => one.switched),
  requests: worst((one) => one.files.length),
  'what comes then': worst((one) => one.after),
  'foreign hosts': worst((one) => one.foreign.length),
};
let over = false;
for (const [what, { most, aim, unit }] of Object.entries(BUDGET)) {
  const verdict = measured[what] > most ? 'OVER THE BUDGET' : measured[what] > aim ? 'within the budget, over the aim' : 'within the aim';
  over ||= measured[what] > most;
  console.log(`  ${what.padEnd(15)}${number(measured[what]).padStart(9)} ${unit.padEnd(5)}  at most ${number(most).padStart(8)}, aim ${number(aim).padStart(8)}: ${verdict}`);
}
process.exitCode = over ? 1 : 0;
