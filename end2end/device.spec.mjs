// What stays on the device: nothing readable, nothing on a shared computer, nothing after signing out.
import { keptOnDevice } from './support/device.mjs';
import { answerAll, expectAnswer, expectSaveState, press, saveState } from './support/form.mjs';
import { answersOf } from './support/person.mjs';
import { freshAddress, signIn, startAsGuest } from './support/session.mjs';
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
  expect(await keptOnDevice(page)).toEqual([]);
  await page.goto(draft);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(TAG, 'app.draft_gone_title'));
  expect((await page.context().cookies()).filter((cookie) => cookie.name === '__Host-portal')).toEqual([]);
});
