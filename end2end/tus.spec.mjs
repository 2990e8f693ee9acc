// The official client of tus against the real server: what works with it works with every client of the protocol.
import { createHash } from 'node:crypto';
import { Upload } from 'tus-js-client';
import { signInByApi } from './support/api.mjs';
import { blankPdf } from './support/pdf.mjs';
import { expect, test } from './support/server.mjs';

const CHUNK = 300_000;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * Uploads with the client: `done` ends with the file's id or the error, `upload` is the client's own object; `sent` is
 * called after each piece.
 */
function begin(server, cookie, bytes, options = {}, sent = () => {}) {
  let file;
  let upload;
  const done = new Promise((resolve, reject) => {
    upload = new Upload(bytes, {
      endpoint: `${server.url}/api/uploads`,
      headers: { Cookie: cookie },
      chunkSize: CHUNK,
      retryDelays: null,
      metadata: { filename: 'scan.pdf', filetype: 'application/pdf' },
      onAfterResponse: (_, answer) => (file = answer.getHeader('upload-file') ?? file),
      onChunkComplete: (_, accepted) => sent(accepted, upload),
      onSuccess: () => resolve(file),
      onError: reject,
      ...options,
    });
    upload.start();
  });
  return { upload, done };
}

async function download(server, cookie, id) {
  const answer = await fetch(`${server.url}/api/files/${id}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

test('a file goes up in pieces', async ({ server }) => {
  const cookie = await signInByApi(server);
  const bytes = blankPdf(2_000_000);
  const offsets = [];
  const file = await begin(server, cookie, bytes, {}, (accepted) => offsets.push(accepted)).done;
  expect(file).toBe(sha256(bytes));
  expect(offsets.at(-1)).toBe(bytes.length);
  expect(offsets).toHaveLength(Math.ceil(bytes.length / CHUNK));
  expect((await download(server, cookie, file)).equals(bytes)).toBe(true);
});

test('its first piece may come with the beginning, and all of it in one', async ({ server }) => {
  const cookie = await signInByApi(server);
  const bytes = blankPdf(700_000);
  expect(await begin(server, cookie, bytes, { uploadDataDuringCreation: true }).done).toBe(sha256(bytes));
  const other = blankPdf(700_000);
  expect(await begin(server, cookie, other, { chunkSize: Infinity }).done).toBe(sha256(other));
});

test('paused and taken up again, it goes on where it was', async ({ server }) => {
  const cookie = await signInByApi(server);
  const bytes = blankPdf(2_000_000);
  const paused = await new Promise((resolve, reject) => {
    const { done } = begin(server, cookie, bytes, {}, (accepted, upload) => {
      if (accepted < 3 * CHUNK) return;
      upload.abort().then(() => resolve({ accepted, url: upload.url }), reject);
    });
    done.catch(reject);
  });
  // The next day, from another program that was told the address alone.
  const offsets = [];
  const again = begin(server, cookie, bytes, { uploadUrl: paused.url }, (accepted) => offsets.push(accepted));
  expect(await again.done).toBe(sha256(bytes));
  expect(offsets[0]).toBeGreaterThan(paused.accepted);
});

test('a server that is killed in the middle is waited for', async ({ server }) => {
  const cookie = await signInByApi(server);
  const bytes = blankPdf(3_000_000);
  let killed;
  const retry = { retryDelays: [100, 200, 400, 800, 1_600, 3_200] };
  const { done } = begin(server, cookie, bytes, retry, (accepted) => {
    if (accepted >= 4 * CHUNK) killed ??= server.stop('SIGKILL').then(() => server.start());
  });
  expect(await done).toBe(sha256(bytes));
  await killed;
  expect((await download(server, cookie, sha256(bytes))).equals(bytes)).toBe(true);
});

test('what is refused is an error with its code, and an ended upload is gone', async ({ server }) => {
  const cookie = await signInByApi(server);
  const refused = await begin(server, cookie, Buffer.from('MZ, not a scan')).done.catch((error) => error);
  expect(refused.originalResponse.getStatus()).toBe(422);
  expect(JSON.parse(refused.originalResponse.getBody()).code).toBe('file_type');
  const { upload, done } = begin(server, cookie, blankPdf(900_000), {}, (_, one) => one.abort(true).catch(() => {}));
  done.catch(() => {});
  await expect
    .poll(async () => {
      if (!upload.url) return 0;
      return (await fetch(upload.url, { method: 'HEAD', headers: { cookie, 'tus-resumable': '1.0.0' } })).status;
    })
    .toBe(404);
});
