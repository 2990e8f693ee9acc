// Before the program runs, without it, and when it stops; and the policy that guards it.
import { agreeAndSend, expectAnswer, expectHeading } from './support/form.mjs';
import { freshAddress, seedWhole, signIn, startAt } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const CONTACT = 'helpdesk@portal.example';
test.use({ portalEnvironment: { PORTAL_AUTHORITY_CONTACT: CONTACT } });

for (const tag of ['ar']) {
  test.describe(`without JavaScript (${tag})`, () => {
    test.use({ javaScriptEnabled: false });

    test('the landing page says what is needed, and whom to ask', async ({ page }) => {
      await page.goto(`/${tag}`);
      await expectHeading(page, t(tag, 'landing.title'));
      await expect(page).toHaveTitle(new RegExp(t(tag, 'landing.title')));
      await expect(page.getByText(t(tag, 'landing.noscript', { contact: CONTACT }), { exact: true })).toBeVisible();
      for (const fact of ['who', 'time', 'free', 'preview', 'privacy']) {
        await expect(page.getByText(t(tag, `landing.${fact}.text`), { exact: true })).toBeVisible();
      }
      for (const number of [1, 2, 3, 4, 5, 6]) {
        await expect(page.getByText(t(tag, `landing.documents.${number}`), { exact: true })).toBeVisible();
      }
      // What is for the program alone stays out of sight.
      await expect(page.getByText(t(tag, 'landing.failed'))).toBeHidden();
      await expect(page.getByText(t(tag, 'landing.panic_title'))).toBeHidden();
    });

    test('any other page says so too, and leads back', async ({ page }) => {
      await page.goto(`/${tag}/start`);
      await expect(page.getByText(t(tag, 'landing.noscript', { contact: CONTACT }), { exact: true })).toBeVisible();
      await page.getByRole('link', { name: t(tag, 'app.not_found_home'), exact: true }).click();
      await expectHeading(page, t(tag, 'landing.title'));
    });
  });

  test(`"Start now" pressed before the program arrives is not lost (${tag})`, async ({ page }) => {
    let arrive;
    const pressed = new Promise((resolve) => { arrive = resolve; });
    await page.route('**/*.wasm', async (route) => {
      await pressed;
      // The page that asked may be gone by now.
      await route.continue().catch(() => {});
    });
    await page.goto(`/${tag}`, { waitUntil: 'commit' });
    await page.getByLabel(t(tag, 'landing.shared')).check();
    await page.getByRole('button', { name: t(tag, 'landing.start'), exact: true }).click();
    arrive();
    await expectHeading(page, t(tag, 'page.qualification.title'));
    // The box that was ticked holds.
    await page.goto(`/${tag}/start`);
    await expectHeading(page, t(tag, 'page.qualification.title'));
    await page.getByRole('link', { name: t(tag, 'app.save_and_tasks'), exact: true }).click();
    await expect(page.getByLabel(t(tag, 'landing.shared'))).toBeChecked();
  });

  test(`a program that can't be fetched says so (${tag})`, async ({ page }) => {
    await page.route('**/*.wasm', (route) => route.abort());
    await page.goto(`/${tag}`);
    await expect(page.getByText(t(tag, 'landing.failed'))).toBeVisible();
    await expectHeading(page, t(tag, 'landing.title'));
  });
}

test('when the program stops, loading again leads back to the answers', async ({ page }) => {
  await startAt(page, 'en', 'qualification');
  await page.evaluate(() => {
    window.stopped = true;
    dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }));
  });
  const notice = page.getByRole('alert').filter({ hasText: t('en', 'landing.panic_title') });
  await expect(notice).toBeVisible();
  await expect(notice).toBeFocused();
  await notice.getByText(t('en', 'landing.panic_reload'), { exact: true }).click();
  await expect(notice).toBeHidden();
  await expectAnswer(page, 'highest_degree', 'master');
  expect(await page.evaluate(() => window.stopped)).toBeUndefined();
});

test('no page breaks the policy, speaks to a stranger, or complains in the console', async ({ page, server }) => {
  const complaints = [];
  const strangers = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(server.url)) strangers.push(request.url());
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });

  const landing = await page.goto('/en');
  const policy = landing.headers()['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy.match(/'[a-z-]*unsafe-eval'/g)).toEqual(["'wasm-unsafe-eval'"]);

  await signIn(page, server, 'en', freshAddress());
  const draft = await seedWhole(page);
  for (const path of [
    'en', 'en/applications', 'en/sign-in', 'en/nowhere', `en/drafts/${draft}`, `en/drafts/${draft}/check`,
    `en/drafts/${draft}/form/passport`, `en/drafts/${draft}/form/work`, `en/drafts/${draft}/send`, 'dev/mail',
  ]) {
    await page.goto(`/${path}`);
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
  }
  await page.goto(`/en/drafts/${draft}/send`);
  await agreeAndSend(page);
  await expect(page.locator('.panel__reference')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
});
