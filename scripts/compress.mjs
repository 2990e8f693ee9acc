// Writes FILE.br (brotli 11) and FILE.gz (gzip 9) beside every compressible file of the built app, once, so that the
// server never compresses them. Trunk runs it on its staging folder, before that becomes dist/.
// index.html is left out: the server fills in the reader's language first and compresses the result itself.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

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

/** What only the server says, and the blanks between the texts, are not sent to browsers. */
async function trimLocale(path) {
  const texts = JSON.parse(await readFile(path, 'utf8'));
  const kept = Object.entries(texts).filter(([key]) => !/^(mail|pdf|country)\./.test(key));
  if (kept.length > 0) await writeFile(path, JSON.stringify(Object.fromEntries(kept)));
  else await rm(path);
}

const staging = process.env.TRUNK_STAGING_DIR;
if (staging) {
  const locales = join(staging, 'locales');
  const texts = (await readdir(locales, { recursive: true })).filter((file) => extname(file) === '.json');
  await Promise.all(texts.map((file) => trimLocale(join(locales, file))));
  const files = (await readdir(staging, { recursive: true })).filter(
    (file) => COMPRESSIBLE.has(extname(file)) && file !== 'index.html',
  );
  await Promise.all(files.map((file) => compress(staging, file)));
  console.log(`compressed ${files.length} files`);
}
