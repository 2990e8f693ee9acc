// Serves a page's files as our server serves ours: compressed once with brotli 11, hashed names for a year, the
// document checked for change at each visit.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { brotli } from '../../scripts/compress.mjs';

const TYPES = {
  '': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
};

async function prepare(address, content) {
  return {
    body: await brotli(content),
    headers: {
      'content-type': TYPES[extname(address)],
      'content-encoding': 'br',
      'cache-control': address === '/' ? 'no-cache' : 'public, max-age=31536000, immutable',
      etag: `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`,
      vary: 'accept-encoding',
    },
  };
}

/** Serves these files, contents by address, on a free port of this machine. */
export async function serve(files) {
  const entries = [...files].map(async ([address, content]) => [address, await prepare(address, content)]);
  const prepared = new Map(await Promise.all(entries));
  const server = createServer((request, response) => {
    const file = prepared.get(request.url);
    if (!file) {
      response.writeHead(404).end();
    } else if (request.headers['if-none-match'] === file.headers.etag) {
      const { 'content-type': _type, 'content-encoding': _encoding, ...headers } = file.headers;
      response.writeHead(304, headers).end();
    } else {
      response.writeHead(200, { ...file.headers, 'content-length': file.body.length }).end(file.body);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
