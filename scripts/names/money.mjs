// How each language writes whole yuan, from CLDR as Node has it. `make names`.
// Browsers know it; the server's ICU4X has no stable formatter of money yet, only of the number in it.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '..', '..', 'public', 'locales');

for (const tag of readdirSync(folder)) {
  const file = resolve(folder, tag, 'server.json');
  const texts = JSON.parse(readFileSync(file, 'utf8'));
  // The settings of the browser's formatter (`yuan_text` in app/src/platform/intl.rs), and a number of one part.
  const locale = `${texts['locale.cldr'] || tag}-u-nu-latn`;
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', maximumFractionDigits: 0 });
  const parts = money.formatToParts(1).map(({ type, value }) => (type === 'integer' ? '{{amount}}' : value));
  texts['pdf.yuan'] = parts.join('');
  writeFileSync(file, `${JSON.stringify(texts, null, 2)}\n`);
}
