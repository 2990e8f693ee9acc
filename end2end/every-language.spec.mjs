// Every screen in every language, on a small phone: nothing in English by mistake, nothing too wide, directions right,
// accessible. And in two languages that nobody speaks, which show what escaped the messages and what is cut off.
import { DECLARATIONS, MRZ, PAGES } from './support/person.mjs';
import { bringAxe, glance, shot, visit } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { freshAddress, seedWhole, signIn, submit } from './support/session.mjs';
import { addStaff, signInStaff } from './support/staff.mjs';
import { ALL_TAGS, PSEUDO, learn, t } from './support/texts.mjs';

test.use({ viewport: { width: 320, height: 640 } });

const ABOUT = { name: 'Example Machines Co., Ltd.', credit_code: '91350100M000100Y43', address: '1 Example Road', phone: '0512-55501234' };
/** What no message says: what was typed, and who runs the portal. */
const TYPED = JSON.stringify([PAGES, DECLARATIONS, MRZ.replaceAll(/<+/g, ' '), ABOUT, 'Work Permit Portal (demonstration)']);

/** The words on screen that are in no message: in brackets all of them stand. */
function escaped(page) {
  return page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let depth = 0;
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (parentElement.closest('script, style, noscript, option, [lang]:not([lang="en-XA"]), textarea')) continue;
      const before = depth;
      depth += data.split('⟦').length - data.split('⟧').length;
      if (before === 0 && depth === 0 && !data.includes('⟦') && /[a-z]{3,} [a-z]{3,}/i.test(data)) found.push(data.trim());
    }
    return found;
  });
}

for (const tag of [...ALL_TAGS, ...PSEUDO]) {
  test.describe(tag, () => {
    // A portal for each language: an organisation registers once.
    test.use({ portalEnvironment: { PORTAL_PSEUDO_LOCALES: 'true', PORTAL_MAIL_FROM: `${tag}@example.org` } });

    test('every screen', async ({ page, server }) => {
      test.setTimeout(240_000);
      if (PSEUDO.includes(tag)) await learn(server, tag);
      await bringAxe(page);
      const at = async (path, name, wait) => {
        await visit(page, `/${tag}/${path}`);
        if (wait) await expect(page.locator(wait).first()).toBeVisible();
        await glance(page, `${tag}: ${name}`);
        await shot(page, `${tag}-${name}`);
        if (tag === 'en-XA') expect.soft((await escaped(page)).filter((words) => !TYPED.includes(words)), name).toEqual([]);
      };
      const root = page.locator('html');

      await page.goto(`/${tag}`);
      await expect(page.getByRole('button', { name: t(tag, 'landing.start') })).toBeVisible();
      await expect(root).toHaveAttribute('lang', tag);
      await expect(root).toHaveAttribute('dir', t(tag, 'locale.dir'));
      await glance(page, `${tag}: landing`);
      await shot(page, `${tag}-landing`);
      await page.locator('.language-button').click();
      await expect(page.locator('#languages a')).toHaveCount(ALL_TAGS.length + PSEUDO.length);
      await glance(page, `${tag}: languages`);
      await shot(page, `${tag}-languages`);
      await page.keyboard.press('Escape');
      await expect(page.locator('#languages')).toBeHidden();
      for (const path of ['check-where-you-stand', 'verify/WP-2345-6789-AB/0123456789abcdef0123456789abcdef', 'sign-in', 'nowhere']) {
        await at(path, path.split('/')[0]);
      }

      // What an applicant sees.
      await signIn(page, server, tag, freshAddress());
      const draft = await seedWhole(page);
      for (const one of PAGES) await at(`drafts/${draft}/form/${one.page}`, one.page);
      await at(`drafts/${draft}`, 'tasks');
      await at(`drafts/${draft}/check`, 'check');
      for (const place of ['category', 'what-if', 'documents']) await at(`drafts/${draft}/${place}`, place, '.outcome__stamp');
      await at(`drafts/${draft}/form/declarations`, 'declarations');
      await at(`drafts/${draft}/send`, 'send', '#send');
      const application = await submit(page, draft, tag);
      await at(`applications/${application}`, 'status', '.panel__reference');
      await at('applications', 'overview', '.rows__item');

      // What is a person's own, and what an employer sees: programs with documents of their own.
      await page.goto(`/${tag}/account`);
      for (const place of ['account', 'account/notices', 'account/passkeys', 'account/sessions', 'account/help', `account/employer/${draft}`, `account/notes/${draft}`, 'account/recover']) {
        await at(place, place.split('/').slice(0, 2).join('-'));
      }
      const organisation = await page.evaluate(async (about) => {
        const headers = { 'Content-Type': 'application/json' };
        const send = async (path, body) => (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
        const { id } = await send('/api/organisations', about);
        await send(`/api/organisations/${id}/invitations`, { people: [{ email: 'somebody@example.com', label: '', locale: 'en', post: [] }] });
        return id;
      }, ABOUT);
      await page.goto(`/${tag}/employer`);
      await at('employer', 'employer', `a[href*="${organisation}"]`);
      for (const place of ['', '/invitations', '/people', '/posts', '/posts/new']) {
        await at(`employer/${organisation}${place}`, `employer${place.replaceAll('/', '-')}`);
      }
      await page.locator('html').evaluate(() => fetch('/api/session', { method: 'DELETE' }));

      // And the staff.
      const officer = await addStaff(server, `lan-${tag.toLowerCase()}`, 'officer');
      await signInStaff(page, tag, officer);
      for (const place of ['cases', 'organisations', 'passkeys']) await at(`staff/${place}`, `staff-${place}`);
      const helpdesk = await addStaff(server, `wen-${tag.toLowerCase()}`, 'helpdesk');
      await page.context().clearCookies();
      await signInStaff(page, tag, helpdesk);
      for (const place of ['help', 'requests', 'recoveries']) await at(`staff/${place}`, `staff-${place}`);
      expect(server.log()).not.toContain('ERROR');
    });
  });
}
