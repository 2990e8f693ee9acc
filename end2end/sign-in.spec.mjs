// Signing in with a code, as the person sees it: the wrong code, the late one, the tab that was thrown away.
import { recordsOnDevice } from './support/device.mjs';
import { expectHeading, press } from './support/form.mjs';
import { codesTo, newCode } from './support/mail.mjs';
import { enterCode, freshAddress } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const NOW = Math.floor(Date.now() / 1000);
test.use({ portalEnvironment: { PORTAL_NOW: String(NOW) } });

const field = (page) => page.locator('#sign-in-code');
const summary = (page) => page.locator('#error-summary');

/** Asks for a code and returns it. */
async function ask(page, server, tag, address) {
  await page.goto(`/${tag}/sign-in`);
  await page.locator('#sign-in-email').fill(address);
  await press(page, tag, 'app.sign_in_send');
  await expect(field(page)).toBeFocused();
  return newCode(server, address, []);
}

async function enter(page, tag, code) {
  await field(page).fill(code);
  await press(page, tag, 'app.sign_in');
}

/** That the code is refused in these words, at the top and at the field, and leads to the field. */
async function expectRefused(page, words) {
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).toContainText(words);
  await expect(page.locator('#sign-in-code-problem')).toContainText(words);
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await summary(page).getByRole('link').press('Enter');
  await expect(field(page)).toBeFocused();
}

async function expectSignedIn(page, tag) {
  await expect(page.getByRole('button', { name: t(tag, 'app.sign_out'), exact: true })).toBeVisible();
  await expectHeading(page, t(tag, 'app.overview_title'));
}

for (const tag of ['ar']) {
  test.describe(tag, () => {
    test('a page with nothing on it for somebody signed in is not gone back to', async ({ page, server }) => {
      await page.goto(`/${tag}`);
      await page.getByRole('link', { name: t(tag, 'landing.sign_in'), exact: true }).click();
      await enterCode(page, server, tag, freshAddress());
      await expectHeading(page, t(tag, 'app.overview_title'));
      await expect(page).toHaveURL(new RegExp(`/${tag}/applications$`));
    });

    test('an address that is none is refused, and the code is for the right one', async ({ page, server }) => {
      await page.goto(`/${tag}/sign-in`);
      await page.locator('#sign-in-email').fill('nobody');
      await press(page, tag, 'app.sign_in_send');
      await expect(summary(page)).toContainText(t(tag, 'app.sign_in_email_missing'));
      await summary(page).getByRole('link').click();
      await expect(page.locator('#sign-in-email')).toBeFocused();
      await enterCode(page, server, tag, freshAddress());
      await expectSignedIn(page, tag);
    });

    test('the code can still be entered after the tab was thrown away', async ({ page, context, server }) => {
      const address = freshAddress();
      const code = await ask(page, server, tag, address);
      await page.reload();
      await expect(field(page)).toBeVisible();
      await page.close();
      const again = await context.newPage();
      await again.goto(`/${tag}/sign-in`);
      await expect(again.getByText(t(tag, 'app.sign_in_code_hint', { email: address }))).toBeVisible();
      await enter(again, tag, code);
      await expectSignedIn(again, tag);
      // And only until then.
      await again.goto(`/${tag}/sign-in`);
      await expectHeading(again, t(tag, 'app.signed_in_as', { email: address }));
    });

    test('an address is not shown to whoever comes later, and can be forgotten at once', async ({ page, server }) => {
      const address = freshAddress();
      await ask(page, server, tag, address);
      await page.goto(`/${tag}/applications`);
      await expect(page.getByText(t(tag, 'app.overview_none'))).toBeVisible();
      await expect(page.getByRole('button', { name: t(tag, 'app.wipe'), exact: true })).toBeVisible();
      await page.clock.setFixedTime(Date.now() + 16 * 60_000);
      await page.goto(`/${tag}/sign-in`);
      await expect(page.locator('#sign-in-email')).toBeVisible();
      await expect.poll(() => recordsOnDevice(page)).toEqual([]);
      await page.goto(`/${tag}/applications`);
      await expect(page.getByText(t(tag, 'app.overview_none'))).toBeVisible();
      await ask(page, server, tag, address);
      await page.goto(`/${tag}/applications`);
      await press(page, tag, 'app.wipe');
      await press(page, tag, 'app.wipe_confirm');
      await expectHeading(page, t(tag, 'landing.title'));
      expect(await recordsOnDevice(page)).toEqual([]);
    });

    test('a wrong code costs a try, and the right one still works', async ({ page, server }) => {
      const code = await ask(page, server, tag, freshAddress());
      await enter(page, tag, '12');
      await expectRefused(page, t(tag, 'app.sign_in_code_missing'));
      await enter(page, tag, code === '000000' ? '000001' : '000000');
      await expectRefused(page, t(tag, 'error.code_wrong'));
      await expect(summary(page)).toContainText(t(tag, 'app.sign_in_tries', { count: '4' }));
      await enter(page, tag, code);
      await expectSignedIn(page, tag);
    });

    test('a newer code takes the place of the older', async ({ page, server }) => {
      const address = freshAddress();
      const old = await ask(page, server, tag, address);
      await press(page, tag, 'app.sign_in_again');
      await expect(page.getByText(t(tag, 'app.sign_in_sent_again'))).toHaveCount(1);
      await enter(page, tag, old);
      await expectRefused(page, t(tag, 'error.code_superseded'));
      await enter(page, tag, await newCode(server, address, [old]));
      await expectSignedIn(page, tag);
    });

    test('a code that was asked for in another browser leads on from this one', async ({ page, context, server }) => {
      const address = freshAddress();
      const code = await ask(page, server, tag, address);
      // As on a browser that was never used here, with the page carried over.
      await context.clearCookies();
      await enter(page, tag, code);
      await expectRefused(page, t(tag, 'error.code_elsewhere'));
      await press(page, tag, 'app.sign_in_again');
      await expect(page.getByText(t(tag, 'app.sign_in_sent_again'))).toHaveCount(1);
      await enter(page, tag, await newCode(server, address, [code]));
      await expectSignedIn(page, tag);
    });

    test('a code that came too late says so, and how to go on', async ({ page, server }) => {
      const address = freshAddress();
      const late = await ask(page, server, tag, address);
      const { environment } = server;
      await server.stop();
      server.environment = { ...environment, PORTAL_NOW: String(NOW + 601) };
      await server.start();
      try {
        await enter(page, tag, late);
        await expectRefused(page, t(tag, 'error.code_expired'));
        await press(page, tag, 'app.sign_in_again');
        await expect.poll(async () => (await codesTo(server, address)).filter((one) => one !== late)).toHaveLength(1);
        await enter(page, tag, await newCode(server, address, [late]));
        await expectSignedIn(page, tag);
      } finally {
        await server.stop();
        server.environment = environment;
        await server.start();
      }
    });
  });
}
