// Several people at one computer: nobody sees, sends or wipes what is somebody else's, and nobody loses what they typed.
import { installClock } from './support/clock.mjs';
import { draftsOnDevice, keptOnDevice } from './support/device.mjs';
import { agreeAndSend, answer, answerAll, draftId, expectAnswer, expectHeading, expectSaveState, inputs, press, saveState } from './support/form.mjs';
import { cut, holdRequests } from './support/line.mjs';
import { answersOf } from './support/person.mjs';
import { bringAxe, expectAccessible, visit } from './support/screen.mjs';
import { anotherMachine, enterCode, freshAddress, seed, seedWhole, signIn, signOut, startAsGuest } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

test.use({ serviceWorkers: 'block' });

const TAG = 'en';
const MINUTE = 60_000;
const { email: EMAIL, phone } = answersOf('reach');
// As it stands after the field was left.
const PHONE = phone.replaceAll(' ', '');
const form = (id, page) => `/${TAG}/drafts/${id}/form/${page}`;
const OVERVIEW = `/${TAG}/applications`;
const rows = (page) => page.locator('.rows__item');
const records = async (page) => (await keptOnDevice(page)).filter((record) => !record.startsWith('storage '));

/** Signed in, with a draft that the server has, on one of its pages. */
async function begin(page, server, address = freshAddress()) {
  await signIn(page, server, TAG, address);
  const id = await seed(page, [{ key: 'email', value: EMAIL, base: 0 }]);
  await page.goto(form(id, 'reach'));
  await expectAnswer(page, 'email', EMAIL);
  await expectSaveState(page, 'saved');
  return { address, id };
}

/** The session runs out on the server. */
const expire = (page) => page.context().clearCookies({ name: '__Host-portal' });

async function askToSignOut(page) {
  await press(page, TAG, 'app.sign_out');
  return page.getByRole('dialog');
}

