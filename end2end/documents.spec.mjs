// From a telephone's picture to a file in the application, over a line that breaks.
import { draftsOnDevice, keptOnDevice } from './support/device.mjs';
import { attached, bytesOf, choose, expectFiles, file, filesOf, openSlot, pages, sha256, underWay } from './support/files.mjs';
import { answer, draftId, expectSaveState, press, saveState } from './support/form.mjs';
import { holdRequests } from './support/line.mjs';
import { blankPdf } from './support/pdf.mjs';
import { photographedPage, portrait, sizeOf, withExif } from './support/pictures.mjs';
import { bringAxe, expectAccessible, expectSound, visit } from './support/screen.mjs';
import { changeElsewhere, enterCode, freshAddress, seedWhole, signIn, signOut, startAt } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const TAG = 'en';
const PIECES = /\/api\/uploads\/[^/]+$/;
const pdf = (name, size = 20_000) => file(name, 'application/pdf', blankPdf(size));
const jpeg = (name, buffer) => file(name, 'image/jpeg', buffer);

// What a service worker fetches, no test can hold.
test.use({ serviceWorkers: 'block' });

/** Somebody with a whole draft, on the page of a document. */
async function at(page, server, slot, tag = TAG, address = freshAddress()) {
  await signIn(page, server, tag, address);
  const draft = await seedWhole(page);
  await openSlot(page, tag, draft, slot);
  return draft;
}

/** Whether the device keeps anything of a file of this draft. */
const keepsFileOf = async (page, draft) => (await keptOnDevice(page)).some((record) => record.startsWith(`records file:${draft}:`));

/** The pieces go out one by one: so many pass, and the line is cut until `restore`. */
async function cutAfter(page, pieces) {
  const passed = [];
  let open = pieces;
  const handler = async (route) => {
    if (route.request().method() !== 'PATCH') return route.fallback();
    if (open <= 0) return route.abort();
    open -= 1;
    passed.push(Number(route.request().headers()['upload-offset']));
    return route.fallback();
  };
  await page.route(PIECES, handler);
  return { passed, restore: () => (open = Infinity) };
}

/** Somebody with a file on the device that the line keeps back. */
async function fileWaits(page, server, address) {
  const draft = await at(page, server, 'contract', TAG, address);
  const line = await cutAfter(page, 0);
  await choose(page, pdf('contract.pdf'));
  await expect(underWay(page)).toContainText(t(TAG, 'documents.page.kept'));
  return { draft, line };
}

test('a page photographed sideways becomes an upright picture without the place where it was taken', async ({ page, server }) => {
  const draft = await at(page, server, 'passport');
  const photo = withExif(await photographedPage(page));
  await choose(page, jpeg('IMG_0001.JPG', photo));
  await expect(pages(page)).toHaveCount(1);
  await expect(pages(page).locator('.pages__advice')).toHaveCount(0);
  await press(page, TAG, 'documents.page.send');
  const [row] = await expectFiles(page, draft, 1);
  expect(row).toMatchObject({ doc_slot: 'passport', doc_name: 'IMG_0001.jpg' });
  const sent = await bytesOf(page, row.doc_file);
  expect(sha256(sent)).toBe(row.doc_file);
  expect(sizeOf(photo)).toEqual({ width: 2_400, height: 3_200 });
  expect(sizeOf(sent)).toEqual({ width: 2_200, height: 1_650 });
  expect(sent.length).toBeLessThan(950_000);
  expect(sent.includes('Exif')).toBe(false);
  await expect(attached(page)).toContainText('IMG_0001.jpg');
});

test('a page that no camera calls sideways is turned by hand', async ({ page, server }) => {
  const draft = await at(page, server, 'passport');
  await choose(page, jpeg('sideways.jpg', await photographedPage(page)));
  await pages(page).getByRole('button', { name: t(TAG, 'documents.page.turn') }).click();
  await expect.poll(() => pages(page).locator('img').evaluate((img) => img.naturalWidth > img.naturalHeight)).toBe(true);
  await press(page, TAG, 'documents.page.send');
  const [row] = await expectFiles(page, draft, 1);
  expect(sizeOf(await bytesOf(page, row.doc_file))).toEqual({ width: 2_200, height: 1_650 });
});

