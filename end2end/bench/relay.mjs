// The slow line between browser and server. It stands outside of the browser, whose own slowing-down does not reach a
// service worker's requests; and it counts what goes over it, whoever in the browser asks.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Line } from './line.mjs';

/** A slow line to a port of this machine. */
export async function relayTo(port) {
  const up = new Line();
  const down = new Line();
  const sockets = new Set();
  let arrivals = [];
  let requests = 0;
  let last = Date.now();
  const server = createServer((browser) => {
    const portal = connect({ host: '127.0.0.1', port, noDelay: true });
    browser.setNoDelay();
    const toPortal = up.way((piece) => portal.write(piece), () => portal.end());
    const toBrowser = down.way(
      (piece) => {
        last = Date.now();
        arrivals.push({ at: last, bytes: piece.length });
        browser.write(piece);
      },
      () => browser.end(),
    );
    browser.on('data', (chunk) => {
      last = Date.now();
      // On a connection a request comes after the answer to the one before: each begins a chunk.
      if (/^[A-Z]+ \//.test(chunk.latin1Slice(0, 10))) requests += 1;
      toPortal.send(chunk);
    });
    browser.on('end', toPortal.end);
    portal.on('data', toBrowser.send).on('end', toBrowser.end);
    for (const [one, other] of [[browser, portal], [portal, browser]]) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => sockets.delete(one));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${server.address().port}`,
    /** Forgets what was counted. */
    reset: () => {
      arrivals = [];
      requests = 0;
    },
    /** The bytes, with headers, that had come to the browser at this time. */
    bytesBy: (time) => arrivals.reduce((sum, { at, bytes }) => (at <= time ? sum + bytes : sum), 0),
    requests: () => requests,
    /** For how many milliseconds nothing has gone over it. */
    quietFor: () => Date.now() - last,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
