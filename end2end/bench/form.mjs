// Our form as other form software needs it: what `portal form` exports, and the countries, whose names our app takes
// from the browser.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..');
const PORTAL = process.env.PORTAL ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'release', 'portal');

/** Countries by alpha-3 code, in the order of their English names. */
function countries() {
  const source = readFileSync(resolve(ROOT, 'permit', 'src', 'country.rs'), 'utf8');
  const codes = [...source.matchAll(/\("([A-Z]{3})", "([A-Z]{2})"\)/g)];
  if (codes.length < 200) throw new Error('permit/src/country.rs no longer lists countries as ("ABW", "AW")');
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const list = codes.map(([, value, alpha2]) => ({ value, text: names.of(alpha2) }));
  return list.sort((one, other) => one.text.localeCompare(other.text, 'en'));
}

/** Pages with their questions and groups, and the list of countries. */
export function ourForm() {
  const { sections } = JSON.parse(execFileSync(PORTAL, ['form', 'en'], { encoding: 'utf8' }));
  return { pages: sections.flatMap((section) => section.pages), countries: countries() };
}

/** Every question of a page, those of its group's rows among them. */
export function questionsOf(page) {
  return [...page.questions, ...(page.group?.questions ?? [])];
}

/** What is said beside a question. */
export function notesOf({ hint, help }) {
  return [hint, help].filter(Boolean).join(' ');
}
