// The results as tables for people.

const VISITS = [
  ['first', 'first visit, nothing kept'],
  ['second', 'second visit'],
];

/** The middle one. */
function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** The median of a measure over a page's visits of a kind. */
const middle = (result, kind, measure) => median(result[kind].map((visit) => visit[measure]));

const whole = (value) => Math.round(value).toLocaleString('en-US');
const seconds = (milliseconds) => `${(milliseconds / 1_000).toFixed(2)} s`;

function row(name, cells) {
  console.log(`  ${name.padEnd(25)}${cells.map((cell) => String(cell).padStart(17)).join('')}`);
}

/** A table for each kind of visit. */
export function printVisits(results, runs) {
  for (const [kind, title] of VISITS) {
    console.log(`\n${title}: 400 kbps, 400 ms, a processor four times slower; the median of ${runs} runs`);
    row('', ['first text', 'first field', 'bytes until then', 'bytes in all', 'requests in all']);
    for (const result of results) {
      const of = (measure) => middle(result, kind, measure);
      const [readable, usable] = [seconds(of('readable')), seconds(of('usable'))];
      row(result.name, [readable, usable, whole(of('needed')), whole(of('bytes')), of('requests')]);
    }
  }
}

/** How many times ours the others need. */
export function printRatios([ours, ...others]) {
  console.log('\nhow many times what ours needs');
  row('', ['first text', 'first field', 'bytes until then', 'bytes in all']);
  for (const [kind] of VISITS) {
    for (const other of others) {
      const ratio = (measure) => `${(middle(other, kind, measure) / middle(ours, kind, measure)).toPrecision(2)} x`;
      row(`${other.name}, ${kind}`, ['readable', 'usable', 'needed', 'bytes'].map(ratio));
    }
  }
}

/** From key to paint. */
export function printKeys(times) {
  const [typical, worst] = [median(times), Math.max(...times)].map(Math.round);
  console.log(`\ntyping into a filled draft of ours, a processor four times slower: ${times.length} keys`);
  console.log(`  from key to paint: median ${typical} ms, worst ${worst} ms`);
}

const RULES = { verdict: 'an evaluation', changes: 'the search for changes', panel: 'the panel, with both' };

/** The rules in the browser. */
export function printRules(times) {
  const people = whole(times.verdict.length);
  console.log(`\nthe whole standard in the browser, ${people} people whose answers differ, this processor as it is`);
  row('', ['median', 'p99', 'worst']);
  for (const [what, name] of Object.entries(RULES)) {
    const sorted = [...times[what]].sort((one, other) => one - other);
    const cells = [median(sorted), sorted[Math.floor(sorted.length * 0.99)], sorted.at(-1)];
    row(name, cells.map((taken) => `${taken.toFixed(2)} ms`));
  }
}

/** What went wrong, and how often. */
function wrongs(errors) {
  return Object.entries(errors).map(([what, count]) => `${count} x ${what}`).join(', ') || 'none';
}

/** The server's saves. */
export function printSaves({ people, size, perSecond, p50, p99, errors, sync }, processors) {
  console.log(`\nsaving with fsync on: ${people} clients, drafts of ${whole(size)} bytes, one field a save`);
  row('', ['saves a second', 'p50', 'p99', 'errors']);
  row('ours', [whole(perSecond), `${p50.toFixed(1)} ms`, `${p99.toFixed(1)} ms`, wrongs(errors)]);
  console.log(`  clients and server share ${processors} processors; an fsync here takes ${sync.toFixed(2)} ms`);
}

/** The server's uploads. */
export function printUploads({ size, results, errors }, processors) {
  console.log(`\nuploading files of ${whole(size / 1_000_000)} MB with fsync on, each read as a PDF and kept`);
  row('', ['MB a second', 'files', 'median a file', 'errors']);
  for (const { clients, files, perSecond, median } of results) {
    const name = clients === 1 ? 'one client' : `${clients} clients`;
    row(name, [perSecond.toFixed(1), files, seconds(median), wrongs(errors)]);
  }
  console.log(`  clients and server share ${processors} processors`);
}
