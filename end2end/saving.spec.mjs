// Nothing typed is lost, and "saved" is said only when it is so.
import { answer, answerAll, draftId, expectAnswer, expectSaveState, goOn, inputs, press, saveState } from './support/form.mjs';
import { answersOf } from './support/person.mjs';
import { anotherMachine, enterCode, freshAddress, seed, signIn } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { TAGS, t } from './support/texts.mjs';

/** How the portal writes dates. */
const WRITTEN = { en: 'en-GB', 'zh-Hans': 'zh-Hans' };
const CONTACT = answersOf('reach');

for (const tag of TAGS) {
  test.describe(tag, () => {
    /** Signed in, on a page of a new draft, with its first answer saved. */
    async function begin(page, server) {
      const address = freshAddress();
      await signIn(page, server, tag, address);
      const id = await seed(page, [{ key: 'email', value: CONTACT.email, base: 0 }]);
      await page.goto(`/${tag}/drafts/${id}/form/reach`);
      await expect(inputs(page, 'email')).toHaveValue(CONTACT.email);
      return { address, id };
    }

    /** Notes every state that the save line takes from now on. */
    async function watchStates(page) {
      await page.evaluate(() => {
        window.states = [];
        const note = () => window.states.push(document.querySelector('.save-state').dataset.state);
        new MutationObserver(note).observe(document.querySelector('.save-state'), { attributes: true });
      });
    }

    test('typing goes on while the server is away, and is saved when it is back', async ({ page, server, browser }) => {
      const { address, id } = await begin(page, server);
      await answer(page, 'phone', '+46 8 465');
      await expectSaveState(page, 'saved');
      await watchStates(page);

      await server.stop();
      await inputs(page, 'phone').pressSequentially(' 004 12');
      await expectSaveState(page, 'waiting');
      await expect(saveState(page)).toHaveText(t(tag, 'app.save_waiting'));
      await answer(page, 'china_phone', CONTACT.china_phone);
      await goOn(page, tag);
      await page.goBack();
      await expectAnswer(page, 'email', CONTACT.email);
      await expect(inputs(page, 'phone')).toHaveValue(/004 ?12$/);
      await expectSaveState(page, 'waiting');
      expect(await page.evaluate(() => window.states)).not.toContain('saved');

      await server.start();
      await expect(saveState(page)).toHaveAttribute('data-state', 'saved', { timeout: 30_000 });
      await expect(saveState(page)).toHaveText(new RegExp(`^${t(tag, 'app.save_saved', { time: '\\d\\d:\\d\\d' })}`));

      const other = await anotherMachine(browser, server, tag, address);
      await other.goto(`/${tag}/drafts/${id}/form/reach`);
      await expect(inputs(other, 'phone')).toHaveValue(/004 ?12$/);
      await expect(inputs(other, 'china_phone')).toHaveValue(await inputs(page, 'china_phone').inputValue());
    });

    test('what was saved on another day says which', async ({ page, server }) => {
      await signIn(page, server, tag, freshAddress());
      const id = await seed(page, [{ key: 'email', value: 'asa@example.com', base: 0 }]);
      await page.goto(`/${tag}/drafts/${id}/form/reach`);
      await expectSaveState(page, 'saved');
      const day = new Date(await page.evaluate(async (id) => (await (await fetch(`/api/drafts/${id}`)).json()).updated_at * 1000, id));
      await page.clock.setFixedTime(day.getTime() + 9 * 86_400_000);
      await page.reload();
      await expectSaveState(page, 'saved');
      const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
      await expect(saveState(page)).toContainText(new Intl.DateTimeFormat(WRITTEN[tag], { dateStyle: 'long', timeZone: zone }).format(day));
    });

    test('two drafts without a name are told apart by when they were begun', async ({ page }) => {
      const begun = [];
      for (const day of [1, 0]) {
        const at = new Date(Date.now() - day * 86_400_000);
        await page.clock.setFixedTime(at);
        await page.goto(`/${tag}/start`);
        if (begun.length) await press(page, tag, 'app.start_another');
        await answer(page, 'highest_degree', 'master');
        await expectSaveState(page, 'device');
        begun.unshift(at);
      }
      await page.goto(`/${tag}/applications`);
      const lines = page.locator('.rows__item');
      await expect(lines).toHaveCount(2);
      const timeZone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
      for (const [place, at] of begun.entries()) {
        const when = new Intl.DateTimeFormat(WRITTEN[tag], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
        await expect(lines.nth(place)).toContainText(t(tag, 'app.overview_begun', { when }));
      }
    });

    test('"Try now" saves at once', async ({ page, server }) => {
      await begin(page, server);
      // The line is down until the press and not longer: the portal's own next try can't come before it.
      await page.evaluate(() => {
        const { fetch } = window;
        window.fetch = () => Promise.reject(new TypeError('the line is down'));
        window.mend = () => Object.assign(window, { fetch });
      });
      await answer(page, 'phone', CONTACT.phone);
      await expectSaveState(page, 'waiting');
      await page.evaluate(() => addEventListener('click', window.mend, { capture: true, once: true }));
      await press(page, tag, 'app.save_try_now');
      await expectSaveState(page, 'saved');
    });

    test('a session that ends in the middle of typing costs nothing', async ({ page, context, server, browser }) => {
      const { address, id } = await begin(page, server);
      await context.clearCookies({ name: '__Host-portal' });
      await answer(page, 'phone', CONTACT.phone);
      const banner = page.locator('#expired');
      await expect(banner).toContainText(t(tag, 'app.expired_title'));
      await expect(saveState(page)).toHaveText(t(tag, 'app.save_sign_in_again'));
      await answer(page, 'china_phone', CONTACT.china_phone);
      await banner.getByRole('button', { name: t(tag, 'app.sign_in'), exact: true }).click();
      await enterCode(page, server, tag, address);

      expect(draftId(page)).toBe(id);
      await expect(banner).toHaveCount(0);
      await expect(inputs(page, 'phone')).toHaveValue(/004 ?12$/);
      await expect(inputs(page, 'china_phone')).not.toHaveValue('');
      await expectSaveState(page, 'saved');
      const other = await anotherMachine(browser, server, tag, address);
      await other.goto(`/${tag}/drafts/${id}/form/reach`);
      await expect(inputs(other, 'phone')).toHaveValue(/004 ?12$/);
    });

    test('another machine shows everything', async ({ page, server, browser }) => {
      const { address, id } = await begin(page, server);
      await page.goto(`/${tag}/drafts/${id}/form/birth`);
      const birth = answersOf('birth');
      await answerAll(page, birth);
      await expectSaveState(page, 'saved');

      const other = await anotherMachine(browser, server, tag, address);
      await other.getByRole('link', { name: t(tag, 'app.overview_draft_name') }).click();
      expect(draftId(other)).toBe(id);
      await other.getByRole('link', { name: t(tag, 'section.identity.title'), exact: true }).click();
      await other.goto(`/${tag}/drafts/${id}/form/birth`);
      for (const [question, value] of Object.entries(birth)) await expectAnswer(other, question, value);
    });

    test('what was saved survives a power cut', async ({ page, server, browser }) => {
      const { address, id } = await begin(page, server);
      await answer(page, 'phone', CONTACT.phone);
      await expectSaveState(page, 'saved');
      await server.stop('SIGKILL');
      await server.start();
      const other = await anotherMachine(browser, server, tag, address);
      await other.goto(`/${tag}/drafts/${id}/form/reach`);
      await expectAnswer(other, 'email', CONTACT.email);
      await expect(inputs(other, 'phone')).toHaveValue(/004 ?12$/);
    });
  });
}
