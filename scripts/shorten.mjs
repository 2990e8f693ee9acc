// What the browser need not download of a program, after wasm-bindgen has made it: the names by which the WebAssembly
// and its script call each other (a hash in each, twice, and a hash can't be compressed), sections that only tools read,
// and the blanks of the script. A third of the script, some thousand bytes of the first visit.
import { transform } from 'esbuild';

/** Sections of a WebAssembly file, by their numbers in its specification. */
const CUSTOM = 0;
const IMPORT = 2;
const EXPORT = 7;
/** What comes before the first section: the mark of the format, and its version. */
const HEAD = 8;
/** What the kinds of imports are followed by: nothing but the number of a type is known here, for there is no other kind. */
const FUNCTION = 0;
/** Names of the script's own, or which others know too. */
const KEPT = new Set(['memory', 'main']);

/** Reads a number as WebAssembly writes it (LEB128), and whatever else stands one after the other. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let [value, shift, byte] = [0, 0];
    do {
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte & 0x80);
    return value;
  }

  part(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  name() {
    return Buffer.from(this.part(this.number())).toString();
  }
}

function number(value) {
  const bytes = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) | (rest ? 0x80 : 0));
    value = rest;
  } while (value);
  return Buffer.from(bytes);
}

const sized = (content) => Buffer.concat([number(content.length), content]);
const name = (text) => sized(Buffer.from(text));

/** `a`, `b` … `z`, `aa` …: the shortest names there are. */
function shortName(index) {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : shortName(Math.floor(index / 26) - 1) + letter;
}

/** The same program with short names, and what became what. */
function shortenWasm(wasm) {
  const names = new Map();
  const short = (long) => {
    if (KEPT.has(long)) return long;
    if (!names.has(long)) names.set(long, shortName(names.size));
    return names.get(long);
  };
  const sections = [wasm.subarray(0, HEAD)];
  const file = new Reader(wasm, HEAD);
  while (file.at < wasm.length) {
    const id = file.part(1)[0];
    const content = file.part(file.number());
    const reader = new Reader(content);
    if (id === CUSTOM) continue;
    if (id !== IMPORT && id !== EXPORT) {
      sections.push(Buffer.from([id]), sized(content));
      continue;
    }
    const count = reader.number();
    const entries = [number(count)];
    for (let entry = 0; entry < count; entry++) {
      if (id === IMPORT) entries.push(name(short(reader.name())));
      entries.push(name(short(reader.name())));
      const kind = reader.part(1);
      if (id === IMPORT && kind[0] !== FUNCTION) throw new Error('an import that is no function');
      entries.push(kind, number(reader.number()));
    }
    sections.push(Buffer.from([id]), sized(Buffer.concat(entries)));
  }
  return { wasm: Buffer.concat(sections), names };
}

/** A program and its script, smaller, and still made for each other. */
export async function shorten(wasm, script) {
  const { wasm: shorter, names } = shortenWasm(wasm);
  const longest = [...names.keys()].sort((one, other) => other.length - one.length);
  const any = new RegExp(longest.map((long) => `(?<![\\w$])${long.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\w$])`).join('|'), 'g');
  // Only where they are names of the two: a property of the imports or exports.
  const renamed = script.replace(any, (long) => names.get(long));
  const { code } = await transform(renamed, { minify: true, format: 'esm', target: 'es2022' });
  return { wasm: shorter, script: code };
}
