// The portal's own words, so that no test repeats them: `t('en', 'app.removed', { what: 'School 1' })`.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '..', '..', 'public', 'locales');

/** The languages in which journeys are tried. */
export const TAGS = ['en', 'zh-Hans'];

const texts = new Map();

/** All texts of a language, by key. */
export function textsOf(tag) {
  if (!texts.has(tag)) {
    const files = readdirSync(resolve(FOLDER, tag)).map((file) => readFileSync(resolve(FOLDER, tag, file), 'utf8'));
    texts.set(tag, Object.assign({}, ...files.map((json) => JSON.parse(json))));
  }
  return texts.get(tag);
}

/** A text with its `{{placeholders}}` filled in. An unknown key, or an empty place, is the test's own mistake. */
export function t(tag, key, values = {}) {
  const text = textsOf(tag)[key];
  if (text === undefined) throw new Error(`no text ${key} in ${tag}`);
  return text.replace(/\{\{\s*([a-z_]+)\s*\}\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`${key} needs a value for ${name}`);
    return values[name];
  });
}
