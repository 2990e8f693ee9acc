// The names of countries and languages for papers, from CLDR as Node has it. `make names`.
// Browsers know them; letters and papers are written by the server.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const folder = resolve(root, 'public', 'locales');
// The one list of countries there is: alpha-3 and alpha-2.
const source = readFileSync(resolve(root, 'permit', 'src', 'country.rs'), 'utf8');
const codes = [...source.matchAll(/\("([A-Z]{3})", "([A-Z]{2})"\)/g)].map(([, three, two]) => [three, two]);
// And the one of languages that are taught: tags, and a word for all others.
const words = readFileSync(resolve(root, 'permit', 'src', 'profile', 'words.rs'), 'utf8');
const [, listed] = words.match(/LANGUAGES: &\[&str\] = &\[([^\]]*)\]/);
const taught = [...listed.matchAll(/"([a-z-]+)"/gi)].map(([, language]) => language).filter((language) => language !== 'other');

function write(tag, file, named) {
  const sorted = named.sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(resolve(folder, tag, file), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

for (const tag of readdirSync(folder)) {
  const countries = new Intl.DisplayNames([tag], { type: 'region' });
  write(tag, 'country.json', codes.map(([three, two]) => [`country.${three}`, countries.of(two)]));
  // Each stands at the beginning of its line.
  const languages = new Intl.DisplayNames([tag], { type: 'language' });
  const first = (name) => name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  write(tag, 'language.json', taught.map((language) => [`language.${language}`, first(languages.of(language))]));
}
