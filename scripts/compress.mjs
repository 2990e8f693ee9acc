// What is done to the built app once, so that the server need not: its programs are made shorter, what is loaded beside
// the document is named first in it, texts are trimmed and put together, and FILE.br (brotli 11) and FILE.gz (gzip 9) are
// written beside every compressible file. Trunk runs it on its staging folder, before that becomes dist/.
// index.html is not compressed: the server fills in the reader's language first and compresses the result itself.
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { optimise } from './optimise.mjs';
import { shorten } from './shorten.mjs';

const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.txt', '.wasm', '.webmanifest']);

export const brotli = (content) =>
  promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
export const gzipped = (content) => promisify(gzip)(content, { level: 9 });

async function compress(folder, file) {
  const path = join(folder, file);
  const content = await readFile(path);
  for (const [suffix, encode] of [['.br', brotli], ['.gz', gzipped]]) {
    const encoded = await encode(content);
    // A copy that is no smaller would only cost the browser work.
    if (encoded.length < content.length) await writeFile(path + suffix, encoded);
  }
}

/** What only the server says, what only translators read, and the blanks between the texts are not sent to browsers. */
async function trimLocale(path) {
  if (basename(path) === 'glossary.json') return rm(path);
  const texts = JSON.parse(await readFile(path, 'utf8'));
  const kept = Object.entries(texts).filter(([key]) => !/^(mail|pdf|country|language)\./.test(key));
  if (kept.length > 0) await writeFile(path, JSON.stringify(Object.fromEntries(kept)));
  else await rm(path);
}

/** The files of texts of each program, by the name of the file in which all of them are: as the server lists them. */
async function bundles() {
  const source = await readFile(join(import.meta.dirname, '..', 'server', 'src', 'document.rs'), 'utf8');
  const names = (list) => [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  const first = names(source.match(/const TEXTS: [^=]*= \[([^\]]*)\]/)[1]);
  const own = source.matchAll(/name: "(\w+)",\s*pages: [^\]]*\],\s*texts: &\[([^\]]*)\]/g);
  return [['all', first], ...[...own].map(([, name, list]) => [`all-${name}`, [...first, ...names(list)]])];
}

/** Writes all texts of a language into one file a program, by the names of their files: a switch waits once. */
async function bundle(folder) {
  for (const [name, files] of await bundles()) {
    const parts = files.map(async (file) => [file, JSON.parse(await readFile(join(folder, `${file}.json`), 'utf8'))]);
    await writeFile(join(folder, `${name}.json`), JSON.stringify(Object.fromEntries(await Promise.all(parts))));
  }
}

/**
 * What the browser is to fetch beside the document stands first in it: the program before all, for it is the largest.
 * At the end of the head, where Trunk puts it, it would be asked for only when the styles have come: a fifth of a second
 * on a slow line.
 */
async function preloadFirst(path) {
  const html = await readFile(path, 'utf8');
  const preload = /<link\b[^>]*\brel=["']?(?:module)?preload\b[^>]*>/g;
  const links = (html.match(preload) ?? []).sort((a, b) => b.includes('.wasm') - a.includes('.wasm'));
  const charset = /<meta\b[^>]*charset[^>]*>/i;
  if (!links.length || !charset.test(html)) throw new Error(`${path}: nothing to load first, or no place for it`);
  await writeFile(path, html.replace(preload, '').replace(charset, (meta) => meta + links.join('')));
}

/** Shortens every program; the hash in the name of the first is that of what it became. */
async function shortenPrograms(folder) {
  const page = join(folder, 'index.html');
  // Trunk's checksums are those of what it made; files of one's own host need none.
  let html = (await readFile(page, 'utf8')).replace(/ integrity=["']?[\w+/=-]+["']?/g, '');
  for (const wasm of (await readdir(folder)).filter((file) => file.endsWith('_bg.wasm'))) {
    const script = wasm.replace('_bg.wasm', '.js');
    const paths = [wasm, script].map((file) => join(folder, file));
    const shorter = await shorten(await optimise(await readFile(paths[0])), await readFile(paths[1], 'utf8'));
    await writeFile(paths[0], shorter.wasm);
    await writeFile(paths[1], shorter.script);
    const [, hash] = /-([0-9a-f]{16})_bg/.exec(wasm) ?? [];
    if (!hash) continue;
    const now = createHash('sha256').update(shorter.wasm).update(shorter.script).digest('hex').slice(0, 16);
    for (const path of paths) await rename(path, path.replace(hash, now));
    html = html.replaceAll(hash, now);
  }
  await writeFile(page, html);
}

const staging = process.env.TRUNK_STAGING_DIR;
if (staging) {
  await shortenPrograms(staging);
  await preloadFirst(join(staging, 'index.html'));
  const locales = join(staging, 'locales');
  const texts = (await readdir(locales, { recursive: true })).filter((file) => extname(file) === '.json');
  await Promise.all(texts.map((file) => trimLocale(join(locales, file))));
  await Promise.all((await readdir(locales)).map((tag) => bundle(join(locales, tag))));
  const files = (await readdir(staging, { recursive: true })).filter(
    (file) => COMPRESSIBLE.has(extname(file)) && file !== 'index.html',
  );
  await Promise.all(files.map((file) => compress(staging, file)));
  console.log(`compressed ${files.length} files`);
}
