// Every screen in every state, light and dark, on a phone and on a desk: accessible, named, in words, not too wide.
import { randomUUID } from 'node:crypto';
import { agreement, answer, expectSaveState, fieldOf, goOn, inputs, press } from './support/form.mjs';
import { PAGES } from './support/person.mjs';
import { bringAxe, expectAccessible, expectSound, speak, visit } from './support/screen.mjs';
import { changeElsewhere, freshAddress, seed, seedWhole, signIn, startAt, submit } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

test.beforeEach(({ page }) => bringAxe(page));

const SIZES = { phone: { width: 320, height: 640 }, desk: { width: 1280, height: 800 } };

/** A draft in which a good deal is wrong. */
const ROW = '00000000000000000000000000000001';
const WRONG = [
  ['passport_number', 'AB-!'],
  ['mrz', 'P<SWE'],
  ['birth_date', '1990-13-45'],
  ['email', 'nobody'],
  ['annual_salary_cny', 'a lot'],
  ['work_province', '320000'],
  ['has_dependants', 'yes'],
  [`dependants@${ROW}`, '1'],
  [`education@${ROW}`, '1'],
  [`edu_from@${ROW}`, '2009-09'],
  [`edu_to@${ROW}`, '2014-06'],
].map(([key, value]) => ({ key, value, base: 0 }));

async function look(page, name) {
  await expectSound(page, name);
  await expectAccessible(page, name);
}