test('a large and noisy picture is made well under a megabyte', async ({ page, server }) => {
  test.setTimeout(120_000);
  const draft = await at(page, server, 'passport');
  const photo = await photographedPage(page, { width: 6_000, height: 4_500, noise: 60, quality: 0.97 });
  expect(photo.length).toBeGreaterThan(8_000_000);
  await choose(page, jpeg('large.jpg', photo));
  await press(page, TAG, 'documents.page.send');
  const [row] = await expectFiles(page, draft, 1);
  expect((await bytesOf(page, row.doc_file)).length).toBeLessThan(950_000);
});

test('a dark and blurred page is said at once, and can be sent all the same', async ({ page, server }) => {
  const draft = await at(page, server, 'passport');
  await choose(page, jpeg('bad.jpg', await photographedPage(page, { blur: 9, dark: 0.6 })));
  for (const advice of ['dark', 'blurred']) {
    await expect(pages(page).getByText(t(TAG, `documents.advice.${advice}`))).toBeVisible();
  }
  expect(await filesOf(page, draft)).toEqual([]);
  await press(page, TAG, 'documents.page.send');
  await expectFiles(page, draft, 1);
});

test('several photos become one PDF, in the order that the person gives them', async ({ page, server }) => {
  const draft = await at(page, server, 'contract');
  const [one, other] = [await photographedPage(page), await photographedPage(page, { noise: 8 })];
  await choose(page, jpeg('contract 1.jpg', one), jpeg('contract 2.jpg', other));
  await expect(pages(page).locator('img')).toHaveCount(2);
  await expect(pages(page).nth(1).getByRole('button', { name: t(TAG, 'documents.page.earlier') })).toBeVisible();
  await page.reload();
  await expect(pages(page).locator('img')).toHaveCount(2);
  await page.getByRole('button', { name: t(TAG, 'documents.page.earlier') }).click();
  await expect(pages(page).first()).toContainText('contract 2.jpg');
  await press(page, TAG, 'documents.page.join', { count: '2' });
  const [row] = await expectFiles(page, draft, 1);
  expect(row.doc_name).toBe('contract 2.pdf');
  const sent = await bytesOf(page, row.doc_file);
  expect(sent.subarray(0, 5).toString()).toBe('%PDF-');
  await expect(pages(page)).toHaveCount(0);
  const kind = t(TAG, 'documents.page.described', { kind: 'PDF', pages: '2', size: '@', when: '@' }).split('@')[0];
  await expect(attached(page)).toContainText(kind);
});

test('pages that were chosen at once are in the same order after a reload', async ({ page, server }) => {
  await at(page, server, 'contract');
  const photo = await photographedPage(page);
  const names = ['e', 'c', 'a', 'd', 'b'].map((name) => `${name}.jpg`);
  await choose(page, ...names.map((name) => jpeg(name, photo)));
  const join = page.getByRole('button', { name: t(TAG, 'documents.page.join', { count: '5' }) });
  await expect(join).toBeVisible();
  await page.reload();
  await expect(join).toBeVisible();
  await expect(pages(page).locator('bdi')).toHaveText(names);
});

test('a line that is cut in the middle costs nothing that came', async ({ page, server }) => {
  const draft = await at(page, server, 'contract');
  const line = await cutAfter(page, 2);
  const bytes = blankPdf(3_000_000);
  await choose(page, file('contract.pdf', 'application/pdf', bytes));
  const waiting = underWay(page).first();
  await expect(waiting).toContainText(t(TAG, 'documents.page.state.offline', { sent: '@', all: '@' }).split('@')[0]);
  await expect(waiting).toContainText(t(TAG, 'documents.page.kept'));
  const passed = [...line.passed];
  expect(passed[0]).toBe(0);
  expect(passed[1]).toBeGreaterThan(0);
  line.restore();
  const [row] = await expectFiles(page, draft, 1);
  expect(row.doc_file).toBe(sha256(bytes));
  // It went on where it was.
  expect(line.passed[2]).toBeGreaterThan(passed[1]);
  await expect(underWay(page)).toHaveCount(0);
  expect((await keptOnDevice(page)).filter((record) => record.startsWith('records file:'))).toEqual([]);
});

