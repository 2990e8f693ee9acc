// A language as one XLIFF 1.2 file, which Weblate, Pontoon and what translators use on their desks read, and back:
//   node scripts/xliff.mjs export TAG > TAG.xlf    a new language too: then its texts are empty
//   node scripts/xliff.mjs import TAG.xlf          writes public/locales/TAG
// Each text has the Chinese one beside it as a note, and the terms that it must use; the glossary of these is a file
// among the others. The tests say what is missing then.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';

const FOLDER = resolve(import.meta.dirname, '..', 'public', 'locales');
const GLOSSARY = 'glossary.json';
/** How the glossary is written. */
const STEMS = 'First the word, then beginnings of words by which its forms are found in the texts, a | between.';
const FORMS = ['zero', 'one', 'two', 'few', 'many'];
/** A tag of a language: it, perhaps a script, perhaps a place (BCP 47). */
const TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;
const XML = {
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['file', 'trans-unit', 'note'].includes(name),
};

function read(folder, tag, file) {
  const path = join(folder, tag, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** The plural forms of a language beside the usual one: its own word for it, else CLDR's for numbers as the portal has them. */
function formsOf(folder, tag) {
  const said = read(folder, tag, 'server.json')['locale.forms'];
  if (said) return FORMS.filter((form) => said.split(' ').includes(form));
  const rules = new Intl.PluralRules(tag);
  const there = new Set(Array.from({ length: 1001 }, (_, number) => rules.select(number)));
  return FORMS.filter((form) => there.has(form));
}

/** The keys that a language has in a file, in the order of English, each with the English text for it. */
function keysOf(folder, name, tag) {
  const english = read(folder, 'en', name);
  const theirs = formsOf(folder, tag);
  const isForm = (key) =>
    FORMS.some((form) => {
      const base = key.endsWith(`_${form}`) && key.slice(0, -form.length - 1);
      return base && base in english && `${base}_one` in english;
    });
  return Object.keys(english)
    .filter((key) => !isForm(key))
    .flatMap((key) => {
      const forms = `${key}_one` in english ? theirs : [];
      return [[key, english[key]], ...forms.map((form) => [`${key}_${form}`, english[`${key}_${form}`] ?? english[key]])];
    });
}

/** A language as XLIFF. */
export function toXliff(tag, folder = FOLDER) {
  const terms = Object.entries(read(folder, 'en', GLOSSARY));
  const own = read(folder, tag, GLOSSARY);
  const chinese = read(folder, 'zh-Hans', GLOSSARY);
  const first = (stems) => stems?.split(' | ')[0];
  const files = readdirSync(join(folder, 'en')).sort();
  // The names of placeholders are no words of a text.
  const words = (source) => source.replace(/{{.*?}}/g, '').toLowerCase();
  const isUsed = (source) => ([, stems]) => stems.split(' | ').some((stem) => words(source).includes(stem.toLowerCase()));
  const inAll = ([term, stems]) => [first(stems), first(chinese[term]), first(own[term])].filter(Boolean).join(' = ');
  const unit = (name, texts, office) => ([key, source]) => {
    const notes = [
      ...(office[key] ? [{ '@from': 'zh-Hans', '#text': office[key] }] : []),
      ...(name === GLOSSARY ? [STEMS] : terms.filter(isUsed(source)).map(inAll)).map((words) => ({ '@from': 'glossary', '#text': words })),
    ];
    return {
      '@id': key,
      '@xml:space': 'preserve',
      source,
      target: { '@state': texts[key] === undefined ? 'needs-translation' : 'translated', '#text': texts[key] ?? '' },
      ...(notes.length ? { note: notes } : {}),
    };
  };
  const file = (name) => {
    const units = keysOf(folder, name, tag).map(unit(name, read(folder, tag, name), read(folder, 'zh-Hans', name)));
    return {
      '@original': name,
      '@source-language': 'en',
      '@target-language': tag,
      '@datatype': 'plaintext',
      body: { 'trans-unit': units },
    };
  };
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    xliff: { '@version': '1.2', '@xmlns': 'urn:oasis:names:tc:xliff:document:1.2', file: files.map(file) },
  };
  return new XMLBuilder({ ...XML, suppressEmptyNode: false }).build(document);
}

/** The language that an XLIFF file holds: its tag, and its files of texts. Refuses keys that English does not have. */
export function fromXliff(xml, folder = FOLDER) {
  const files = new XMLParser(XML).parse(xml)?.xliff?.file ?? [];
  if (!files.length) throw new Error('no XLIFF 1.2 file');
  const tag = files[0]['@target-language'];
  if (!TAG.test(tag ?? '')) throw new Error(`target-language is no tag of a language: ${tag}`);
  const texts = files.map((file) => {
    const name = file['@original'];
    const known = keysOf(folder, name, tag).map(([key]) => key);
    if (!known.length) throw new Error(`there is no file of texts ${name}`);
    const units = (file.body['trans-unit'] ?? []).map((unit) => [unit['@id'], unit.target?.['#text'] ?? unit.target ?? '']);
    const unknown = units.filter(([key]) => !known.includes(key)).map(([key]) => key);
    if (unknown.length) throw new Error(`${name} has no ${unknown.join(', ')}`);
    const there = new Map(units.filter(([, text]) => typeof text === 'string' && text.trim()));
    return [name, Object.fromEntries(known.filter((key) => there.has(key)).map((key) => [key, there.get(key)]))];
  });
  return { tag, files: Object.fromEntries(texts) };
}

/** Writes a file of texts as all are written. */
export const written = (texts) => `${JSON.stringify(texts, null, 2)}\n`;

const [what, argument] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename) {
  if (what === 'export' && argument) process.stdout.write(toXliff(argument));
  else if (what === 'import' && argument) {
    const { tag, files } = fromXliff(readFileSync(argument, 'utf8'));
    mkdirSync(join(FOLDER, tag), { recursive: true });
    for (const [name, texts] of Object.entries(files)) writeFileSync(join(FOLDER, tag, name), written(texts));
  } else {
    console.error('node scripts/xliff.mjs export TAG | import FILE');
    process.exitCode = 2;
  }
}
