// Signing in with a passkey, seeing where one is signed in, and the way back for who lost their mailbox.
import { installClock } from './support/clock.mjs';
import { answer, expectAnswer, expectHeading, expectSaveState, press } from './support/form.mjs';
import { lettersTo } from './support/mail.mjs';
import { bringAuthenticator } from './support/passkey.mjs';
import { bringAxe, expectAccessible, look } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { anotherMachine, enterCode, freshAddress, seedWhole, signIn, signOut, startAsGuest } from './support/session.mjs';
import { addStaff, signInStaff } from './support/staff.mjs';
import { t } from './support/texts.mjs';

const EN = 'en';

test.beforeEach(({ page }) => bringAxe(page));

const said = (page) => page.locator('#live');

/** Adds a passkey on the page of passkeys. */
async function addPasskey(page, tag, name) {
  await page.locator('form[data-form="passkey add"] [name=name]').fill(name);
  await press(page, tag, 'account.passkey_add');
  await expect(said(page)).toHaveText(t(tag, 'account.done'));
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

for (const tag of ['zh-Hans']) {
  test(`an applicant adds a passkey, signs in with it, and a removed one opens nothing (${tag})`, async ({ page, server }) => {
    const device = await bringAuthenticator(page);
    const address = freshAddress();
    await signIn(page, server, tag, address);
    await page.goto(`/${tag}/account`);
    await look(page, `account ${tag}`);
    await page.getByRole('link', { name: t(tag, 'account.passkeys'), exact: true }).click();
    await expect(page.getByText(t(tag, 'account.passkeys_none'))).toBeVisible();
    await addPasskey(page, tag, 'Phone');
    expect(await device.held()).toBe(1);
    await look(page, `passkeys ${tag}`);
    // A device holds one for an account.
    await page.locator('form[data-form="passkey add"] [name=name]').fill('Again');
    await press(page, tag, 'account.passkey_add');
    await expect(page.getByRole('alert')).toHaveText(t(tag, 'error.passkey_known'));
    // Another name.
    const box = page.locator('section.box', { has: page.getByRole('heading', { name: 'Phone' }) });
    await box.locator('summary', { hasText: t(tag, 'account.passkey_rename') }).click();
    await box.locator('[name=name]').fill('My phone');
    await box.getByRole('button', { name: t(tag, 'account.passkey_rename') }).click();
    await expect(page.getByRole('heading', { name: 'My phone' })).toBeVisible();

    await signOut(page, tag);
    // From the page of signing in, and on to what was wanted.
    await page.goto(`/${tag}/sign-in`);
    await page.getByRole('link', { name: t(tag, 'app.sign_in_passkey') }).click();
    await look(page, `passkey sign in ${tag}`);
    await press(page, tag, 'app.sign_in_passkey');
    await expect(page).toHaveURL(new RegExp(`/${tag}/applications$`));
    await expect(page.getByRole('button', { name: t(tag, 'app.sign_out'), exact: true })).toBeVisible();

    await page.goto(`/${tag}/account/passkeys`);
    await page.locator('summary', { hasText: t(tag, 'account.passkey_remove') }).click();
    await press(page, tag, 'account.passkey_remove_named', { name: 'My phone' });
    await expect(page.getByText(t(tag, 'account.passkeys_none'))).toBeVisible();
    await signOut(page, tag);
    await page.goto(`/${tag}/account/passkeys`);
    await page.getByRole('link', { name: t(tag, 'app.sign_in_passkey') }).click();
    await press(page, tag, 'app.sign_in_passkey');
    await expect(page.getByRole('alert')).toHaveText(t(tag, 'error.passkey_unknown'));
    const subjects = (await lettersTo(server, address)).map((letter) => letter.subject);
    expect(subjects).toEqual(expect.arrayContaining([t(tag, 'mail.passkey_added.subject'), t(tag, 'mail.passkey_removed.subject')]));
  });
}

test('who shows no face is told so, and may try again', async ({ page, server }) => {
  const device = await bringAuthenticator(page);
  await signIn(page, server, EN, freshAddress());
  await page.goto(`/${EN}/account/passkeys`);
  await device.knows(false);
  await page.locator('form[data-form="passkey add"] [name=name]').fill('Phone');
  await press(page, EN, 'account.passkey_add');
  await expect(page.getByRole('alert')).toHaveText(t(EN, 'error.passkey_cancelled'));
  await device.knows(true);
  await addPasskey(page, EN, 'Phone');
});

test('what a guest typed comes along when they sign in with a passkey', async ({ page, server }) => {
  await bringAuthenticator(page);
  await signIn(page, server, EN, freshAddress());
  await page.goto(`/${EN}/account/passkeys`);
  await addPasskey(page, EN, 'Phone');
  await signOut(page, EN);
  await startAsGuest(page, EN);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  const form = new URL(page.url()).pathname;
  await page.locator('header').getByRole('link', { name: t(EN, 'app.sign_in'), exact: true }).click();
  await page.getByRole('link', { name: t(EN, 'app.sign_in_passkey') }).click();
  await press(page, EN, 'app.sign_in_passkey');
  // Back where they were, with it.
  await expect(page).toHaveURL(new RegExp(`${form}$`));
  await expect(page.getByRole('button', { name: t(EN, 'app.sign_out'), exact: true })).toBeVisible();
  const drafts = () => page.evaluate(async () => (await (await fetch('/api/drafts')).json()).map(({ id }) => id));
  await expect.poll(drafts).toEqual([form.split('/').find((part) => /^[0-9a-f-]{36}$/.test(part))]);
});

test('a member of the staff adds a passkey after password and code, and signs in with it alone', async ({ page, server }) => {
  const device = await bringAuthenticator(page);
  await signInStaff(page, EN, await addStaff(server, 'keys', 'supervisor'));
  await page.goto(`/${EN}/staff`);
  await page.getByRole('link', { name: t(EN, 'account.passkeys') }).click();
  await addPasskey(page, EN, 'Security key');
  expect(await device.held()).toBe(1);
  await look(page, 'staff passkeys');
  await page.getByRole('button', { name: t(EN, 'app.sign_out') }).click();
  await press(page, EN, 'app.sign_in_passkey');
  await expectHeading(page, t(EN, 'desk.queue'));
  await page.goto(`/${EN}/staff/passkeys`);
  await page.locator('form[data-form="passkey add"] [name=name]').fill('Another');
  await press(page, EN, 'account.passkey_add');
  await expect(page.getByRole('alert')).toHaveText(t(EN, 'error.sign_in_again'));
  await page.locator('summary', { hasText: t(EN, 'account.passkey_remove') }).click();
  await press(page, EN, 'account.passkey_remove_named', { name: 'Security key' });
  await expect(page.getByText(t(EN, 'account.passkeys_none'))).toBeVisible();
  await page.getByRole('button', { name: t(EN, 'app.sign_out') }).click();
  await press(page, EN, 'app.sign_in_passkey');
  await expect(page.getByRole('alert')).toHaveText(t(EN, 'error.passkey_unknown'));
});

test('somebody sees where they are signed in, and ends what they do not know', async ({ browser, page, server }) => {
  const address = freshAddress();
  await signIn(page, server, EN, address);
  const [one, two] = [await anotherMachine(browser, server, EN, address), await anotherMachine(browser, server, EN, address)];
  await page.goto(`/${EN}/account/sessions`);
  await expect(page.locator('section.box')).toHaveCount(3);
  await expect(page.getByText(t(EN, 'account.session_this'))).toHaveCount(1);
  await expect(page.locator('section.box h2').first()).toContainText('Chrome');
  await look(page, 'sessions');
  await page.getByRole('button', { name: t(EN, 'account.session_end') }).first().click();
  await expect(page.locator('section.box')).toHaveCount(2);
  await press(page, EN, 'account.sessions_end_others');
  await expect(page.locator('section.box')).toHaveCount(1);
  for (const other of [one, two]) {
    expect(await other.evaluate(async () => (await fetch('/api/session')).status)).toBe(401);
  }
  expect(await page.evaluate(async () => (await fetch('/api/session')).status)).toBe(200);
});

test('a member of the staff sees where they are signed in, and ends what they do not know', async ({ page, server }) => {
  await bringAuthenticator(page);
  await signInStaff(page, EN, await addStaff(server, 'sessions', 'officer'));
  await page.goto(`/${EN}/staff/passkeys`);
  await addPasskey(page, EN, 'Security key');
  // A browser that lost its cookie did not sign out: its session goes on, and whoever has the cookie has it.
  const lost = [];
  while (lost.length < 2) {
    lost.push((await page.context().cookies()).find(({ name }) => name === '__Host-portal-staff'));
    await page.context().clearCookies();
    await page.goto(`/${EN}/staff`);
    await press(page, EN, 'app.sign_in_passkey');
    await expectHeading(page, t(EN, 'desk.queue'));
  }
  const holds = async ({ name, value }) => (await fetch(`${server.url}/api/staff/session`, { headers: { cookie: `${name}=${value}` } })).status;
  expect(await Promise.all(lost.map(holds))).toEqual([200, 200]);

  await page.goto(`/${EN}/staff`);
  await page.getByRole('link', { name: t(EN, 'account.sessions') }).click();
  const boxes = page.locator('section.box');
  await expect(boxes).toHaveCount(3);
  await expect(page.getByText(t(EN, 'account.session_this'))).toHaveCount(1);
  await expect(boxes.locator('h2').filter({ hasText: 'Chrome' })).toHaveCount(3);
  await look(page, 'staff sessions');
  const byPassword = boxes.filter({ hasText: t(EN, 'desk.session_password') });
  await byPassword.getByRole('button', { name: t(EN, 'account.session_end') }).click();
  await expect(boxes).toHaveCount(2);
  await expect(byPassword).toHaveCount(0);
  expect(await Promise.all(lost.map(holds))).toEqual([401, 200]);
  await press(page, EN, 'account.sessions_end_others');
  await expect(boxes).toHaveCount(1);
  expect(await Promise.all(lost.map(holds))).toEqual([401, 401]);
  expect(await page.evaluate(async () => (await fetch('/api/staff/session')).status)).toBe(200);
});

test('a session that ends soon says so and goes on, and one that is over shows nothing', async ({ page, server }) => {
  await signIn(page, server, EN, freshAddress());
  await installClock(page);
  await page.goto(`/${EN}/account/sessions`);
  await expect(page.locator('section.box')).toHaveCount(1);
  await page.clock.runFor((12 * 60 - 8) * 60_000);
  await expect(page.locator('#ending')).toHaveCount(0);
  await page.clock.runFor(7 * 60_000);
  await expect(page.locator('#ending')).toBeVisible();
  await expectAccessible(page, 'ending');
  await press(page, EN, 'app.idle_go_on');
  await expect(page.locator('#ending')).toHaveCount(0);
  await expect(said(page)).toHaveText(t(EN, 'app.idle_on'));
  // Without a line the page stays as it is, and says why nothing happens.
  await page.clock.runFor((12 * 60 - 1) * 60_000);
  await expect(page.locator('#ending')).toBeVisible();
  await page.route('**/api/session', (route) => route.abort());
  await press(page, EN, 'app.idle_go_on');
  await expect(page.locator('#failed-here')).toContainText(t(EN, 'error.unreachable'));
  await expect(page.locator('section.box')).toHaveCount(1);
  await page.unroute('**/api/session');
  await press(page, EN, 'app.idle_go_on');
  await expect(said(page)).toHaveText(t(EN, 'app.idle_on'));
  // The server, whose clock did not move, is told that it is over.
  await page.context().clearCookies();
  await page.clock.runFor((12 * 60 + 6) * 60_000);
  await expect(page.locator('section.box')).toHaveCount(0);
  await expect(said(page)).toHaveText(t(EN, 'account.idle_over'));
});

test('an answer that meets an ended session is kept, and goes on after signing in again', async ({ page, server }) => {
  const address = freshAddress();
  await signIn(page, server, EN, address);
  const draft = await seedWhole(page);
  await page.goto(`/${EN}/drafts/${draft}/form/address`);
  await expectHeading(page, t(EN, 'page.address.title'));
  const stored = () => page.evaluate(async (id) => {
    const answered = await fetch(`/api/drafts/${id}`);
    return answered.ok ? (await answered.json()).draft.entries.address?.value : answered.status;
  }, draft);
  // Ended elsewhere, while the page is open.
  expect(await page.evaluate(async () => (await fetch('/api/session', { method: 'DELETE' })).status)).toBe(204);
  await answer(page, 'address', '1 Kept Street, Uppsala');
  await expect(page.locator('#expired')).toContainText(t(EN, 'app.expired_title'));
  expect(await stored()).toBe(401);
  await page.locator('#expired').getByRole('button').click();
  await enterCode(page, server, EN, address);
  await expectHeading(page, t(EN, 'page.address.title'));
  await expectAnswer(page, 'address', '1 Kept Street, Uppsala');
  await expect.poll(stored).toBe('1 Kept Street, Uppsala');
});

test('who lost their mailbox asks, two of the staff agree, and the old mailbox stops it', async ({ browser, page, server }) => {
  const [old, fresh] = [freshAddress(), freshAddress()];
  const owner = await anotherMachine(browser, server, EN, old);
  await seedWhole(owner);
  const staff = async (name, role) => {
    const desk = await (await browser.newContext({ baseURL: server.url })).newPage();
    await bringAxe(desk);
    await signInStaff(desk, EN, await addStaff(server, name, role));
    await desk.goto(`/${EN}/staff/recoveries`);
    return desk;
  };
  await page.goto(`/${EN}/account/sign-in`);
  await page.getByRole('link', { name: t(EN, 'account.lost_mailbox') }).click();
  await expectHeading(page, t(EN, 'account.recover'));
  await look(page, 'recover');
  await page.locator('[name=email]').fill(fresh);
  await press(page, EN, 'app.sign_in_send');
  await expect(page.locator('[name=totp]')).toBeVisible();
  const letter = async (to, subject) => (await lettersTo(server, to)).find((one) => one.subject.startsWith(subject));
  const code = (await letter(fresh, t(EN, 'mail.recovery_code.subject'))).text.match(/\d{6}/)[0];
  await page.locator('[name=totp]').fill(code === '000000' ? '000001' : '000000');
  await page.locator('[name=old]').fill(old);
  await page.locator('[name=birth_date]').fill('1970-01-01');
  await page.locator('[name=words]').fill('My employer closed it.');
  await press(page, EN, 'account.recover_send');
  await expect(page.getByRole('alert')).toHaveText(t(EN, 'error.code_wrong'));
  // What was typed is still there.
  await expect(page.locator('[name=words]')).toHaveValue('My employer closed it.');
  await look(page, 'recover facts');
  await page.locator('[name=totp]').fill(code);
  await press(page, EN, 'account.recover_send');
  await expect(page.getByText(t(EN, 'account.recover_sent'))).toBeVisible();

  const helper = await staff('lost-helper', 'helpdesk');
  await expect(helper.locator('section.box')).toContainText(t(EN, 'desk.fact.other'));
  await expect(helper.locator('main')).not.toContainText(old);
  await look(helper, 'recoveries');
  const decide = async (desk, action) => {
    const words = t(EN, `desk.recovery_do.${action}`);
    await desk.locator('summary', { hasText: words }).click();
    const form = desk.locator(`form[data-form$=" ${action}"]`);
    await form.locator('[name=why]').fill('They know their employer and their draft.');
    await form.getByRole('button', { name: words }).click();
    await expect(said(desk)).toHaveText(t(EN, 'account.done'));
  };
  await decide(helper, 'propose');
  await expect(helper.locator('main')).toContainText(t(EN, 'desk.recovery_second'));
  const chief = await staff('lost-chief', 'supervisor');
  await decide(chief, 'confirm');
  await expect(chief.locator('main')).toContainText(t(EN, 'desk.recovery_until'));

  // Who is signed in sees it.
  await owner.goto(`/${EN}/account`);
  await expect(owner.locator('#recovery')).toBeVisible();
  // And the old mailbox stops it, by a press.
  const warned = await letter(old, t(EN, 'mail.recovery_waiting.subject', { day: '' }).trim().slice(0, 20));
  const link = warned.text.match(/http\S+\/account\/stop\/\S+/)[0];
  await page.goto(link);
  await look(page, 'stop');
  await expect(owner.locator('#recovery')).toBeVisible();
  await press(page, EN, 'account.stop');
  await expect(page.getByText(t(EN, 'account.stopped'))).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole('link', { name: t(EN, 'account.sessions') })).toBeVisible();
  await expect(owner.locator('#recovery')).toHaveCount(0);
  await chief.reload();
  await expect(chief.getByText(t(EN, 'desk.recoveries_none'))).toBeVisible();
});