test('paused, closed, and gone on with the next day, from another page', async ({ page, server, context }) => {
  const draft = await at(page, server, 'contract');
  const line = await cutAfter(page, 1);
  const bytes = blankPdf(2_000_000);
  await choose(page, file('contract.pdf', 'application/pdf', bytes));
  await expect(underWay(page)).toContainText(t(TAG, 'documents.page.state.offline', { sent: '@', all: '@' }).split('@')[0]);
  await expect.poll(async () => (await keptOnDevice(page)).some((record) => record.startsWith(`records file:${draft}:`))).toBe(true);
  await page.close();

  const next = await context.newPage();
  const offsets = [];
  next.on('request', (request) => {
    if (request.method() === 'PATCH' && PIECES.test(request.url())) offsets.push(Number(request.headers()['upload-offset']));
  });
  await next.goto(`/${TAG}/drafts/${draft}`);
  const [row] = await expectFiles(next, draft, 1);
  expect(row.doc_file).toBe(sha256(bytes));
  expect(line.passed).toEqual([0]);
  expect(offsets[0]).toBeGreaterThan(0);
});

test('a pause holds until it is ended, through a reload', async ({ page, server }) => {
  const draft = await at(page, server, 'contract');
  const pieces = await holdRequests(page, 'PATCH', PIECES);
  await choose(page, pdf('contract.pdf', 500_000));
  await expect(underWay(page)).toContainText(t(TAG, 'documents.page.state.sending', { sent: '0', all: '@' }).split('@')[0]);
  await underWay(page).getByRole('button', { name: t(TAG, 'documents.page.pause') }).click();
  pieces.release();
  const paused = t(TAG, 'documents.page.state.paused', { sent: '@', all: '@' }).split('@')[0];
  await expect(underWay(page)).toContainText(paused);
  await page.reload();
  await expect(underWay(page)).toContainText(paused);
  expect(await filesOf(page, draft)).toEqual([]);
  await underWay(page).getByRole('button', { name: t(TAG, 'documents.page.go_on') }).click();
  await expectFiles(page, draft, 1);
});

test('a guest\'s files wait on the device, unreadable, and go once there is somebody', async ({ page, server }) => {
  await startAt(page, TAG, 'qualification');
  const draft = draftId(page);
  await openSlot(page, TAG, draft, 'passport');
  await choose(page, pdf('passport of Aasa.pdf'));
  await expect(underWay(page)).toContainText(t(TAG, 'documents.page.sign_in'));
  await expect(underWay(page)).toContainText(t(TAG, 'documents.page.kept'));
  const kept = (await keptOnDevice(page)).join('\n');
  expect(kept).toContain(`file:${draft}:`);
  expect(kept).not.toContain('Aasa');
  expect(kept).not.toContain('%PDF');
  await underWay(page).getByRole('button', { name: t(TAG, 'app.sign_in'), exact: true }).click();
  await enterCode(page, server, TAG, freshAddress());
  await expect(attached(page)).toContainText('passport of Aasa.pdf');
  await expectFiles(page, draft, 1);
});

test('two tabs with the same file: it is stored once, and stands in both places', async ({ page, server, context }) => {
  const draft = await at(page, server, 'contract');
  const other = await context.newPage();
  await openSlot(other, TAG, draft, 'passport');
  const same = pdf('same.pdf', 900_000);
  await Promise.all([choose(page, same), choose(other, same)]);
  const rows = await expectFiles(page, draft, 2);
  expect(rows.map((row) => row.doc_slot).sort()).toEqual(['contract', 'passport']);
  expect(new Set(rows.map((row) => row.doc_file)).size).toBe(1);
  const stored = await page.evaluate(async () => (await (await fetch('/api/files')).json()).length);
  expect(stored).toBe(1);
  await expect(attached(page)).toHaveCount(1);
  await expect(attached(other)).toHaveCount(1);
});

