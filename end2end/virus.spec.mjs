// A file is searched for viruses, and the person sees where that stands. (What listens here speaks as clamd does and
// knows one virus, by a word.)
import { createServer } from 'node:net';
import { attached, choose, expectFiles, file, openSlot, underWay } from './support/files.mjs';
import { blankPdf } from './support/pdf.mjs';
import { freshAddress, seedWhole, signIn } from './support/session.mjs';
import { expect, freePort, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const TAG = 'en';
const VIRUS = 'THIS-IS-THE-VIRUS-OF-THIS-TEST';
const port = await freePort();

test.use({ portalEnvironment: { PORTAL_CLAMD: `tcp://127.0.0.1:${port}`, PORTAL_CLAMD_SECONDS: '1' } });

/** The INSTREAM command: chunks with their lengths before them, the last one empty. */
function clamd() {
  return new Promise((resolve) => {
    const server = createServer((line) => {
      let all = Buffer.alloc(0);
      line.on('error', () => {});
      line.on('data', (data) => {
        all = Buffer.concat([all, data]);
        if (!all.subarray(-4).equals(Buffer.alloc(4))) return;
        line.end(all.includes(VIRUS) ? 'stream: Test-Virus FOUND\0' : 'stream: OK\0');
      });
    });
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const infected = () => {
  const bytes = blankPdf(5_000);
  bytes.write(VIRUS, bytes.indexOf('stream') + 20, 'latin1');
  return bytes;
};

test('one with a virus is refused and says so; one that can\'t be searched yet waits, and says that', async ({ page, server }) => {
  test.setTimeout(120_000);
  await signIn(page, server, TAG, freshAddress());
  const draft = await seedWhole(page);
  await openSlot(page, TAG, draft, 'contract');

  // Nobody listens yet.
  await choose(page, file('contract.pdf', 'application/pdf', blankPdf(5_000)));
  await expectFiles(page, draft, 1);
  await expect(attached(page)).toContainText(t(TAG, 'documents.page.waiting'));

  const listening = await clamd();
  await choose(page, file('infected.pdf', 'application/pdf', infected()));
  await expect(underWay(page)).toContainText(t(TAG, 'error.file_infected'));
  await expectFiles(page, draft, 1);
  // The first one was searched in the meantime.
  await expect(attached(page)).not.toContainText(t(TAG, 'documents.page.waiting'), { timeout: 30_000 });
  listening.close();
});
