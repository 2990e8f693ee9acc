// What a translator's tool gets and gives back: nothing of a language is lost on the way, and a new one begins empty.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { fromXliff, toXliff, written } from '../scripts/xliff.mjs';

const FOLDER = resolve(import.meta.dirname, '..', 'public', 'locales');

test('each language comes back as it went', () => {
  for (const tag of readdirSync(FOLDER)) {
    const { tag: back, files } = fromXliff(toXliff(tag));
    expect(back).toBe(tag);
    for (const [name, texts] of Object.entries(files)) {
      expect(written(texts), `${tag}/${name}`).toBe(readFileSync(join(FOLDER, tag, name), 'utf8'));
    }
    expect(Object.keys(files).sort()).toEqual(readdirSync(join(FOLDER, tag)).sort());
  }
});

test('a new language has every key and its own plural forms, the Chinese and the terms beside each', () => {
  const xml = toXliff('pl');
  expect(xml).toContain('<trans-unit id="step.limit_few" xml:space="preserve">');
  expect(xml).toContain('state="needs-translation"');
  expect(xml).toContain('<note from="glossary">notification letter = ');
  expect(Object.values(fromXliff(xml).files).flatMap(Object.keys)).toEqual([]);
});

test('the terms beside a text are those of its words, not of its placeholders', () => {
  const xml = toXliff('pl');
  const unit = (key) => xml.match(new RegExp(`<trans-unit id="${key}"[^]*?</trans-unit>`))[0];
  expect(unit('preview.title')).toContain('<note from="glossary">category = ');
  expect(unit('preview.changes_to')).not.toContain('<note from="glossary">');
});

test('the glossary of a new language comes back with its texts', () => {
  const xml = toXliff('pl').replace(
    /(<trans-unit id="permit" [\s\S]*?)<target state="needs-translation"><\/target>/,
    '$1<target state="translated">zezwolenie na pracę | zezwoleni</target>',
  );
  expect(fromXliff(xml).files['glossary.json']).toEqual({ permit: 'zezwolenie na pracę | zezwoleni' });
});

test('a tag may name a script and a place, and is never a path', () => {
  for (const tag of ['fil', 'es-419', 'sr-Latn-RS', 'zh-Hant-HK', 'pt-BR']) expect(fromXliff(toXliff(tag)).tag).toBe(tag);
  for (const tag of ['../en', 'en-us', 'EN', 'en-', '']) {
    const xml = toXliff('en').replaceAll('target-language="en"', `target-language="${tag}"`);
    expect(() => fromXliff(xml), tag).toThrow('no tag of a language');
  }
});

test('what is none of our texts is refused by name', () => {
  expect(() => fromXliff('<html></html>')).toThrow('no XLIFF');
  const xml = toXliff('en').replace('id="app.title_suffix"', 'id="app.unheard_of"');
  expect(() => fromXliff(xml)).toThrow('app.unheard_of');
});