test('what can\'t be sent is said with the reason, each its own', async ({ page, server }) => {
  const draft = await at(page, server, 'contract');
  const locked = Buffer.from(blankPdf(2_000).toString('latin1').replace('/Root 1 0 R', '/Encrypt 9 0 R /Root 1 0 R'), 'latin1');
  const program = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(200)]);
  await choose(
    page,
    file('nothing.pdf', 'application/pdf', Buffer.alloc(0)),
    file('program.pdf', 'application/pdf', program),
    file('letter.pdf', 'application/pdf', Buffer.from('PK\x03\x04 word/document.xml', 'latin1')),
    file('locked.pdf', 'application/pdf', locked),
    file('broken.jpg', 'image/jpeg', Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(500)])),
  );
  for (const [name, key] of [
    ['nothing.pdf', 'refused.empty'],
    ['program.pdf', 'refused.type.program'],
    ['letter.pdf', 'refused.type.office'],
    ['locked.pdf', 'refused.locked'],
    ['broken.jpg', 'refused.failed'],
  ]) {
    await expect(underWay(page).filter({ hasText: name })).toContainText(t(TAG, key));
  }
  // Only the server reads a PDF to its end.
  const script = blankPdf(2_000).toString('latin1').replace('/Type /Catalog', '/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert) >>');
  await choose(page, file('script.pdf', 'application/pdf', Buffer.from(script, 'latin1')));
  await expect(underWay(page).filter({ hasText: 'script.pdf' })).toContainText(t(TAG, 'error.file_failed'));
  expect(await filesOf(page, draft)).toEqual([]);
  await underWay(page).filter({ hasText: 'script.pdf' }).getByRole('button').click();
  await expect(underWay(page).filter({ hasText: 'script.pdf' })).toHaveCount(0);
});

test('files are ordered, removed, brought back, and used for another document', async ({ page, server }) => {
  const draft = await at(page, server, 'experience');
  await choose(page, pdf('first.pdf'));
  await expectFiles(page, draft, 1);
  await choose(page, pdf('second.pdf'));
  await expectFiles(page, draft, 2);
  await attached(page).nth(1).getByRole('button', { name: t(TAG, 'documents.page.earlier') }).click();
  await expect(attached(page).first()).toContainText('second.pdf');
  await expectSaveState(page, 'saved');
  await page.reload();
  await expect(attached(page).first()).toContainText('second.pdf');

  await attached(page).first().getByRole('button', { name: t(TAG, 'documents.page.remove') }).click();
  await expect(attached(page)).toHaveCount(1);
  await expect(page.getByRole('button', { name: t(TAG, 'app.undo') })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(attached(page)).toHaveCount(2);

  await openSlot(page, TAG, draft, 'evidence');
  await page.getByText(t(TAG, 'documents.page.again')).click();
  await page.locator('details li').filter({ hasText: 'first.pdf' }).getByRole('button').click();
  await expect(attached(page)).toContainText('first.pdf');
  const rows = await expectFiles(page, draft, 3);
  expect(rows.filter((row) => row.doc_name === 'first.pdf').map((row) => row.doc_slot)).toEqual(['experience', 'evidence']);
  expect(new Set(rows.map((row) => row.doc_file)).size).toBe(2);
});

test('the signed form stops counting when an answer changes, and says so', async ({ page, server }) => {
  const draft = await at(page, server, 'form');
  const code = await page.evaluate(async (id) => {
    const words = document.getElementById('documents').innerText;
    return { code: words.match(/[0-9a-f]{16}/)[0], form: (await fetch(`/api/drafts/${id}/form.pdf?locale=en`)).status };
  }, draft);
  expect(code.form).toBe(200);
  await choose(page, pdf('signed form.pdf'));
  const [row] = await expectFiles(page, draft, 1);
  expect(row.doc_seal).toBe(code.code);
  await expect(page.getByText(t(TAG, 'slot.next.form_provided'))).toBeVisible();
  await changeElsewhere(page, draft, 'job_title', 'Welder');
  await page.reload();
  await expect(page.getByText(t(TAG, 'documents.page.form_void'))).toBeVisible();
  await page.getByRole('link', { name: t(TAG, 'app.files_title') }).click();
  const line = page.locator('.task-list__item').filter({ hasText: t(TAG, 'document.form.title') });
  await expect(line).toContainText(t(TAG, 'slot.state.void'));
  await expect(line).toContainText(t(TAG, 'slot.next.form_void'));
});

test('the day of issue is held against the day of filing', async ({ page, server }) => {
  const draft = await at(page, server, 'criminal_record');
  await choose(page, pdf('record.pdf'));
  await expectFiles(page, draft, 1);
  await expect(page.getByText(t(TAG, 'slot.hint.no_date'))).toBeVisible();
  const key = await page.locator('[data-key^="doc_issued@"]').first().getAttribute('data-key');
  await answer(page, key.split('@')[0], '2020-02-03');
  await expect(page.getByText(t(TAG, 'slot.hint.too_old', { from: '@' }).split('@')[0])).toBeVisible();
  await page.getByRole('link', { name: t(TAG, 'app.files_title') }).click();
  const line = page.locator('.task-list__item').filter({ hasText: t(TAG, 'document.criminal_record.title') });
  await expect(line).toContainText(t(TAG, 'slot.hint.too_old', { from: '@' }).split('@')[0]);
});

test('the photo is cropped with the keyboard alone and is what the standard asks for', async ({ page, server }) => {
  const draft = await at(page, server, 'photo');
  // Asked for well before: the browser has to know that a test answers, or it opens a window of its own.
  const asked = page.waitForEvent('filechooser');
  const photo = await portrait(page, { width: 1_600, height: 1_600 });
  await page.locator('#add-files').focus();
  await page.keyboard.press('Enter');
  await (await asked).setFiles([jpeg('me.jpg', photo)]);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: t(TAG, 'documents.crop.use') }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(pages(page)).toHaveCount(1);
  await expect(page.getByText(t(TAG, 'documents.photo.check.glasses'))).toBeVisible();
  await page.getByRole('button', { name: t(TAG, 'documents.page.send_photo') }).focus();
  await page.keyboard.press('Enter');
  const [row] = await expectFiles(page, draft, 1);
  const sent = await bytesOf(page, row.doc_file);
  const { width, height } = sizeOf(sent);
  expect(width).toBeGreaterThanOrEqual(354);
  expect(height).toBeGreaterThanOrEqual(472);
  expect(Math.abs(width / height - 0.75)).toBeLessThan(0.01);
  expect(sent.length).toBeGreaterThan(40 * 1_024);
});