test('after signing out, "back" shows nothing of what was sent', async ({ page, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const id = await seedWhole(page);
  await page.goto(`/${TAG}/drafts/${id}/send`);
  await agreeAndSend(page);
  await expectHeading(page, t(TAG, 'app.status_title'));
  const status = new URL(page.url()).pathname;
  const surname = answersOf('names').surname;
  await expect(page.getByText(surname).first()).toBeVisible();
  await signOut(page, TAG);
  await page.goBack();
  await expectHeading(page, t(TAG, 'app.draft_gone_title'));
  await expect(page.locator('body')).not.toContainText(surname);

  // Nor does the next one who signs in see it.
  await visit(page, `/${TAG}/sign-in`);
  await enterCode(page, server, TAG, freshAddress());
  await visit(page, status);
  await expect(page.getByRole('alert')).toHaveText(t(TAG, 'error.not_found'));
  await expect(page.locator('body')).not.toContainText(surname);
  await visit(page, OVERVIEW);
  await expect(page.getByText(t(TAG, 'app.overview_none'))).toBeVisible();
});

test('signing out sends first what is unsent in any draft', async ({ page, server, browser }) => {
  const { address, id } = await begin(page, server);
  const line = await cut(page, 'PATCH', new RegExp(id));
  await answer(page, 'phone', PHONE);
  await expectSaveState(page, 'waiting');
  const other = await seed(page, [{ key: 'email', value: EMAIL, base: 0 }]);
  await visit(page, form(other, 'reach'));
  await expectSaveState(page, 'saved');

  const dialog = await askToSignOut(page);
  await expect(dialog).toContainText(t(TAG, 'app.sign_out_unsent', { count: '1' }));
  await press(page, TAG, 'app.cancel');
  await line.restore();
  await askToSignOut(page);
  await expect(dialog).toContainText(t(TAG, 'app.sign_out_text'));
  await press(page, TAG, 'app.sign_out_confirm');
  await expectHeading(page, t(TAG, 'landing.title'));
  expect(await records(page)).toEqual([]);

  const machine = await anotherMachine(browser, server, TAG, address);
  await machine.goto(form(id, 'reach'));
  await expectAnswer(machine, 'phone', PHONE);
});

test('what can\'t be sent before the person confirms is told once more', async ({ page, context, server }) => {
  const { id } = await begin(page, server);
  const second = await context.newPage();
  await second.goto(form(id, 'reach'));
  await expectSaveState(second, 'saved');
  const dialog = await askToSignOut(page);
  await expect(dialog).toContainText(t(TAG, 'app.sign_out_text'));
  await server.stop();
  await answer(second, 'phone', PHONE);
  await expectSaveState(second, 'waiting');
  await press(page, TAG, 'app.sign_out_confirm');
  await expect(dialog).toContainText(t(TAG, 'app.sign_out_unsent', { count: '1' }));
  await press(page, TAG, 'app.cancel');
  await server.start();
  await expect(saveState(second)).toHaveAttribute('data-state', 'saved', { timeout: 30_000 });
});

test('signing out in one tab leaves no form in another', async ({ page, context, server }) => {
  const { id } = await begin(page, server);
  const second = await context.newPage();
  await second.goto(form(id, 'reach'));
  await expectAnswer(second, 'email', EMAIL);
  await signOut(page, TAG);
  await expectHeading(second, t(TAG, 'app.draft_gone_title'));
  await expect(inputs(second, 'email')).toHaveCount(0);
  await expect(second.getByRole('link', { name: t(TAG, 'app.sign_in'), exact: true })).toBeVisible();
});

test('signing out without a connection wipes the device, and the server hears of it later', async ({ page, server }) => {
  await begin(page, server);
  await server.stop();
  await askToSignOut(page);
  await press(page, TAG, 'app.sign_out_confirm');
  await expectHeading(page, t(TAG, 'landing.title'));
  await expect(page.locator('#notice')).toHaveText(t(TAG, 'app.sign_out_later'));
  expect(await records(page)).toEqual([]);
  await server.start();
  const told = page.waitForResponse((one) => one.request().method() === 'DELETE');
  await page.reload();
  expect((await told).status()).toBe(204);
  await expect(page.locator('#notice')).toHaveCount(0);
  expect(await page.evaluate(async () => (await fetch('/api/session')).status)).toBe(401);
});

test('signing out does not wait for a server that does not answer', async ({ page, server }) => {
  await begin(page, server);
  const held = await holdRequests(page, 'DELETE', '**/api/session');
  const told = page.waitForRequest((request) => request.method() === 'DELETE');
  await signOut(page, TAG);
  expect(await records(page)).toEqual([]);
  await told;
  // Gone with the page, so that the next one says it again.
  const again = page.waitForResponse((one) => one.request().method() === 'DELETE');
  await page.reload();
  held.release();
  expect((await again).status()).toBe(204);
});

test('a draft that could not be deleted is said to be there still', async ({ page, server }) => {
  const { id } = await begin(page, server);
  await visit(page, `/${TAG}/drafts/${id}`);
  await server.stop();
  await press(page, TAG, 'app.tasks_delete');
  await press(page, TAG, 'app.delete_confirm');
  await expect(page.locator('#failed-here')).toHaveText(t(TAG, 'error.unreachable'));
  await expect(page.locator('#failed-here')).toBeFocused();
  await server.start();
});

test('drafts of somebody whose session ended wait for them, and nobody else sees or sends them', async ({ page, server, browser }) => {
  const { address, id } = await begin(page, server);
  await expire(page);
  await answer(page, 'phone', PHONE);
  await expect(page.locator('#expired')).toBeVisible();
  await page.reload();
  await expectHeading(page, t(TAG, 'app.draft_gone_title'));
  await visit(page, OVERVIEW);
  await expect(page.getByText(t(TAG, 'app.overview_others'))).toBeVisible();
  await expect(rows(page)).toHaveCount(0);

  // Somebody else signs in.
  const sent = [];
  page.on('request', (request) => request.url().includes(id) && sent.push(request.method()));
  await visit(page, `/${TAG}/sign-in`);
  await enterCode(page, server, TAG, freshAddress());
  await expectHeading(page, t(TAG, 'app.overview_title'));
  await expect(page.getByText(t(TAG, 'app.overview_none'))).toBeVisible();
  await expect(page.getByText(t(TAG, 'app.overview_others'))).toHaveCount(0);
  await visit(page, form(id, 'reach'));
  await expectHeading(page, t(TAG, 'app.draft_gone_title'));
  expect(sent).toEqual(['GET']);

  // Their signing out wipes what is theirs.
  await signOut(page, TAG);
  expect(await draftsOnDevice(page)).toEqual([id]);
  await signIn(page, server, TAG, address);
  await visit(page, form(id, 'reach'));
  await expectAnswer(page, 'phone', PHONE);
  await expectSaveState(page, 'saved');
  const machine = await anotherMachine(browser, server, TAG, address);
  await machine.goto(form(id, 'reach'));
  await expectAnswer(machine, 'phone', PHONE);
});

/** The server can't be asked who is signed in. */
async function askNobody(page) {
  const handler = (route) => route.abort();
  await page.route('**/api/session', handler);
  return () => page.unroute('**/api/session', handler);
}

test('before a session ends the form says so, and goes on where one was', async ({ page, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const id = await seed(page, [{ key: 'email', value: EMAIL, base: 0 }]);
  await installClock(page);
  await bringAxe(page);
  await page.goto(form(id, 'reach'));
  await expectAnswer(page, 'email', EMAIL);
  await expect(page.locator('.columns__aside .outcome__sum')).toBeVisible();
  const ending = page.locator('#ending');
  await page.clock.runFor((12 * 60 - 8) * MINUTE);
  await expect(ending).toHaveCount(0);
  await inputs(page, 'phone').focus();
  await page.clock.runFor(7 * MINUTE);
  await expect(ending).toContainText(t(TAG, 'app.idle_text'));
  await expectAccessible(page, 'a session that ends soon');
  await press(page, TAG, 'app.idle_go_on');
  await expect(ending).toHaveCount(0);
  await expect(page.locator('#live')).toHaveText(t(TAG, 'app.idle_on'));
  await expect(inputs(page, 'phone')).toBeFocused();

  // Who types goes on as well.
  await page.clock.runFor((12 * 60 - 1) * MINUTE);
  await expect(ending).toBeVisible();
  await inputs(page, 'phone').fill(PHONE);
  await page.clock.runFor(MINUTE / 30);
  await expectSaveState(page, 'saved');
  await expect(ending).toHaveCount(0);

  // Nobody goes on; the server, whose clock did not move, is told that it is over.
  await page.clock.runFor((12 * 60 - 6) * MINUTE);
  await expect(ending).toBeVisible();
  await expire(page);
  await page.clock.runFor(7 * MINUTE);
  await expect(page.locator('#expired')).toBeVisible();
  await expect(ending).toHaveCount(0);
  await expectAnswer(page, 'email', EMAIL);
});

test('without a connection, drafts open only as long as the session would hold', async ({ page, server }) => {
  const { id } = await begin(page, server);
  await askNobody(page);
  await page.reload();
  await expectAnswer(page, 'email', EMAIL);
  await page.clock.setFixedTime(Date.now() + 13 * 3_600_000);
  await page.reload();
  await expectHeading(page, t(TAG, 'app.draft_gone_title'));
  await expect(page.locator('body')).not.toContainText(EMAIL);
  // It waits for its owner.
  expect(await draftsOnDevice(page)).toEqual([id]);
});

test('a session that had ended before the connection came back shows nothing more', async ({ page, server }) => {
  const { id } = await begin(page, server);
  const askAgain = await askNobody(page);
  const line = await cut(page, 'GET');
  await page.reload();
  await expectAnswer(page, 'email', EMAIL);
  await expire(page);
  await askAgain();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expectHeading(page, t(TAG, 'app.draft_gone_title'));
  await expect(inputs(page, 'email')).toHaveCount(0);
  await line.restore();
  expect(await draftsOnDevice(page)).toEqual([id]);
});

test('somebody else who signs in over an ended session gets a clean page', async ({ page, context, server }) => {
  const { id } = await begin(page, server);
  const second = await context.newPage();
  await second.goto(form(id, 'address'));
  await expectSaveState(second, 'saved');
  await expire(page);
  await answer(page, 'phone', PHONE);
  await page.locator('#expired').getByRole('button', { name: t(TAG, 'app.sign_in'), exact: true }).click();
  await enterCode(page, server, TAG, freshAddress());
  for (const tab of [page, second]) {
    await expectHeading(tab, t(TAG, 'app.draft_gone_title'));
    await expect(tab.locator('body')).not.toContainText(EMAIL);
  }
  await visit(page, OVERVIEW);
  await expect(page.getByText(t(TAG, 'app.overview_none'))).toBeVisible();
});

test('a guest\'s draft goes to the first person who signs in, and to nobody after', async ({ page, server }) => {
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  await expectSaveState(page, 'device');
  const id = draftId(page);
  const first = freshAddress();
  await signIn(page, server, TAG, first);
  await expect(rows(page)).toHaveCount(1);
  await visit(page, `/${TAG}/drafts/${id}`);
  await expectSaveState(page, 'saved');
  await expire(page);
  await page.reload();
  await signIn(page, server, TAG, freshAddress());
  await expect(page.getByText(t(TAG, 'app.overview_none'))).toBeVisible();
  expect(await page.evaluate(async () => (await (await fetch('/api/drafts')).json()).length)).toBe(0);
  // On the server it is safe, so this device forgot it.
  await expect.poll(() => draftsOnDevice(page)).toEqual([]);
});

test('a guest can have this device forget everything', async ({ page }) => {
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  await expectSaveState(page, 'device');
  await visit(page, OVERVIEW);
  await press(page, TAG, 'app.wipe');
  const count = String(Object.keys(answersOf('qualification')).length);
  await expect(page.getByRole('dialog')).toContainText(t(TAG, 'app.sign_out_unsent', { count }));
  await press(page, TAG, 'app.wipe_confirm');
  await expectHeading(page, t(TAG, 'landing.title'));
  expect(await records(page)).toEqual([]);
  await visit(page, OVERVIEW);
  await expect(page.getByText(t(TAG, 'app.overview_none'))).toBeVisible();
});

test('where the device can\'t be read, nobody is told that nothing would be lost', async ({ page, server }) => {
  const breakDevice = () => page.evaluate(() => {
    IDBObjectStore.prototype.getAllKeys = () => { throw new DOMException('gone', 'UnknownError'); };
  });
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  await expectSaveState(page, 'device');
  await visit(page, OVERVIEW);
  await expect(rows(page)).toHaveCount(1);
  await breakDevice();
  await press(page, TAG, 'app.wipe');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(t(TAG, 'app.sign_out_unknown'));
  await press(page, TAG, 'app.cancel');

  await page.reload();
  await begin(page, server);
  await breakDevice();
  await askToSignOut(page);
  await expect(dialog).toContainText(t(TAG, 'app.sign_out_unknown'));
});

test('"this is a shared computer" holds until the person takes it back', async ({ page }) => {
  await page.goto(`/${TAG}`);
  const box = page.getByLabel(t(TAG, 'landing.shared'));
  await box.check();
  await press(page, TAG, 'landing.start');
  await answerAll(page, answersOf('qualification'));
  await expect(saveState(page)).toHaveText(t(TAG, 'app.save_in_memory'));
  await page.getByRole('link', { name: t(TAG, 'app.title_suffix'), exact: true }).click();
  await expect(box).toBeChecked();
  await press(page, TAG, 'landing.start');
  await page.getByRole('link', { name: t(TAG, 'app.start_resume'), exact: true }).click();
  await expect(saveState(page)).toHaveText(t(TAG, 'app.save_in_memory'));
  expect(await records(page)).toEqual([]);
  // As after a reload, when the server draws the page.
  await page.goto(`/${TAG}`);
  await expect(box).toBeChecked();
});

test('a link takes no draft off the disk', async ({ page }) => {
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  await expectSaveState(page, 'device');
  const id = draftId(page);
  await page.goto(`/${TAG}/start?shared=1`);
  await expectHeading(page, t(TAG, 'app.start_found'));
  expect(await draftsOnDevice(page)).toEqual([id]);
  // The form of the landing page sends the same before the app is there: the person is asked.
  const box = page.getByLabel(t(TAG, 'landing.shared'));
  await expect(box).not.toBeChecked();
  await box.check();
  await expect.poll(() => records(page)).toEqual([]);
  await page.getByRole('link', { name: t(TAG, 'app.start_resume'), exact: true }).click();
  await expect(saveState(page)).toHaveText(t(TAG, 'app.save_in_memory'));
});

test('where nothing is kept yet, the landing page\'s form decides even before the app is there', async ({ page }) => {
  await page.goto(`/${TAG}/start?shared=1`);
  await expectHeading(page, t(TAG, 'page.qualification.title'));
  await answerAll(page, answersOf('qualification'));
  await expect(saveState(page)).toHaveText(t(TAG, 'app.save_in_memory'));
  expect(await records(page)).toEqual([]);
});
