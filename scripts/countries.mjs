// The names of countries for papers, from CLDR as Node has it: node scripts/countries.mjs [TAG...]
// Browsers know them; letters and papers are written by the server. Without a tag: of every language.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, 'public', 'locales');
// The one list of countries there is: alpha-3 and alpha-2.
const source = readFileSync(resolve(root, 'permit', 'src', 'country.rs'), 'utf8');
const codes = [...source.matchAll(/\("([A-Z]{3})", "([A-Z]{2})"\)/g)].map(([, three, two]) => [three, two]);
const tags = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(folder);

for (const tag of tags) {
  const names = new Intl.DisplayNames([tag], { type: 'region' });
  const named = codes.map(([three, two]) => [`country.${three}`, names.of(two)]).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(resolve(folder, tag, 'country.json'), `${JSON.stringify(Object.fromEntries(named), null, 2)}\n`);
}
