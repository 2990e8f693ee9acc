// The page of another form software: its own minified files, our form beside them, nothing from another host.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

const PACKAGES = join(import.meta.dirname, 'node_modules');

/** A file of an installed package. */
export function fromPackage(name, path) {
  return { path, content: readFileSync(join(PACKAGES, name, path)) };
}

/** Which version of a package is installed. */
export function version(name) {
  return JSON.parse(fromPackage(name, 'package.json').content).version;
}

/** The address of a file: its name carries a hash of what it holds, so that it may be kept for ever. */
function addressOf({ path, content }) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const kind = extname(path);
  return `/${basename(path, kind)}-${hash}${kind}`;
}

/**
 * The files of a page by address. What is needed is asked for at once, as in ours: styles and scripts in the head,
 * the form preloaded. The scripts are deferred; `start`, a module, runs after them with `form` at hand.
 */
export function page({ styles, scripts, form, start }) {
  const files = new Map();
  const put = (file) => {
    const address = addressOf(file);
    files.set(address, file.content);
    return address;
  };
  const formAddress = put({ path: 'form.json', content: Buffer.from(JSON.stringify(form)) });
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Work permit</title>
<link rel="icon" href="data:,">
${styles.map((file) => `<link rel="stylesheet" href="${put(file)}">`).join('\n')}
<link rel="preload" href="${formAddress}" as="fetch" type="application/json" crossorigin="anonymous">
${scripts.map((file) => `<script defer src="${put(file)}"></script>`).join('\n')}
<script type="module">
const form = await (await fetch('${formAddress}')).json();
${start}
</script>
</head>
<body>
<main id="form"></main>
</body>
</html>
`;
  files.set('/', Buffer.from(html));
  return files;
}
