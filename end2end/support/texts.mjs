// The portal's own words, so that no test repeats them: `t('en', 'app.removed', { what: 'School 1' })`.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '..', '..', 'public', 'locales');

/** The languages in which journeys are tried. */
export const TAGS = ['en', 'zh-Hans'];
/** All that there are. */
export const ALL_TAGS = readdirSync(FOLDER).sort();
/** The two that nobody speaks: longer, with accents; and from the right to the left. A server offers them where it is told to. */
export const PSEUDO = ['en-XA', 'ar-XB'];

const texts = new Map();

/** All texts of a language, by key. */
export function textsOf(tag) {
  if (!texts.has(tag)) {
    const names = readdirSync(resolve(FOLDER, tag)).filter((name) => name !== 'glossary.json');
    const files = names.map((file) => readFileSync(resolve(FOLDER, tag, file), 'utf8'));
    texts.set(tag, Object.assign({}, ...files.map((json) => JSON.parse(json))));
  }
  return texts.get(tag);
}

/** Takes the texts of a language that is in no folder from a server that offers it. */
export async function learn(server, tag) {
  const files = ['portal', 'form', 'rules', 'documents', 'account', 'desk'];
  const fetched = files.map(async (file) => (await fetch(`${server.url}/locales/${tag}/${file}.json`)).json());
  texts.set(tag, Object.assign({}, ...(await Promise.all(fetched))));
}

/** The values by which a plural form is chosen, as `permit::text` has them. */
const COUNTS = ['count', 'days', 'months', 'years', 'points', 'value', 'max'];

/**
 * A text with its `{{placeholders}}` filled in, in the plural form of its number. An unknown key, or an empty place, is the
 * test's own mistake.
 */
export function t(tag, key, values = {}) {
  const all = textsOf(tag);
  const count = COUNTS.filter((name) => name in values).find((name) => /^\d+$/.test(values[name]));
  const form = count && new Intl.PluralRules(tag).select(Number(values[count]));
  const text = all[`${key}_${form}`] ?? all[key];
  if (text === undefined) throw new Error(`no text ${key} in ${tag}`);
  const apart = all['locale.dir'] === 'rtl' ? /[!-/:-~]|(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])\p{Alphabetic}|^\d[^]* /u : /[\u0590-\u08ff]/;
  return text.replace(/\{\{\s*([a-z_]+)\s*\}\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`${key} needs a value for ${name}`);
    const value = String(values[name]);
    return apart.test(value) && !/:\/\/|\n/.test(value) ? `\u2068${value}\u2069` : value;
  });
}
