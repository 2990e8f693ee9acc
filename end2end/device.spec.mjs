// What stays on the device: nothing readable, nothing on a shared computer, nothing after signing out.
import { keptOnDevice } from './support/device.mjs';
import { answer, answerAll, expectAnswer, expectSaveState, press, saveState } from './support/form.mjs';
import { answersOf } from './support/person.mjs';
import { enterCode, freshAddress, seed, signIn, startAsGuest } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const TAG = 'en';
const REACH = answersOf('reach');

async function typeContact(page) {
  await page.goto(page.url().replace(/form\/.*$/, 'form/reach'));
  await answerAll(page, REACH);
  await expectSaveState(page, 'device');
}

test('a guest draft is kept, but not readable', async ({ page }) => {
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  await expectSaveState(page, 'device');
  await typeContact(page);
  await page.reload();
  await expectAnswer(page, 'email', REACH.email);

  const kept = await keptOnDevice(page);
  expect(kept.filter((record) => record.startsWith('records draft:'))).toHaveLength(1);
  expect(kept.filter((record) => record.endsWith('key, extractable: false'))).toHaveLength(1);
  const all = kept.join('\n');
  for (const plain of [REACH.email, 'example.com', '465', '8013', 'master', 'highest_degree', 'email']) {
    expect(all).not.toContain(plain);
  }
});

test('a shared computer keeps nothing beyond the tab', async ({ page, context }) => {
  await page.goto(`/${TAG}`);
  await page.getByLabel(t(TAG, 'landing.shared')).check();
  await press(page, TAG, 'landing.start');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'page.qualification.title'));
  await answerAll(page, answersOf('qualification'));
  await expect(saveState(page)).toHaveText(t(TAG, 'app.save_in_memory'));
  expect((await keptOnDevice(page)).filter((record) => !record.startsWith('storage '))).toEqual([]);

  // Going about in the form loads nothing anew: in memory, that would lose everything.
  await page.getByRole('link', { name: t(TAG, 'app.save_and_tasks'), exact: true }).click();
  await expect(page.getByLabel(t(TAG, 'landing.shared'))).toBeChecked();
  await page.getByRole('link', { name: t(TAG, 'section.category.title'), exact: true }).click();
  await page.getByRole('link', { name: t(TAG, 'app.back'), exact: true }).click();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'page.experience.title'));
  await page.getByRole('link', { name: t(TAG, 'app.back'), exact: true }).click();
  await expectAnswer(page, 'highest_degree', answersOf('qualification').highest_degree);

  const address = page.url();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.draft_gone_title'));
  const second = await context.newPage();
  await second.goto(address);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.draft_gone_title'));
});

