// The names of the mainland's provinces, from CLDR's subdivisions, which neither browsers nor Node have. `make names`.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

const cldr = resolve(dirname(createRequire(import.meta.url).resolve('cldr/package.json')), '3rdparty', 'cldr', 'common');
const folder = resolve(import.meta.dirname, '..', '..', 'public', 'locales');

/** The codes of ISO 3166-2, of which CLDR speaks, in the order of those of GB/T 2260 (`permit::province::CODES`). */
const ISO = 'bj tj he sx nm ln jl hl sh js zj ah fj jx sd ha hb hn gd gx hi cq sc gz yn xz sn gs qh nx xj'.split(' ');
const source = readFileSync(resolve(import.meta.dirname, '..', '..', 'permit', 'src', 'province.rs'), 'utf8');
const [, listed] = source.match(/CODES: &\[&str\] = &\[([^\]]*)\]/);
const codes = [...listed.matchAll(/"(\d{6})"/g)].map(([, code]) => code);
if (codes.length !== ISO.length) throw new Error('permit::province::CODES has another number of provinces than ISO here');

/** A list is searched by its first letters: the kind of division, which CLDR puts before a few names only, is left out. */
const KIND = /^(?:Autonomes Gebiet|Région autonome du|Provincia de|Região Autônoma do|Khu tự trị|منطقة) | ذاتية الحكم$/g;
/** Names that read alike, or nearly, with what sets them apart. */
const APART = {
  ko: { 140000: '(Shanxi)', 610000: '(Shaanxi)' },
  ru: { 140000: '(Shanxi)', 610000: '(Shaanxi)' },
  ar: { 140000: '(Shanxi)', 610000: '(Shaanxi)' },
};
/** Where CLDR differs from itself: tones of pinyin on one name of 31. */
const MENDED = { Níngxià: 'Ningxia' };

function subdivisions(tag) {
  const parts = tag.split('-');
  const files = parts.map((_, at) => `${parts.slice(0, parts.length - at).join('_')}.xml`);
  const names = new Map();
  for (const file of files.map((name) => resolve(cldr, 'subdivisions', name)).filter(existsSync)) {
    for (const [, code, name] of readFileSync(file, 'utf8').matchAll(/<subdivision type="cn(\w+)"[^>]*>([^<]+)</g)) {
      if (!names.has(code)) names.set(code, name);
    }
  }
  return names;
}

/** CLDR has no list in traditional characters, but how simplified ones are turned into them. */
function traditional() {
  const rules = readFileSync(resolve(cldr, 'transforms', 'Simplified-Traditional.xml'), 'utf8');
  const of = new Map();
  for (const [, from, to] of rules.matchAll(/^(.)\s*[→↔]\s*(.)\s*;/gmu)) if (!of.has(from)) of.set(from, to);
  return (name) => [...name].map((one) => of.get(one) ?? one).join('');
}

function named(tag, code, name) {
  // A digit above the line tells two names apart that are the same.
  const plain = name.replace(/[¹²³]/g, '').replace(KIND, '');
  return [MENDED[plain] ?? plain, APART[tag]?.[code]].filter(Boolean).join(' ');
}

for (const tag of readdirSync(folder)) {
  const names = subdivisions(tag);
  const written = tag === 'zh-Hant' ? traditional() : (name) => name;
  const file = resolve(folder, tag, 'form.json');
  const texts = JSON.parse(readFileSync(file, 'utf8'));
  codes.forEach((code, at) => {
    const name = names.get(ISO[at]);
    if (!name) {
      console.warn(`CLDR has no name of ${code} in ${tag}: the text stays as it is`);
      return;
    }
    texts[`province.${code}`] = named(tag, code, written(name));
  });
  writeFileSync(file, `${JSON.stringify(texts, null, 2)}\n`);
}
