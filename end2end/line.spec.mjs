// A bad line, two drafts at once, a draft that is gone: no answer is lost, and nobody is asked about themselves.
import { canSleep, installClock } from './support/clock.mjs';
import { recordOf } from './support/device.mjs';
import { dayAfter } from './support/dates.mjs';
import { agreeAndSend, answer, answerAll, draftId, expectAnswer, expectHeading, expectSaveState, press, saveState } from './support/form.mjs';
import { cut, DRAFTS, holdAnswer, holdRequests, loseAnswer } from './support/line.mjs';
import { answersOf } from './support/person.mjs';
import { visit } from './support/screen.mjs';
import { anotherMachine, freshAddress, seed, seedWhole, signIn, startAsGuest } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

test.use({ serviceWorkers: 'block' });

const TAG = 'en';
const { email: EMAIL, phone } = answersOf('reach');
// As it stands after the field was left.
const PHONE = phone.replaceAll(' ', '');
const form = (id, page) => `/${TAG}/drafts/${id}/form/${page}`;
const said = (key, value) => ({ key, value, base: 0 });

/** Signed in, on a page of a draft that the server has. */
async function begin(page, server) {
  const address = freshAddress();
  await signIn(page, server, TAG, address);
  const id = await seed(page, [said('email', EMAIL)]);
  await page.goto(form(id, 'reach'));
  await expectAnswer(page, 'email', EMAIL);
  await expectSaveState(page, 'saved');
  return { address, id };
}

/** What the server has under a key. */
function stored(page, id, key) {
  return page.evaluate(
    async ([id, key]) => (await (await fetch(`/api/drafts/${id}`)).json()).draft.entries[key]?.value,
    [id, key],
  );
}

/** The window is looked at again. */
const focus = (page) => page.evaluate(() => dispatchEvent(new Event('focus')));

test('an answer of the server that is lost is no conflict with oneself', async ({ page, server }) => {
  const { id } = await begin(page, server);
  const { lost } = await loseAnswer(page, 'PATCH');
  await answer(page, 'phone', '+46 8 465');
  await lost;
  await answer(page, 'phone', '+46 8 465 004 12');
  await expectSaveState(page, 'saved');
  expect(await stored(page, id, 'phone')).toBe('+46 8 465 004 12');
});

test('nor is it after loading the page again', async ({ page, server }) => {
  const { id } = await begin(page, server);
  const { lost } = await loseAnswer(page, 'PATCH');
  await answer(page, 'phone', '+46 8 465');
  await lost;
  const line = await cut(page, 'PATCH');
  await answer(page, 'phone', '+46 8 465 004 12');
  await expect.poll(async () => (await recordOf(page, id)).draft.entries.phone.value).toBe('+46 8 465 004 12');
  await page.reload();
  await expectAnswer(page, 'phone', '+46 8 465 004 12');
  await line.restore();
  await press(page, TAG, 'app.save_try_now');
  await expectSaveState(page, 'saved');
  expect(await stored(page, id, 'phone')).toBe('+46 8 465 004 12');
});

test('looking at the window again while a save is on its way is no conflict either', async ({ page, server }) => {
  const { id } = await begin(page, server);
  const { arrived, release } = await holdAnswer(page, 'PATCH');
  await answer(page, 'phone', '+46 8 465');
  await arrived;
  await answer(page, 'phone', '+46 8 465 004 12');
  const read = page.waitForResponse((one) => DRAFTS.test(new URL(one.url()).pathname) && one.request().method() === 'GET');
  await focus(page);
  await (await read).finished();
  release();
  await expectSaveState(page, 'saved');
  expect(await stored(page, id, 'phone')).toBe('+46 8 465 004 12');
});

test('a second tab that sleeps has no conflict with the first when it wakes', async ({ page, context, server }) => {
  const { id } = await begin(page, server);
  const second = await context.newPage();
  const { sleep, wake } = await canSleep(second);
  await second.goto(form(id, 'reach'));
  await expectSaveState(second, 'saved');
  await sleep();
  await answer(page, 'phone', '+46 8 465');
  await expectSaveState(page, 'saved');
  await cut(page, 'PATCH');
  await answer(page, 'phone', '+46 8 465 004 12');
  await expectAnswer(second, 'phone', '+46 8 465 004 12');
  await wake();
  await expectSaveState(second, 'saved');
  expect(await stored(page, id, 'phone')).toBe('+46 8 465 004 12');
});

