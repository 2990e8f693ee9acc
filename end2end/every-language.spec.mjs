// Every screen in every language, on a small phone: nothing in English by mistake, nothing too wide, directions right,
// accessible. And in two languages that nobody speaks, which show what escaped the messages and what is cut off.
import { dayAfter } from './support/dates.mjs';
import { employ, send } from './support/employer.mjs';
import { expectHeading, press } from './support/form.mjs';
import { LANGUAGES, lookAt } from './support/languages.mjs';
import { lettersTo } from './support/mail.mjs';
import { PAGES } from './support/person.mjs';
import { bringAxe, somebody, visit } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { freshAddress, seed, seedWhole, signIn, submit } from './support/session.mjs';
import { addStaff, signInStaff } from './support/staff.mjs';
import { PSEUDO, learn, t } from './support/texts.mjs';

const viewport = { width: 320, height: 640 };
test.use({ viewport });

const QUESTION = 'The second line of my passport is refused.';
/** What an officer writes, who reads another language. */
const NOTE = '请看第 2 页。';

for (const tag of LANGUAGES) {
  test.describe(tag, () => {
    // A portal for each language: an organisation registers once.
    test.use({ portalEnvironment: { PORTAL_PSEUDO_LOCALES: 'true', PORTAL_MAIL_FROM: `${tag}@example.org` } });

    test('every screen', async ({ browser, page, server }) => {
      test.setTimeout(480_000);
      if (PSEUDO.includes(tag)) await learn(server, tag);
      await bringAxe(page);
      const seen = (name, on = page) => lookAt(on, tag, name, QUESTION);
      const at = async (path, name, wait, on = page) => {
        await visit(on, `/${tag}/${path}`);
        if (wait) await expect(on.locator(wait).first()).toBeVisible();
        await seen(name, on);
      };

      await page.goto(`/${tag}`);
      await expect(page.getByRole('button', { name: t(tag, 'landing.start') })).toBeVisible();
      await seen('landing');
      await page.locator('.language-button').click();
      await expect(page.locator('#languages a')).toHaveCount(LANGUAGES.length);
      await seen('languages');
      await page.keyboard.press('Escape');
      await expect(page.locator('#languages')).toBeHidden();
      for (const path of ['check-where-you-stand', 'verify/WP-2345-6789-AB/0123456789abcdef0123456789abcdef', 'sign-in', 'nowhere']) {
        await at(path, path.split('/')[0]);
      }
      await at('verify', 'which paper to check', '#verify-number');
      await press(page, tag, 'app.verify_go');
      await expect(page.locator('#error-summary')).toBeFocused();
      await seen('which paper to check, empty');

      // What an applicant sees.
      await signIn(page, server, tag, freshAddress());
      const draft = await seedWhole(page);
      for (const one of PAGES) await at(`drafts/${draft}/form/${one.page}`, one.page);
      for (const group of ['education', 'work', 'dependants']) {
        await visit(page, `/${tag}/drafts/${draft}/form/${group}`);
        await page.locator('.rows__item').getByRole('link').first().click();
        await expect(page.getByRole('button', { name: t(tag, 'app.row_done') })).toBeVisible();
        await seen(`a row of ${group}`);
      }
      await at(`drafts/${draft}`, 'tasks');
      await at(`drafts/${draft}/files`, 'files', '.task-list');
      await at(`drafts/${draft}/files/passport`, 'a document', '.files__add');
      await at(`drafts/${draft}/access`, 'access', '.lead');
      await at(`drafts/${draft}/check`, 'check');
      for (const place of ['category', 'what-if', 'documents']) await at(`drafts/${draft}/${place}`, place, '.outcome__stamp');
      await at(`drafts/${draft}/form/declarations`, 'declarations');
      await at(`drafts/${draft}/send`, 'send', '#send');

      // An employer is joined to the draft, and invites somebody.
      const employer = await somebody(browser, server, { viewport });
      await signIn(employer, server, tag, freshAddress());
      const { organisation, invitation } = await employ(employer, page, draft);
      const own = `/api/organisations/${organisation}`;
      const invited = freshAddress();
      await send(employer, 'POST', `${own}/invitations`, { people: [{ email: invited, label: '', locale: 'en', post: [] }] });
      await expect.poll(async () => (await lettersTo(server, invited)).length).toBe(1);
      const [letter] = await lettersTo(server, invited);
      await seed(page, [{ key: 'work_city', value: 'Suzhou', base: 0 }]);
      await at(letter.text.match(/invitations\/[^\s/]+/)[0], 'invitation', '[name="draft"]');
      const application = await submit(page, draft, tag);
      await at(`applications/${application}`, 'status', '.panel__reference');
      await at('applications', 'overview', '.rows__item');

      // What an employer sees, and what is a person's own: programs with documents of their own.
      await employer.goto(`/${tag}/employer`);
      await at('employer', 'employer', `a[href*="${organisation}"]`, employer);
      for (const place of ['', '/invitations', '/people', '/posts', '/posts/new']) {
        await at(`employer/${organisation}${place}`, `employer${place.replaceAll('/', '-')}`, undefined, employer);
      }
      const part = `employer/${organisation}/invitations/${invitation}`;
      await at(part, 'part', 'form[data-form="part"]', employer);
      await at(`${part}/help`, 'help with a part', undefined, employer);
      const ownCase = `employer/${organisation}/cases/${application}`;
      await at(ownCase, 'own case', 'dl.summary', employer);
      await at(`${ownCase}/chinese`, 'texts in Chinese', '[name="chinese"]', employer);
      const owed = `${own}/cases/${application}/renderings`;
      const { list } = await send(employer, 'GET', owed);
      await send(employer, 'PATCH', owed, { texts: list.map(({ key, original }) => ({ key, original, chinese: '示例' })) });
      await page.goto(`/${tag}/account`);
      for (const place of ['account', 'account/notices', 'account/passkeys', 'account/sessions', `account/employer/${draft}`, `account/notes/${draft}`, 'account/recover', 'account/sign-in', `account/stop/${'0'.repeat(32)}`]) {
        await at(place, place.split('/').slice(0, 2).join('-'));
      }
      await at(`account/correct/${application}`, 'account-correct', '.lead');
      await at(`account/chinese/${application}`, 'account-chinese', 'section.box');
      const answers = list.map(({ key }) => ({ key, chinese: '示例', confirmed: true }));
      await send(page, 'PATCH', `/api/applications/${application}/renderings`, { answers });
      await at(`account/changes/${application}`, 'account-changes', '.lead');
      await at('account/help', 'account-help', '[name="text"]');
      await page.locator('[name="text"]').fill(QUESTION);
      await press(page, tag, 'account.help_send');
      await expectHeading(page, t(tag, 'account.help_thread'));
      await seen('account-help-thread');
      const { code } = await send(page, 'POST', `/api/drafts/${draft}/support-code`);

      // And the staff.
      const desk = await somebody(browser, server, { viewport });
      const officer = await addStaff(server, `lan-${tag.toLowerCase()}`, 'officer');
      await signInStaff(desk, tag, officer);
      for (const place of ['cases', 'organisations', 'statistics', 'passkeys', 'sessions']) await at(`staff/${place}`, `staff-${place}`, undefined, desk);
      // Before it is filed the application is not theirs to see.
      const registered = (await send(desk, 'GET', '/api/desk/organisations')).find(({ id }) => id === organisation);
      await send(desk, 'POST', `/api/desk/organisations/${organisation}/decision`, { approved: true, seen: registered.revision });
      const acts = async (who, path, action, why = '') => {
        const { seen: lines } = await send(who, 'GET', path);
        return send(who, 'POST', `${path}/actions`, { seen: lines, action, why });
      };
      for (const action of ['sign', { file: null }]) await acts(employer, `${own}/cases/${application}`, action);
      const filed = `/api/desk/cases/${application}`;
      await at(`staff/cases/${application}`, 'staff-case', 'dl.summary', desk);
      await acts(desk, filed, 'start_pre_review');
      const item = { reason: 'contradicts', due: dayAfter({ days: 20 }) };
      const items = [
        { ...item, owner: 'applicant', pin: { question: 'passport_number' }, note: NOTE },
        { ...item, owner: 'applicant', pin: { document: 'degree' } },
        { ...item, owner: 'employer', pin: { question: 'duties' }, note: NOTE },
      ];
      await acts(desk, filed, { return: { items, if_late: 'goes_back' } });
      await at(`staff/cases/${application}`, 'staff-case to correct', 'dl.summary', desk);
      await at(ownCase, 'own case to correct', 'dl.summary', employer);
      await page.goto(`/${tag}/applications/${application}`);
      await expect(page.locator('.corrections')).toBeVisible();
      await seen('status to correct');
      await acts(desk, filed, 'close_correction', NOTE);
      for (const action of ['pass_pre_review', { accept: 'R-1' }, 'start_review']) await acts(desk, filed, action);
      // The preview names no category alone: two people say which it is.
      const { records } = await acts(desk, filed, { approve: 'B' }, NOTE);
      expect(records.at(-1).event.kind).toBe('approval_proposed');
      const second = await somebody(browser, server, { viewport });
      await signInStaff(second, tag, await addStaff(server, `bo-${tag.toLowerCase()}`, 'officer'));
      await at(`staff/cases/${application}`, 'staff-case proposed', 'dl.summary', second);
      await acts(second, filed, 'confirm');
      await second.context().close();
      await acts(desk, filed, { issue_letter: { valid_until: dayAfter({ months: 5 }), months: 12 } });
      await at(`staff/cases/${application}`, 'staff-case approved', 'dl.summary', desk);
      await at(ownCase, 'own case approved', 'dl.summary', employer);
      await at(`employer/${organisation}`, 'employer table', 'table', employer);
      await at('applications', 'overview approved', '.rows__item');
      await at(`applications/${application}`, 'status approved', 'a[href*="/verify/"]');
      const { letter: issued } = await send(page, 'GET', `/api/applications/${application}`);
      await at(`verify/${issued.number}/${issued.code}`, 'verify a letter', 'dl.summary');
      await employer.context().close();
      const helpdesk = await addStaff(server, `wen-${tag.toLowerCase()}`, 'helpdesk');
      await desk.context().clearCookies();
      await signInStaff(desk, tag, helpdesk);
      for (const place of ['recoveries', 'requests']) await at(`staff/${place}`, `staff-${place}`, undefined, desk);
      await desk.locator('.requests > li').first().getByRole('link').click();
      await expectHeading(desk, t(tag, 'desk.request'));
      await seen('staff-request', desk);
      await at('staff/help', 'staff-help', '#f-code', desk);
      await desk.locator('#f-code').fill(code);
      await press(desk, tag, 'desk.help_open');
      await expectHeading(desk, t(tag, 'desk.view'));
      await seen('staff-view', desk);
      await desk.context().close();
      expect(server.log()).not.toContain('ERROR');
    });
  });
}