test('signing out says that a file would be lost', async ({ page, server }) => {
  await fileWaits(page, server);
  await press(page, TAG, 'app.sign_out');
  await expect(page.getByRole('dialog')).toContainText(t(TAG, 'app.sign_out_unsent', { count: '1' }));
  await page.getByRole('dialog').getByRole('button', { name: t(TAG, 'app.sign_out_confirm') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'landing.title'));
  await expect.poll(() => keptOnDevice(page)).toEqual([]);
});

test('a file that waits outlasts somebody else at the same computer, who does not see it', async ({ page, server }) => {
  const owner = freshAddress();
  const { draft, line } = await fileWaits(page, server, owner);
  await page.context().clearCookies({ name: '__Host-portal' });
  await signIn(page, server, TAG, freshAddress());
  await visit(page, `/${TAG}/drafts/${draft}/files/contract`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.draft_gone_title'));
  await expect(page.locator('body')).not.toContainText('contract.pdf');
  expect(await draftsOnDevice(page)).toEqual([draft]);
  await signOut(page, TAG);
  line.restore();
  await signIn(page, server, TAG, owner);
  await expectFiles(page, draft, 1);
  await expect.poll(() => keepsFileOf(page, draft)).toBe(false);
});

test('on a shared computer files stay in the tab, and go when it is signed in', async ({ page, server }) => {
  await page.goto(`/${TAG}`);
  await page.getByLabel(t(TAG, 'landing.shared')).check();
  await press(page, TAG, 'landing.start');
  await answer(page, 'highest_degree', 'master');
  await expect(saveState(page)).toHaveText(t(TAG, 'app.save_in_memory'));
  const draft = draftId(page);
  await visit(page, `/${TAG}/drafts/${draft}/files/passport`);
  await expect(page.locator('#add-files')).toBeAttached();
  await choose(page, pdf('passport.pdf'));
  await expect(underWay(page)).toContainText(t(TAG, 'documents.page.in_tab'));
  expect((await keptOnDevice(page)).filter((record) => !record.startsWith('storage '))).toEqual([]);
  await visit(page, `/${TAG}/drafts/${draft}/files`);
  await visit(page, `/${TAG}/drafts/${draft}/files/passport`);
  await underWay(page).getByRole('button', { name: t(TAG, 'app.sign_in'), exact: true }).click();
  await enterCode(page, server, TAG, freshAddress());
  await expect(attached(page)).toContainText('passport.pdf');
  await expectFiles(page, draft, 1);
});

/** A file waits, and its draft was deleted on another device. */
async function deletedElsewhere(page, server) {
  const { draft, line } = await fileWaits(page, server);
  expect(await page.evaluate(async (id) => (await fetch(`/api/drafts/${id}`, { method: 'DELETE' })).status, draft)).toBe(204);
  const program = await holdRequests(page, 'GET', /\/documents\.js/);
  await page.goto(`/${TAG}/drafts/${draft}`);
  return { draft, line, program };
}

for (const early of [true, false]) {
  const when = early ? 'before' : 'after';
  test(`a draft that was deleted elsewhere and is kept as a new one takes its files along, ${when} the documents are loaded`, async ({ page, server }) => {
    const { draft, line, program } = await deletedElsewhere(page, server);
    if (!early) {
      program.release();
      await page.waitForFunction(() => 'portalDocuments' in window);
    }
    await press(page, TAG, 'app.deleted_elsewhere_keep');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.tasks_title'));
    await expect.poll(() => draftId(page)).not.toBe(draft);
    const kept = draftId(page);
    await expect.poll(() => keepsFileOf(page, draft)).toBe(false);
    expect(await keepsFileOf(page, kept)).toBe(true);
    program.release();
    line.restore();
    await visit(page, `/${TAG}/drafts/${kept}/files/contract`);
    const [row] = await expectFiles(page, kept, 1);
    expect(row).toMatchObject({ doc_slot: 'contract', doc_name: 'contract.pdf' });
    await expect.poll(() => keepsFileOf(page, kept)).toBe(false);
  });
}

test('a draft that was deleted in another tab and is kept as a new one takes along the file that this tab has', async ({ page, server, context }) => {
  const { draft, line } = await fileWaits(page, server);
  const other = await context.newPage();
  await other.goto(`/${TAG}/drafts/${draft}`);
  await press(other, TAG, 'app.tasks_delete');
  await press(other, TAG, 'app.delete_confirm');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.deleted_elsewhere_title'));
  // It is tried again meanwhile.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await press(page, TAG, 'app.deleted_elsewhere_keep');
  await expect.poll(() => draftId(page)).not.toBe(draft);
  const kept = draftId(page);
  await expect.poll(() => keepsFileOf(page, kept)).toBe(true);
  line.restore();
  await visit(page, `/${TAG}/drafts/${kept}/files/contract`);
  await expectFiles(page, kept, 1);
  await expect.poll(() => keepsFileOf(page, kept)).toBe(false);
});

test('the files of a draft that is let go do not stay on the device', async ({ page, server }) => {
  const { draft } = await deletedElsewhere(page, server);
  await press(page, TAG, 'app.deleted_elsewhere_let_go');
  await press(page, TAG, 'app.delete_confirm');
  await expect.poll(() => keepsFileOf(page, draft)).toBe(false);
});

for (const tag of ['ar']) {
  for (const phone of [true, false]) {
    const viewport = phone ? { width: 320, height: 640 } : { width: 1_280, height: 800 };
    test.describe(`${tag}, ${phone ? 'phone' : 'desk'}`, () => {
      test.use({ viewport, hasTouch: phone, isMobile: phone });

      test('the pages of documents are in order', async ({ page, server }) => {
        await bringAxe(page);
        const draft = await at(page, server, 'contract', tag);
        await expect(page.locator('label[for="add-camera"]')).toHaveCount(phone ? 1 : 0);
        await choose(page, pdf('a contract with quite a long name of a file, as they come out of scanners_0001_final.pdf'));
        await expectFiles(page, draft, 1);
        const dark = await photographedPage(page, { blur: 9, dark: 0.6 });
        await choose(page, jpeg('photographed.jpg', dark), file('nothing.pdf', 'application/pdf', Buffer.alloc(0)));
        await expect(pages(page).locator('.pages__advice')).toBeVisible();
        await expect(underWay(page)).toContainText(t(tag, 'refused.empty'));
        await expectSound(page, 'a document');
        await expectAccessible(page, 'a document');
        await page.goto(`/${tag}/drafts/${draft}/files`);
        await expect(page.locator('.task-list__item').first()).toBeVisible();
        await expectSound(page, 'the list');
        await expectAccessible(page, 'the list');
        for (const slot of ['form', 'photo', 'medical']) {
          await openSlot(page, tag, draft, slot);
          await expectSound(page, slot);
          await expectAccessible(page, slot);
        }
      });
    });
  }
}