test('a server that does not answer is given up after half a minute', async ({ page, server }) => {
  await installClock(page);
  await begin(page, server);
  await page.route(DRAFTS, (route) => (route.request().method() === 'PATCH' ? undefined : route.fallback()));
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await answer(page, 'phone', PHONE);
  await sent;
  await expectSaveState(page, 'saving');
  await page.clock.fastForward(31_000);
  await expectSaveState(page, 'waiting');
});

test('what is typed in the last second of a tab reaches the server', async ({ page, server, browser }) => {
  await installClock(page);
  const { address, id } = await begin(page, server);
  // The second of quiet never passes.
  await page.clock.pauseAt(Date.now() + 60_000);
  await answer(page, 'phone', PHONE);
  await page.goto('about:blank');
  const other = await anotherMachine(browser, server, TAG, address);
  await expect.poll(() => stored(other, id, 'phone')).toBe(PHONE);
});

test('a draft that can\'t be fetched is not said to be gone', async ({ page, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const id = await seed(page, [said('email', EMAIL)]);
  await server.stop();
  await visit(page, form(id, 'reach'));
  await expect(page.getByRole('alert')).toHaveText(t(TAG, 'error.unreachable'));
  await expect(page.getByText(t(TAG, 'app.draft_gone_text'))).toHaveCount(0);
  await server.start();
  await press(page, TAG, 'app.save_try_now');
  await expectAnswer(page, 'email', EMAIL);
});

test('where the list of drafts can\'t be had, no second application is begun unasked', async ({ page, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const line = await cut(page, 'GET', /\/api\/drafts$/);
  await page.goto(`/${TAG}/start`);
  await expectHeading(page, t(TAG, 'app.start_unknown'));
  await expect(page.getByRole('alert')).toHaveText(t(TAG, 'error.unreachable'));
  await press(page, TAG, 'app.start_anyway');
  await expectHeading(page, t(TAG, 'page.qualification.title'));
  await page.goBack();
  await expectHeading(page, t(TAG, 'app.start_unknown'));
  await seed(page, [said('email', EMAIL)]);
  await line.restore();
  await press(page, TAG, 'app.save_try_now');
  await expectHeading(page, t(TAG, 'app.start_found'));
});

test('of two drafts, the one on the screen is the one that was opened last', async ({ page, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const one = await seed(page, [said('email', 'one@example.com')]);
  const two = await seed(page, [said('email', 'two@example.com')]);
  const { arrived, release } = await holdAnswer(page, 'GET', new RegExp(one));
  await page.evaluate((path) => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  }, form(one, 'reach'));
  await arrived;
  await visit(page, form(two, 'reach'));
  await expectAnswer(page, 'email', 'two@example.com');
  release();
  await answer(page, 'phone', PHONE);
  await expectSaveState(page, 'saved');
  await expectAnswer(page, 'email', 'two@example.com');
  expect(await stored(page, two, 'phone')).toBe(PHONE);
  await visit(page, form(one, 'reach'));
  await expectAnswer(page, 'email', 'one@example.com');
});

test('the last word in a draft that is left for another stays', async ({ page, server }) => {
  const { id } = await begin(page, server);
  const other = await seed(page, [said('email', 'two@example.com')]);
  await visit(page, form(other, 'reach'));
  await expectSaveState(page, 'saved');
  await visit(page, form(id, 'reach'));
  await expectAnswer(page, 'email', EMAIL);
  // Typed, typed on while that is being written, and away in the same moment.
  await page.evaluate((path) => {
    const input = document.querySelector('[data-key=phone]');
    for (const value of ['+46', '+46 8 465 004 12']) {
      input.value = value;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  }, form(other, 'reach'));
  await expectAnswer(page, 'email', 'two@example.com');
  // It is sent without being opened again, and stands there when it is.
  await expect.poll(() => stored(page, id, 'phone')).toBe('+46 8 465 004 12');
  await visit(page, form(id, 'reach'));
  await expectAnswer(page, 'phone', '+46 8 465 004 12');
  await expectSaveState(page, 'saved');
});

test('sending one application does not mark another draft as sent', async ({ page, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const whole = await seedWhole(page);
  const other = await seed(page, [said('email', EMAIL)]);
  await page.goto(`/${TAG}/drafts/${whole}/send`);
  await expectSaveState(page, 'saved');
  const { arrived, release } = await holdAnswer(page, 'POST', /\/application$/);
  await agreeAndSend(page);
  await arrived;
  await visit(page, form(other, 'reach'));
  await expectAnswer(page, 'email', EMAIL);
  const answered = page.waitForResponse(/\/application$/);
  release();
  await (await answered).finished();
  await answer(page, 'phone', PHONE);
  await expectSaveState(page, 'saved');
  expect(draftId(page)).toBe(other);
  await visit(page, `/${TAG}/drafts/${whole}`);
  await expectHeading(page, t(TAG, 'app.submitted_note'));
});

test('a draft that is carried over keeps what is typed meanwhile', async ({ page, server }) => {
  await startAsGuest(page, TAG);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  const id = draftId(page);
  await page.goto(`/${TAG}/sign-in`);
  const { arrived, release } = await holdAnswer(page, 'PATCH');
  const address = freshAddress();
  await signIn(page, server, TAG, address);
  await arrived;
  await visit(page, form(id, 'qualification'));
  await expectAnswer(page, 'highest_degree', 'master');
  await answer(page, 'highest_degree', 'doctor');
  await expect.poll(async () => (await recordOf(page, id)).draft.entries.highest_degree.value).toBe('doctor');
  release();
  await expectSaveState(page, 'saved');
  await page.reload();
  await expectAnswer(page, 'highest_degree', 'doctor');
  expect(await stored(page, id, 'highest_degree')).toBe('doctor');
});

/** A draft with something unsent, deleted on another machine. */
async function deletedElsewhere(page, server, browser) {
  const { address, id } = await begin(page, server);
  const line = await cut(page, 'PATCH');
  await answer(page, 'phone', PHONE);
  await expectSaveState(page, 'waiting');
  const other = await anotherMachine(browser, server, TAG, address);
  const status = await other.evaluate(async (id) => (await fetch(`/api/drafts/${id}`, { method: 'DELETE' })).status, id);
  expect(status).toBe(204);
  await focus(page);
  await expectHeading(page, t(TAG, 'app.deleted_elsewhere_title'));
  await line.restore();
  return { id, other };
}

test('a draft that was deleted elsewhere can be kept as a new one', async ({ page, server, browser }) => {
  const { id, other } = await deletedElsewhere(page, server, browser);
  await press(page, TAG, 'app.deleted_elsewhere_keep');
  await expectHeading(page, t(TAG, 'app.tasks_title'));
  const kept = draftId(page);
  expect(kept).not.toBe(id);
  await expectSaveState(page, 'saved');
  await visit(page, form(kept, 'reach'));
  await expectAnswer(page, 'email', EMAIL);
  await expectAnswer(page, 'phone', PHONE);
  expect(await stored(other, kept, 'email')).toBe(EMAIL);
  expect(await stored(other, kept, 'phone')).toBe(PHONE);
  await visit(page, `/${TAG}/applications`);
  await expect(page.locator('.rows__item')).toHaveCount(1);
});

test('or be let go', async ({ page, server, browser }) => {
  await deletedElsewhere(page, server, browser);
  await press(page, TAG, 'app.deleted_elsewhere_let_go');
  await press(page, TAG, 'app.delete_confirm');
  await expect(page.getByText(t(TAG, 'app.overview_none'))).toBeVisible();
});

test('a draft deleted while a save is on its way stays deleted', async ({ page, server }) => {
  await signIn(page, server, TAG, freshAddress());
  await page.goto(`/${TAG}/start`);
  await expectHeading(page, t(TAG, 'page.qualification.title'));
  // The first save of all leaves the browser only once the draft is deleted.
  const saves = await holdRequests(page, 'PATCH');
  const late = page.waitForResponse((one) => one.request().method() === 'PATCH');
  const sent = page.waitForRequest((one) => one.method() === 'PATCH');
  await answer(page, 'highest_degree', 'master');
  await sent;
  const id = draftId(page);
  await visit(page, `/${TAG}/drafts/${id}`);
  await press(page, TAG, 'app.tasks_delete');
  await press(page, TAG, 'app.delete_confirm');
  await expectHeading(page, t(TAG, 'app.overview_title'));
  saves.release();
  expect((await late).status()).toBe(404);
  await page.reload();
  await expect(page.getByText(t(TAG, 'app.overview_none'))).toBeVisible();
});

test('a draft that reaches the server just after it was asked for was not deleted', async ({ page, server }) => {
  await startAsGuest(page, TAG);
  await answerAll(page, answersOf('qualification'));
  await expectSaveState(page, 'device');
  const id = draftId(page);
  const saves = await holdRequests(page, 'PATCH');
  const reading = await holdAnswer(page, 'GET', `**/api/drafts/${id}`);
  const answered = page.waitForResponse((one) => one.url().endsWith(id) && one.request().method() === 'GET');
  await signIn(page, server, TAG, freshAddress());
  await visit(page, `/${TAG}/drafts/${id}`);
  await reading.arrived;
  saves.release();
  await expectSaveState(page, 'saved');
  reading.release();
  expect((await answered).status()).toBe(404);
  // Whatever the page asks then, this comes after it.
  await page.evaluate(async () => (await fetch('/api/session')).status);
  await expectSaveState(page, 'saved');
  await expect(page.getByRole('heading', { name: t(TAG, 'app.deleted_elsewhere_title') })).toHaveCount(0);
});

test('one answer that the server does not take keeps no other back', async ({ page, server }) => {
  const { id } = await begin(page, server);
  await page.goto(form(id, 'address'));
  await answer(page, 'address_country', 'SWE');
  await answer(page, 'address', 'Exempelgatan '.repeat(100));
  await answer(page, 'china_address', '苏州市示例路1号');
  await expectSaveState(page, 'failed');
  await expect(saveState(page)).toContainText(t(TAG, 'error.too_long'));
  await expect.poll(() => stored(page, id, 'china_address')).toBe('苏州市示例路1号');
  await visit(page, `/${TAG}/drafts/${id}`);
  await expectSaveState(page, 'failed');
  await page.locator('main').getByRole('link', { name: t(TAG, 'question.address.label'), exact: true }).click();
  await answer(page, 'address', 'Exempelgatan 1');
  await expectSaveState(page, 'saved');
  expect(await stored(page, id, 'address')).toBe('Exempelgatan 1');
});

test('what the server finds wrong in the end is named, though this device\'s clock says otherwise', async ({ page, server }) => {
  await page.clock.setFixedTime(Date.now() + 7 * 86_400_000);
  const address = freshAddress();
  await signIn(page, server, TAG, address);
  const id = await seedWhole(page);
  await page.goto(form(id, 'passport'));
  await answer(page, 'passport_issue_date', dayAfter({ days: 3 }));
  await expectSaveState(page, 'saved');
  await page.goto(`/${TAG}/drafts/${id}/send`);
  await expectSaveState(page, 'saved');
  await agreeAndSend(page);
  await expect(page.locator('#failed-here')).toContainText(t(TAG, 'error.invalid_answers'));
  await page.locator('#failed-here').getByRole('link', { name: t(TAG, 'question.passport_issue_date.label') }).click();
  await expectHeading(page, t(TAG, 'page.passport.title'));
});

test('a draft that was sent on another machine is no draft here', async ({ page, server, browser }) => {
  const address = freshAddress();
  await signIn(page, server, TAG, address);
  const id = await seedWhole(page);
  await page.goto(`/${TAG}/drafts/${id}`);
  await expectSaveState(page, 'saved');
  await visit(page, `/${TAG}/applications`);
  await expect(page.locator('.rows__item')).toHaveCount(1);
  const other = await anotherMachine(browser, server, TAG, address);
  await other.goto(`/${TAG}/drafts/${id}/send`);
  await expectSaveState(other, 'saved');
  await agreeAndSend(other);
  await expectHeading(other, t(TAG, 'app.status_title'));

  await page.reload();
  await expect(page.getByRole('heading', { name: t(TAG, 'app.overview_applications') })).toBeVisible();
  await expect(page.locator('.rows__item')).toHaveCount(1);
  await visit(page, `/${TAG}/start`);
  await expectHeading(page, t(TAG, 'page.qualification.title'));
});
