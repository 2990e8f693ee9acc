// The app kept on the device: there without a server, and never without a file that it needs.
import { answer, expectAnswer, expectHeading, expectSaveState } from './support/form.mjs';
import { speak } from './support/screen.mjs';
import { startAsGuest } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const TAG = 'en';
const KEPT = 'portal-1';

/** Waits until the documents of this language are kept. */
async function expectKept(page, tag) {
  const kept = () =>
    page.evaluate(async ({ name, paths }) => {
      const cache = await caches.open(name);
      return (await Promise.all(paths.map((path) => cache.match(path)))).every(Boolean);
    }, { name: KEPT, paths: [`/${tag}`, `/${tag}/start`] });
  await expect.poll(kept).toBe(true);
}

test('a draft opens again while the server is away, with everything that was typed', async ({ page, server }) => {
  await startAsGuest(page, TAG);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  await expectKept(page, TAG);

  await server.stop();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'page.qualification.title'));
  await expectAnswer(page, 'highest_degree', 'master');
  // The preview's program and texts are kept too, and follow what is answered.
  const points = page.locator('.columns__aside .outcome__sum');
  await expect(points).toHaveText(t(TAG, 'preview.points', { low: '15', high: '120' }));
  await answer(page, 'highest_degree', 'doctor');
  await expect(points).toHaveText(t(TAG, 'preview.points', { low: '20', high: '120' }));
  await expectSaveState(page, 'device');
  await page.reload();
  await expectAnswer(page, 'highest_degree', 'doctor');
  await server.start();
});

test('a language that was switched to is there without a server, and so is the one before', async ({ page, server }) => {
  await startAsGuest(page, TAG);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  await expectKept(page, TAG);
  await speak(page, 'ar');
  await expectHeading(page, t('ar', 'page.qualification.title'));
  await expectKept(page, 'ar');

  await server.stop();
  await page.reload();
  await expectHeading(page, t('ar', 'page.qualification.title'));
  await expect(page.locator('.columns__aside')).toContainText(t('ar', 'preview.more'));
  await speak(page, TAG);
  await expectHeading(page, t(TAG, 'page.qualification.title'));
  await server.start();
});

test('a file goes only when no kept document names it', async ({ page }) => {
  await page.goto(`/${TAG}`);
  await expectKept(page, TAG);
  // As after a new build: the document of another language is still the old one.
  const [needed, orphan] = ['/app-0000000000000000.js', '/app-1111111111111111.js'];
  await page.evaluate(async ({ name, needed, orphan }) => {
    const cache = await caches.open(name);
    const html = { headers: { 'content-type': 'text/html' } };
    await cache.put('/zh-Hans', new Response(`<script src="${needed}"></script>`, html));
    for (const file of [needed, orphan]) await cache.put(file, new Response('old'));
  }, { name: KEPT, needed, orphan });
  await page.reload();
  const has = (file) => page.evaluate(async ([name, file]) => Boolean(await (await caches.open(name)).match(file)), [KEPT, file]);
  await expect.poll(() => has(orphan)).toBe(false);
  expect(await has(needed)).toBe(true);
});