test('on a shared computer the next tab finds nobody signed in, and no tab writes anything down', async ({ page, context, server }) => {
  const signOut = (tab) => tab.getByRole('button', { name: t(TAG, 'app.sign_out'), exact: true });
  const signInLink = (tab) => tab.getByRole('link', { name: t(TAG, 'app.sign_in'), exact: true });
  const written = async (tab) => (await keptOnDevice(tab)).filter((record) => !record.startsWith('storage '));
  await page.goto(`/${TAG}`);
  await page.getByLabel(t(TAG, 'landing.shared')).check();
  await signInLink(page).click();
  await enterCode(page, server, TAG, freshAddress());
  const [cookie] = (await context.cookies()).filter((one) => one.name === '__Host-portal');
  expect(cookie.expires).toBe(-1);
  const id = await seed(page, [{ key: 'email', value: REACH.email, base: 0 }]);

  // A second tab beside the first is the same person's, and as forgetful.
  const second = await context.newPage();
  await second.goto(`/${TAG}/applications`);
  await expect(signOut(second)).toBeVisible();
  await second.getByRole('link', { name: t(TAG, 'app.overview_draft_name'), exact: true }).click();
  await second.goto(`/${TAG}/drafts/${id}/form/reach`);
  await expectAnswer(second, 'email', REACH.email);
  await answer(second, 'phone', '+46 8 465 004 12');
  await expectSaveState(second, 'saved');
  await second.reload();
  await expect(signOut(second)).toBeVisible();
  expect(await written(second)).toEqual([]);

  await page.close();
  await second.close();
  const next = await context.newPage();
  await next.goto(`/${TAG}/applications`);
  await expect(next.getByText(t(TAG, 'app.overview_none'))).toBeVisible();
  await expect(signInLink(next)).toBeVisible();
  await next.goto(`/${TAG}/drafts/${id}`);
  await expect(next.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.draft_gone_title'));
  expect(await written(next)).toEqual([]);
});

test('what is said about the computer in one tab holds in the other', async ({ page, context }) => {
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  await expectSaveState(page, 'device');
  const second = await context.newPage();
  await second.goto(page.url());
  await expectAnswer(second, 'highest_degree', answersOf('qualification').highest_degree);
  await page.getByRole('link', { name: t(TAG, 'app.save_and_tasks'), exact: true }).click();
  await page.getByLabel(t(TAG, 'landing.shared')).check();
  await expect(saveState(second)).toHaveText(t(TAG, 'app.save_in_memory'));
  await answer(second, 'highest_degree', 'doctor');
  expect((await keptOnDevice(page)).filter((record) => !record.startsWith('storage '))).toEqual([]);
  await page.getByLabel(t(TAG, 'landing.shared')).uncheck();
  await expect(saveState(second)).toHaveText(t(TAG, 'app.save_on_device'));
  await second.reload();
  await expectAnswer(second, 'highest_degree', 'doctor');
});

test('a browser without randomness gets no draft that might be somebody else\'s', async ({ page }) => {
  await page.goto(`/${TAG}`);
  await expect.poll(async () => (await keptOnDevice(page)).length).toBe(1);
  await page.evaluate(() => {
    Crypto.prototype.getRandomValues = () => { throw new DOMException('none', 'OperationError'); };
  });
  await press(page, TAG, 'landing.start');
  await expect(page.getByRole('alert').filter({ hasText: t(TAG, 'landing.panic_title') })).toBeVisible();
});

test('a store that never answers keeps nobody waiting, and nothing is said to be kept', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget();
  });
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  const why = t(TAG, 'error.device_broken');
  await expect(saveState(page)).toHaveText(t(TAG, 'app.save_device_failed', { why }));
  await page.getByRole('link', { name: t(TAG, 'app.save_and_tasks'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.tasks_title'));
  await page.goBack();
  await expectAnswer(page, 'highest_degree', answersOf('qualification').highest_degree);
});

test('saying later that the computer is shared takes the draft off the disk', async ({ page }) => {
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  await expectSaveState(page, 'device');
  await page.getByRole('link', { name: t(TAG, 'app.save_and_tasks'), exact: true }).click();
  await page.getByLabel(t(TAG, 'landing.shared')).check();
  await expect(saveState(page)).toHaveText(t(TAG, 'app.save_in_memory'));
  expect((await keptOnDevice(page)).filter((record) => !record.startsWith('storage '))).toEqual([]);
});

test('signing out wipes the device', async ({ page, server }) => {
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  const draft = page.url();
  await signIn(page, server, TAG, freshAddress());
  await page.goto(draft);
  await expectAnswer(page, 'highest_degree', answersOf('qualification').highest_degree);
  await expectSaveState(page, 'saved');
  expect(await keptOnDevice(page)).not.toEqual([]);

  await press(page, TAG, 'app.sign_out');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(t(TAG, 'app.sign_out_text'));
  await dialog.getByRole('button', { name: t(TAG, 'app.sign_out_confirm'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'landing.title'));
  // That the server has yet to hear of it is noted until it has.
  await expect.poll(() => keptOnDevice(page)).toEqual([]);
  await page.goto(draft);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.draft_gone_title'));
  expect((await page.context().cookies()).filter((cookie) => cookie.name === '__Host-portal')).toEqual([]);
});