// The languages take turns: every-language.spec.mjs visits the screens in each. The narrow window is the harder one for both.
for (const [tag, other, size] of [['ar', 'en', 'phone'], ['en', 'ar', 'desk']]) {
  const viewport = SIZES[size];
  const form = (draft, place) => `/${tag}/drafts/${draft}/form/${place}`;

  test.describe(`${tag}, ${size}`, () => {
    test.use({ viewport, colorScheme: 'light' });

    test('as a guest', async ({ page, server }) => {
      await page.goto(`/${tag}`);
      await expect(page.getByRole('button', { name: t(tag, 'landing.start') })).toBeVisible();
      await look(page, 'landing');
      await startAt(page, tag, 'qualification');
      await visit(page, page.url().replace(/\/form\/.*$/, ''));
      await look(page, 'task list of a guest');
      await press(page, tag, 'app.tasks_delete');
      await expect(page.getByRole('dialog')).toBeVisible();
      await look(page, 'dialog: delete');
      await page.keyboard.press('Escape');
      await visit(page, `${new URL(page.url()).pathname}/send`);
      await look(page, 'send, as a guest');
      for (const [path, name] of [
        ['start', 'start, with a draft'],
        ['applications', 'overview of a guest'],
        ['nowhere', 'not found'],
        [`drafts/${randomUUID()}`, 'a draft that is elsewhere'],
        ['check-where-you-stand', 'check where you stand'],
        ['verify', 'which paper to check'],
        ['verify/WP-2345-6789-AB/0123456789abcdef0123456789abcdef', 'a receipt that is not genuine'],
        ['verify/110000260000001/0123456789abcdef0123456789abcdef', 'a permit that is not genuine'],
        ['sign-in', 'sign-in: address'],
      ]) {
        await visit(page, `/${tag}/${path}`);
        await look(page, name);
      }
      await page.locator('#sign-in-email').fill('nobody');
      await press(page, tag, 'app.sign_in_send');
      await expect(page.locator('#error-summary')).toBeFocused();
      await look(page, 'sign-in: address, wrong');
      await page.locator('#sign-in-email').fill(freshAddress());
      await press(page, tag, 'app.sign_in_send');
      await expect(page.locator('#sign-in-code')).toBeFocused();
      await look(page, 'sign-in: code');
      expect(server.log()).not.toContain('ERROR');
    });

    test('with everything filled in', async ({ page, server }) => {
      test.setTimeout(120_000);
      await signIn(page, server, tag, freshAddress());
      await look(page, 'overview, empty');
      const draft = await seedWhole(page);
      let before = '';
      for (const one of PAGES) {
        await visit(page, form(draft, one.page));
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(tag, `page.${one.page}.title`));
        // A screen reader starts here, and says which page it is.
        await expect.soft(page.getByRole('heading', { level: 1 }), one.page).toBeFocused();
        expect.soft(await page.title(), one.page).not.toBe(before);
        before = await page.title();
        await look(page, one.page);
      }
      for (const group of ['education', 'work', 'dependants']) {
        await visit(page, form(draft, group));
        await page.locator('.rows__item').getByRole('link').first().click();
        await expect(page.getByRole('button', { name: t(tag, 'app.row_done') })).toBeVisible();
        await look(page, `a row of ${group}`);
      }
      await visit(page, `/${tag}/drafts/${draft}`);
      await look(page, 'task list');
      await visit(page, `/${tag}/drafts/${draft}/check`);
      await look(page, 'check');
      for (const place of ['category', 'what-if', 'documents']) {
        await visit(page, `/${tag}/drafts/${draft}/${place}`);
        await expect(page.locator('.outcome__stamp').first()).toBeVisible();
        await look(page, place);
      }
      await visit(page, form(draft, 'declarations'));
      await look(page, 'declarations');
      await visit(page, `/${tag}/drafts/${draft}/send`);
      await expect(page.locator('#send')).toBeVisible();
      await look(page, 'send');
      await page.locator('#send').press('Enter');
      await expect(agreement(page)).toBeFocused();
      await look(page, 'send, without agreeing');
      const application = await submit(page, draft, tag);
      await visit(page, `/${tag}/applications/${application}`);
      await expect(page.locator('.panel__reference')).toBeVisible();
      await look(page, 'status');
      await visit(page, `/${tag}/applications`);
      await expect(page.locator('.rows__item')).not.toHaveCount(0);
      await look(page, 'overview');
      await press(page, tag, 'app.sign_out');
      await expect(page.getByRole('dialog')).toBeVisible();
      await look(page, 'dialog: sign out');
    });

    test('with a good deal wrong', async ({ page, context, server }) => {
      await signIn(page, server, tag, freshAddress());
      const draft = await seed(page, WRONG);
      for (const place of ['qualification', 'passport', 'birth', 'reach', 'pay', 'passports', 'work', `dependants/${ROW}`]) {
        await visit(page, form(draft, place));
        await (place.includes('/') ? press(page, tag, 'app.row_done') : goOn(page, tag));
        await expect(page.locator('#error-summary')).toBeFocused();
        await look(page, `${place}, wrong`);
      }
      for (const [place, name] of [['', 'task list'], ['/check', 'check'], ['/send', 'send']]) {
        await visit(page, `/${tag}/drafts/${draft}${place}`);
        await look(page, `${name}, with things to put right`);
      }
      // Removed, with the way back.
      await visit(page, form(draft, 'education'));
      await page.getByRole('button', { name: new RegExp(`^${t(tag, 'app.remove')}`) }).click();
      await expect(page.locator('#undo')).toBeVisible();
      await look(page, 'a row removed');
      await visit(page, form(draft, 'reach'));
      await context.clearCookies({ name: '__Host-portal' });
      await answer(page, 'email', 'somebody@example.com');
      await expect(page.locator('#expired')).toBeVisible();
      await expectSaveState(page, 'waiting');
      await look(page, 'the session has ended');
    });

    test('with things that go wrong', async ({ page, context, server }) => {
      await signIn(page, server, tag, freshAddress());
      await visit(page, `/${tag}/sign-in`);
      await look(page, 'sign-in: signed in already');
      const draft = await seed(page, [{ key: 'birth_place', value: 'Lund', base: 0 }, { key: 'nationality', value: 'HKG', base: 0 }]);
      await visit(page, form(draft, 'nationality'));
      await goOn(page, tag);
      await expect(page.locator('#error-summary')).toBeFocused();
      await look(page, 'a nationality that needs no permit');
      await visit(page, form(draft, `education/${ROW}`));
      await expect(page.getByText(t(tag, 'app.row_gone'))).toBeVisible();
      await look(page, 'a row that is gone');
      await visit(page, form(draft, 'birth'));
      await expect(inputs(page, 'birth_place')).toHaveValue('Lund');
      await changeElsewhere(page, draft, 'birth_place', 'Malmö');
      await answer(page, 'birth_place', 'Kiruna');
      await expectSaveState(page, 'conflict');
      await expect(fieldOf(page, 'birth_place').getByRole('alert')).toBeVisible();
      await look(page, 'two versions of an answer');
      await press(page, tag, 'app.conflict_theirs', { value: 'Malmö' });
      await expectSaveState(page, 'saved');
      await visit(page, form(draft, 'reach'));
      await context.setOffline(true);
      await answer(page, 'email', 'asa@example.com');
      await expectSaveState(page, 'waiting');
      await look(page, 'without a connection');
      await page.route(new RegExp(`/locales/${other}[./]`), (route) => route.abort());
      await speak(page, other);
      await expect(page.getByText(t(tag, 'app.language_failed'))).toBeVisible();
      await look(page, 'a language that could not be had');
      await context.setOffline(false);
      await page.evaluate(() => dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })));
      await expect(page.getByRole('alert').filter({ hasText: t(tag, 'landing.panic_title') })).toBeVisible();
      await look(page, 'the program stopped');
      // The program does not arrive at all; the landing page stands without it.
      await context.route('**/*.wasm', (route) => route.abort());
      await page.evaluate(async () => {
        for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
        for (const name of await caches.keys()) await caches.delete(name);
      });
      await page.goto(`/${tag}`);
      await expect(page.getByText(t(tag, 'landing.failed'))).toBeVisible();
      await look(page, 'the program could not be loaded');
      await page.goto('/dev/mail');
      await expectAccessible(page, 'the outbox');
    });

    test('with drafts and people that are gone', async ({ page, context, server }) => {
      await signIn(page, server, tag, freshAddress());
      const draft = await seed(page, [{ key: 'email', value: 'asa@example.com', base: 0 }]);
      await visit(page, form(draft, 'reach'));
      await expectSaveState(page, 'saved');
      await page.evaluate((id) => fetch(`/api/drafts/${id}`, { method: 'DELETE' }), draft);
      await page.evaluate(() => dispatchEvent(new Event('focus')));
      const heading = page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(t(tag, 'app.deleted_elsewhere_title'));
      await look(page, 'a draft that was deleted elsewhere');
      const other = await seed(page, [{ key: 'email', value: 'asa@example.com', base: 0 }]);
      await visit(page, form(other, 'reach'));
      await expectSaveState(page, 'saved');
      await context.setOffline(true);
      await press(page, tag, 'app.sign_out');
      await press(page, tag, 'app.sign_out_confirm');
      await expect(page.locator('#notice')).toHaveText(t(tag, 'app.sign_out_later'));
      await look(page, 'signed out without a connection');
      await context.setOffline(false);

      await signIn(page, server, tag, freshAddress());
      const left = await seed(page, [{ key: 'email', value: 'asa@example.com', base: 0 }]);
      await visit(page, form(left, 'reach'));
      await expectSaveState(page, 'saved');
      await context.clearCookies({ name: '__Host-portal' });
      await answer(page, 'email', 'somebody@example.com');
      await expect(page.locator('#expired')).toBeVisible();
      await page.goto(`/${tag}/applications`);
      await expect(page.getByText(t(tag, 'app.overview_others'))).toBeVisible();
      await look(page, 'overview, with answers of somebody else');
      await press(page, tag, 'app.wipe');
      await expect(page.getByRole('dialog')).toContainText(t(tag, 'app.sign_out_unsent', { count: '1' }));
      await look(page, 'dialog: forget everything');
      await page.keyboard.press('Escape');
      await page.route('**/api/drafts', (route) => route.abort());
      await signIn(page, server, tag, freshAddress());
      await visit(page, `/${tag}/start`);
      await expect(heading).toHaveText(t(tag, 'app.start_unknown'));
      await look(page, 'start, where the list can\'t be had');
    });

    test('on a device that keeps nothing', async ({ page }) => {
      await startAt(page, tag, 'reach');
      await page.evaluate(() => {
        IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };
      });
      await answer(page, 'email', 'asa@example.com');
      await expectSaveState(page, 'failed');
      await look(page, 'a device without room');
      await page.addInitScript(() => {
        Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });
      });
      await page.goto(`/${tag}/start`);
      await answer(page, 'highest_degree', 'master');
      await expectSaveState(page, 'device');
      await look(page, 'a device without storage');
    });
  });
}
