// What failed in the browser, a few lines a test: node scripts/failures.mjs REPORT, Playwright's JSON.
import { readFileSync } from 'node:fs';

/** Tests that are named, lines of what each says, and letters of a line. */
const [TESTS, LINES, LETTERS] = [8, 4, 160];
const COLOURS = /\u001b\[[0-9;]*m/g;

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];
const failed = specsOf(JSON.parse(readFileSync(process.argv[2], 'utf8'))).filter(({ ok }) => !ok);
console.log('');
for (const { file, line, title, tests } of failed.slice(0, TESTS)) {
  console.log(`${file}:${line} ${title}`);
  const errors = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors));
  for (const { message = '', location } of errors.slice(0, 2)) {
    const said = message.replace(COLOURS, '').split('\n').filter((words) => words.trim());
    for (const words of said.slice(0, LINES)) console.log(`  ${words.trim().slice(0, LETTERS)}`);
    if (location) console.log(`  at ${location.file.split('/').pop()}:${location.line}`);
  }
}
if (failed.length > TESTS) console.log(`and ${failed.length - TESTS} more`);
