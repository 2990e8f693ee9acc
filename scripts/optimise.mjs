// What Binaryen's wasm-opt makes of a program after the compiler is done with it: 5 % of what a browser reads, 1.5 % of what
// it downloads. Like the compiler it may fold an address into what is added to it: what it may take for unused, the first
// thousand bytes of the memory, is the far end of the stack, where nothing lies. The passes that are skipped make the file
// smaller and what is downloaded larger: each was tried alone and with the others, and brotli had the word.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = resolve(import.meta.dirname, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
const FEATURES = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'];
const SKIPPED = ['code-pushing', 'inlining-optimizing', 'memory-packing', 'precompute-propagate', 'simplify-locals'];
const OPTIONS = ['-O2', '-s', '2', '--converge', '--low-memory-unused', '-aimfs', '0', '--optimize-added-constants-propagate', ...SKIPPED.map((one) => `--skip-pass=${one}`), ...FEATURES.map((one) => `--enable-${one}`)];

export async function optimise(wasm) {
  const folder = await mkdtemp(join(tmpdir(), 'portal-'));
  try {
    const [from, to] = ['from.wasm', 'to.wasm'].map((file) => join(folder, file));
    await writeFile(from, wasm);
    await promisify(execFile)(process.execPath, [PROGRAM, ...OPTIONS, from, '-o', to]);
    return await readFile(to);
  } finally {
    await rm(folder, { recursive: true });
  }
}
