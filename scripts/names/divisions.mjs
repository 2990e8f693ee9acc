// The names of the mainland's provinces, from CLDR's subdivisions, which neither browsers nor Node have. `make names`.
// It knows no language: what one made of CLDR's name by hand stands in its own texts, and stays there (`isMadeOf`).
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

const scriptOf = (tag) => new Intl.Locale(tag).maximize().script;

/** How CLDR turns the characters of one script into those of another; `undefined` where it does not. */
function turned(from, to) {
  const transforms = resolve(cldr, 'transforms');
  const files = readdirSync(transforms).map((name) => readFileSync(resolve(transforms, name), 'utf8'));
  const rules = files.find((xml) => xml.includes(`<transform source="${from}" target="${to}"`));
  if (!rules) return undefined;
  const of = new Map();
  for (const [, one, other] of rules.matchAll(/^(.)\s*[→↔]\s*(.)\s*;/gmu)) if (!of.has(one)) of.set(one, other);
  return (name) => [...name].map((one) => of.get(one) ?? one).join('');
}

/** CLDR's names of a language, of those that it is a variety of where it has none of its own, in its script. */
function subdivisions(tag) {
  const parts = tag.split('-');
  const names = new Map();
  for (const [at] of parts.entries()) {
    const of = parts.slice(0, parts.length - at);
    const file = resolve(cldr, 'subdivisions', `${of.join('_')}.xml`);
    if (!existsSync(file)) continue;
    const [from, to] = [of.join('-'), tag].map(scriptOf);
    const written = from === to ? (name) => name : turned(from, to);
    if (!written) continue;
    for (const [, code, name] of readFileSync(file, 'utf8').matchAll(/<subdivision type="cn(\w+)"[^>]*>([^<]+)</g)) {
      // A digit above the line tells two names apart that are the same.
      if (!names.has(code)) names.set(code, written(name.replace(/[¹²³]/g, '')));
    }
  }
  return names;
}

/** Tones of pinyin are no signs of another language: CLDR has them on a name here and there. */
function withoutTones(name, english) {
  const [apart, signs] = [name.normalize('NFD'), /\p{M}/gu];
  const plain = apart.replace(signs, '');
  return plain === english && apart.length > plain.length + 1 ? plain : name;
}

/** Whether a text is CLDR's name without some of its words, as the kind of division that stands before a few names only
 * (a list is searched by its first letters), or that name with more words, which set it apart from one that reads alike. */
function isMadeOf(name, text = '') {
  const [theirs, own] = [name, text].map((words) => ` ${words} `);
  return text !== '' && (theirs.includes(own) || own.includes(theirs));
}

const english = subdivisions('en');
for (const tag of readdirSync(folder)) {
  const names = subdivisions(tag);
  const file = resolve(folder, tag, 'form.json');
  const texts = JSON.parse(readFileSync(file, 'utf8'));
  const all = ISO.map((iso) => names.has(iso) && withoutTones(names.get(iso), english.get(iso)));
  codes.forEach((code, at) => {
    if (!all[at]) {
      console.warn(`CLDR has no name of ${code} in ${tag}: the text stays as it is`);
      return;
    }
    const isAlone = all.indexOf(all[at]) === all.lastIndexOf(all[at]);
    const name = isAlone ? all[at] : `${all[at]} (${english.get(ISO[at])})`;
    const key = `province.${code}`;
    if (!isMadeOf(name, texts[key])) texts[key] = name;
  });
  writeFileSync(file, `${JSON.stringify(texts, null, 2)}\n`);
}
