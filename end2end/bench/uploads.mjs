// How fast files come in: 8 MB each, begun and sent by tus in one piece, stored, looked at and kept. One client, and
// sixteen at once. No file is the same as another, and every byte is on the disk before it is acknowledged.
import { signInByApi } from '../support/api.mjs';
import { blankPdf } from '../support/pdf.mjs';
import { Server } from '../support/server.mjs';

const SIZE = 8_000_000;
const CLIENTS = [1, 16];
const SECONDS = 8;

const TUS = { 'tus-resumable': '1.0.0' };

/** Uploads one file; what went wrong, or nothing. */
async function upload(server, cookie, bytes) {
  const headers = { ...TUS, cookie, 'upload-length': String(bytes.length) };
  const begun = await fetch(`${server.url}/api/uploads`, { method: 'POST', headers });
  if (begun.status !== 201) return `${begun.status} at the beginning`;
  const sent = await fetch(new URL(begun.headers.get('location'), server.url), {
    method: 'PATCH',
    headers: { ...TUS, cookie, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });
  await sent.arrayBuffer();
  return sent.headers.get('upload-file') ? undefined : `${sent.status} at the end`;
}

/** So many clients, each with one file after the other; the files that were done in time. */
async function together(server, clients, errors) {
  const cookies = [];
  for (let number = 0; number < clients; number++) cookies.push(await signInByApi(server));
  const bytes = blankPdf(SIZE);
  let [files, number] = [0, 0];
  const times = [];
  const began = performance.now();
  const end = began + SECONDS * 1_000;
  await Promise.all(
    cookies.map(async (cookie) => {
      while (performance.now() < end) {
        const own = Buffer.from(bytes);
        // In the middle of the filling.
        own.writeUInt32BE((number += 1), SIZE / 2);
        const start = performance.now();
        const wrong = await upload(server, cookie, own).catch((error) => error.cause?.code ?? String(error));
        if (wrong) errors[wrong] = (errors[wrong] ?? 0) + 1;
        else files += 1;
        times.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  times.sort((one, other) => one - other);
  const median = times[Math.floor(times.length / 2)];
  return { clients, files, perSecond: (files * bytes.length) / 1_000_000 / seconds, median };
}

/** Drives the uploads of a fresh server. */
export async function measureUploads() {
  const server = await Server.create({ PORTAL_PERSON_MAX_BYTES: '1000000000000' });
  const errors = {};
  try {
    const results = [];
    for (const clients of CLIENTS) results.push(await together(server, clients, errors));
    return { size: SIZE, results, errors };
  } finally {
    await server.remove();
  }
}
