// Everybody who touches an application: an employer invites, the applicant accepts and applies, the employer signs and
// files, officers return, review, decide and issue, the helpdesk helps, and a stranger checks the letter.
import { dayAfter, today } from './support/dates.mjs';
import { upload } from './support/files.mjs';
import { agreeAndSend, answer, expectSaveState, goOn } from './support/form.mjs';
import { lettersTo } from './support/mail.mjs';
import { blankPdf } from './support/pdf.mjs';
import { DECLARATIONS, GAP, PAGES } from './support/person.mjs';
import { expectAccessible, expectSound, somebody } from './support/screen.mjs';
import { FORM_VERSION, changeElsewhere, changesOf, enterCode, freshAddress, signIn } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { act, addStaff, signInStaff, unfold } from './support/staff.mjs';
import { t } from './support/texts.mjs';

/** Fills the draft of who is signed in on this page, which is there already. */
async function fillWhole(page, id) {
  const between = { work_kind: 'unemployed', work_from: GAP.from, work_to: GAP.to };
  const pages = PAGES.map((one) => (one.page === 'work' ? { ...one, rows: [...one.rows, between] } : one));
  const status = await page.evaluate(
    async ({ id, changes, version }) => {
      const { revision } = await (await fetch(`/api/drafts/${id}`)).json();
      const body = JSON.stringify({ form_version: version, known: revision, changes });
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch(`/api/drafts/${id}`, { method: 'PATCH', headers, body })).status;
    },
    { id, changes: changesOf(pages, DECLARATIONS), version: FORM_VERSION },
  );
  expect(status).toBe(200);
}

/** Two files in one document of the draft of who is signed in on this page. */
async function addPassport(page, draft) {
  for (const [place, name] of ['Page one.pdf', 'Page two.pdf'].entries()) {
    const row = `p${place}`;
    const file = { documents: `${place + 1}`, doc_slot: 'passport', doc_file: await upload(page, blankPdf(2_000)), doc_name: name };
    for (const [question, value] of Object.entries(file)) await changeElsewhere(page, draft, `${question}@${row}`, value);
  }
}

/** An employer whose registration waits; the address of its pages. */
async function register(page, server, tag, code) {
  await signIn(page, server, tag, freshAddress());
  await page.goto(`/${tag}/employer`);
  await page.locator('#f-name').fill('Example Machines (Beijing) Co., Ltd.');
  await page.locator('#f-credit_code').fill(code);
  await page.locator('#f-address').fill('1 Example Road, Haidian, Beijing');
  await page.locator('#f-phone').fill('010-55501234');
  await page.locator('form[data-form="register"] button').click();
  await expect(page).toHaveURL(/\/employer\/[0-9a-f-]{36}\/invitations$/);
  return page.url().replace(/\/invitations$/, '');
}

const heading = (page) => page.getByRole('heading', { level: 1 });

/** A step of the road by its name. */
const step = (page, name) =>
  page.locator('.timeline__event').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** The day so many days from today, as it is shown. */
const shownDay = (days) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(today()) + days * 86_400_000,
  );

test('from an invitation to a letter that a stranger checks, with a correction in the middle', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const tag = 'en';
  const officers = [await addStaff(server, 'li', 'officer'), await addStaff(server, 'wang', 'officer')];
  const helper = await addStaff(server, 'he', 'helpdesk');
  const [employer, applicant, officer, second, helpdesk, stranger] = await Promise.all(
    Array.from({ length: 6 }, () => somebody(browser, server)),
  );

  // The employer registers, and an officer approves.
  const organisation = await register(employer, server, tag, '91110108MA00000070');
  await expect(employer.getByText(t(tag, 'organisation.state.pending.detail'))).toBeVisible();
  await signInStaff(officer, tag, officers[0]);
  await officer.goto(`/${tag}/staff/organisations`);
  await officer.getByRole('button', { name: t(tag, 'desk.approve') }).click();
  await expect(officer.getByText(t(tag, 'desk.organisations_none'))).toBeVisible();

  // It invites somebody, who accepts with a draft that begins with that.
  const address = freshAddress();
  await employer.reload();
  await employer.locator('form[data-form="invite"] [name="email"]').fill(address);
  await employer.locator('form[data-form="invite"] [name="label"]').fill('Åsa');
  await employer.locator('form[data-form="invite"] [name="job_title"]').fill('Chief engineer');
  await employer.locator('form[data-form="invite"] button').click();
  await expect(employer.getByRole('cell', { name: t(tag, 'invitation.state.sent') })).toBeVisible();
  const [invitation] = await lettersTo(server, address);
  await applicant.goto(invitation.text.match(/https?:\/\/\S+\/invitations\/\S+/)[0]);
  await expect(applicant.getByText('Chief engineer')).toBeVisible();
  await expectAccessible(applicant, 'invitation');
  const accept = applicant.getByRole('button', { name: t(tag, 'app.invited_accept') });
  await accept.click();
  await enterCode(applicant, server, tag, address);
  await accept.click();
  await applicant.getByRole('link', { name: t(tag, 'app.invited_go') }).click();
  await expect(heading(applicant)).toHaveText(t(tag, 'app.tasks_title'));
  const draft = applicant.url().match(/drafts\/([0-9a-f-]{36})/)[1];

  // The applicant's part is sent.
  await fillWhole(applicant, draft);
  await addPassport(applicant, draft);
  await applicant.goto(`/${tag}/drafts/${draft}/send`);
  await agreeAndSend(applicant);
  await expect(heading(applicant)).toHaveText(t(tag, 'app.status_title'));
  const status = applicant.url();

  // The helpdesk sees it with a code alone, masked, and the applicant sees that.
  await applicant.getByRole('link', { name: t(tag, 'app.access_title') }).click();
  await applicant.getByRole('button', { name: t(tag, 'app.access_support') }).click();
  const code = await applicant.locator('#code').innerText();
  await signInStaff(helpdesk, tag, helper);
  await helpdesk.goto(`/${tag}/staff/help`);
  await helpdesk.locator('form[data-form="help open"] [name="code"]').fill(code);
  await helpdesk.locator('form[data-form="help open"] button').click();
  await expect(heading(helpdesk)).not.toHaveText(t(tag, 'desk.help'));
  await expect(helpdesk.locator('main')).toContainText('Chalmers tekniska högskola');
  await expect(helpdesk.locator('main')).not.toContainText('AB1234567');
  await expectAccessible(helpdesk, 'view');
  await applicant.getByRole('button', { name: t(tag, 'app.back') }).click();
  await expect(applicant.getByText(t(tag, 'access.what.view'))).toBeVisible();
  await expectAccessible(applicant, 'access');

  // The employer says what its post is called, signs, and files.
  await employer.reload();
  await employer.getByRole('link', { name: 'Åsa' }).click();
  await expect(employer.locator('#f-job_title')).toHaveValue('Chief engineer');
  await employer.locator('#f-annual_salary_cny').fill('420000');
  await employer.locator('form[data-form="part"] button').click();
  await expect(employer.locator('#live')).toHaveText(t(tag, 'desk.saved'));
  await expectAccessible(employer, 'part');
  await employer.goto(organisation);
  await employer.locator('tbody a').click();
  await expect(employer.locator('main')).not.toContainText('AB1234567');
  await act(employer, 'sign');

  // What the authority needs in Chinese comes first: the employer writes it, the applicant sends one back and confirms all.
  const caseOfEmployer = employer.url();
  await expect(employer.locator('#renderings')).toContainText(t(tag, 'denied.rendering_owed'));
  await expect(employer.locator('#do-file')).toHaveCount(0);
  await employer.locator('#renderings').getByRole('link').click();
  await expect(heading(employer)).toHaveText(t(tag, 'desk.chinese'));
  await expect(employer.locator('main')).toContainText('Chalmers tekniska högskola');
  await expect(employer.locator('main')).not.toContainText('AB1234567');
  await expect(employer.locator('[name="chinese"]').first()).toHaveAttribute('lang', 'zh-Hans');
  await expectAccessible(employer, 'texts in Chinese');
  const texts = employer.locator('section.box');
  await expect(texts).toHaveCount(8);
  const write = async (number, chinese) => {
    await texts.nth(number).locator('[name="chinese"]').fill(chinese);
    await texts.nth(number).locator('form button').click();
    await expect(texts.nth(number)).toContainText(t(tag, 'rendering.proposed'));
  };
  await texts.first().locator('[name="chinese"]').fill('Chalmers');
  await texts.first().locator('form button').click();
  await expect(employer.getByRole('alert')).toContainText(t(tag, 'desk.problem.rendering_not_chinese'));
  for (let number = 0; number < 8; number += 1) await write(number, '示例');
  const asked = (await lettersTo(server, address)).filter(({ text }) => text.includes('/account/chinese/'));
  expect(asked).toHaveLength(1);
  await applicant.goto(asked[0].text.match(/https?:\/\/\S+\/account\/chinese\/\S+/)[0]);
  await expect(heading(applicant)).toHaveText(t(tag, 'account.chinese'));
  await expect(applicant.locator('dd[lang="zh-Hans"]')).toHaveCount(8);
  const first = applicant.locator('section.box').first();
  await expect(first).toContainText('Chalmers tekniska högskola');
  await first.locator('summary').click();
  await first.locator('[name="remark"]').fill('It is called 查尔姆斯');
  await first.locator('form button').click();
  await expect(first).toContainText(t(tag, 'rendering.returned'));
  await expectAccessible(applicant, 'own words in Chinese');
  await applicant.getByRole('button', { name: t(tag, 'account.chinese_all') }).click();
  await expect(applicant.getByText(t(tag, 'rendering.confirmed'), { exact: true })).toHaveCount(7);
  await employer.reload();
  await expect(texts.first()).toContainText('It is called 查尔姆斯');
  await write(0, '查尔姆斯理工大学');
  await applicant.goto(status);
  await applicant.getByRole('link', { name: t(tag, 'app.chinese_to_confirm') }).click();
  await first.locator('[data-act^="chinese confirm"]').click();
  await expect(first).toContainText(t(tag, 'rendering.confirmed'));
  await employer.goto(caseOfEmployer);
  await act(employer, 'file', { where: 'here' });
  await expect(employer.locator('main')).toContainText(t(tag, 'state.filed'));
  await expectAccessible(employer, 'case of an employer');

  // An officer finds it in the queue, and returns it with one list.
  await officer.goto(`/${tag}/staff/cases`);
  await officer.locator('tbody a').first().click();
  await expect(officer.locator('.answers .field__note [lang="zh-Hans"]').first()).toHaveText('查尔姆斯理工大学');
  const pageTwo = await officer.getByRole('link', { name: 'Page two.pdf' }).getAttribute('href');
  expect(await officer.evaluate(async (address) => (await fetch(address)).status, pageTwo)).toBe(200);
  await act(officer, 'start_pre_review');
  const back = await unfold(officer, 'return');
  const item = back.locator('form[data-form="item add"]');
  await item.locator('[name="pin"]').selectOption('q:address');
  await item.locator('[name="owner"]').selectOption('applicant');
  await item.locator('[name="reason"]').selectOption('contradicts');
  await item.locator('[name="due"]').fill(dayAfter({ days: 20 }));
  await item.locator('button').click();
  await expect(back.locator('ul.items > li')).toHaveCount(1);
  await act(officer, 'return', { if_late: 'goes_back' });
  await expect(officer.locator('main')).toContainText(t(tag, 'state.returned_for_correction'));
  await expectAccessible(officer, 'case');
  const caseOfOfficer = officer.url();

  // The applicant reads which document the officer opened, and which of its files; and no id.
  await applicant.goto(`/${tag}/drafts/${draft}/access`);
  const opened = applicant.locator('.timeline__event').filter({ hasText: t(tag, 'access.what.file') });
  await expect(opened).toHaveCount(1);
  await expect(opened).toContainText(t(tag, 'document.passport.title'));
  await expect(opened).toContainText('Page two.pdf');
  expect(pageTwo).toContain('/files/');
  await expect(applicant.locator('main')).not.toContainText(pageTwo.split('/').at(-1));
  await expectAccessible(applicant, 'access to a file');

  // The applicant is told, corrects that, and sends it again.
  const news = (await lettersTo(server, address)).filter(({ text }) => text.includes(t(tag, 'event.returned_for_correction')));
  expect(news).toHaveLength(1);
  await applicant.goto(status);
  const toCorrect = applicant.locator('#to-correct');
  await expect(toCorrect).toContainText(t(tag, 'correction.reason.contradicts'));
  await expectAccessible(applicant, 'status with a list');
  await toCorrect.getByRole('listitem').getByRole('link').click();
  await answer(applicant, 'address', 'Nygatan 2, 411 08 Göteborg');
  await expectSaveState(applicant, 'saved');
  await applicant.goto(`/${tag}/drafts/${draft}/send`);
  await agreeAndSend(applicant);
  await expect(heading(applicant)).toHaveText(t(tag, 'app.status_title'));
  await expect(toCorrect).toHaveCount(0);

  // It goes on. A category that the preview does not name takes a second person.
  await officer.goto(caseOfOfficer);
  await expect(officer.locator('ins').filter({ hasText: 'Nygatan 2' })).toBeVisible();
  await act(officer, 'pass_pre_review');
  await act(officer, 'accept', { receipt: 'R-2026-0001' });
  await act(officer, 'start_review');
  await act(officer, 'approve', { category: 'C', why: 'Within the quota' });
  await expect(officer.getByText(t(tag, 'desk.proposal'), { exact: true })).toBeVisible();
  await expect(officer.locator('#do-confirm')).toHaveCount(0);
  await signInStaff(second, tag, officers[1]);
  await second.goto(caseOfOfficer);
  await act(second, 'confirm');
  await expect(second.locator('main')).toContainText(t(tag, 'state.approved'));
  await act(second, 'issue_letter', { valid_until: dayAfter({ days: 150 }) });
  await expect(second.locator('main')).toContainText('NL-');

  // The applicant has the letter, and a stranger checks it. Under what happened stand the receipt's number, and the category
  // that was approved in the place of the preview's.
  await applicant.goto(status);
  const history = (page) => page.locator('.timeline').first();
  await expect(history(applicant)).toContainText(t(tag, 'app.told_receipt', { number: 'R-2026-0001' }));
  await expect(history(applicant)).toContainText(t(tag, 'category.c'));
  const check = applicant.getByRole('link', { name: t(tag, 'app.letter_check') });
  await stranger.goto(await check.getAttribute('href'));
  await expect(stranger.getByText(t(tag, 'letter.state.valid'), { exact: true })).toBeVisible();
  await expect(stranger.locator('main')).not.toContainText('LINDSTROEM');
  await expectAccessible(stranger, 'letter');

  // The applicant gets the visa and enters: both are done, with their day, and the residence permit has its last day.
  const next = /timeline__event--next/;
  await expect(step(applicant, t(tag, 'step.get_visa'))).toHaveClass(next);
  await expect(applicant.locator('main')).toContainText(t(tag, 'app.hears'));
  const again = applicant.locator('#days-again');
  const record = async (what) => {
    const on = applicant.locator(`#on-${what}`);
    await on.fill(today());
    await applicant.locator('form').filter({ has: on }).getByRole('button').click();
    await expect(again.locator(`#on-${what}`)).toHaveCount(1);
  };
  for (const what of ['visa', 'entry']) await record(what);
  // A day that was told is told again.
  const told = history(applicant).getByRole('heading', { name: t(tag, 'event.visa_issued'), exact: true });
  await expect(told).toHaveCount(1);
  await again.locator('summary').click();
  await record('visa');
  await expect(told).toHaveCount(2);
  for (const name of ['get_visa', 'enter']) {
    const done = step(applicant, t(tag, `step.${name}`));
    await expect(done).not.toHaveClass(next);
    await expect(done).toContainText(t(tag, 'step.done_on', { date: shownDay(0) }));
  }
  const lastDay = t(tag, 'step.by', { date: shownDay(30) });
  const residence = step(applicant, t(tag, 'step.residence_permit'));
  await expect(residence).toHaveClass(next);
  await expect(residence).toContainText(lastDay);
  const everybody = new Intl.ListFormat('en-GB').format(['applicant', 'employer', 'authority'].map((who) => t(tag, `actor.${who}`)));
  await expect(residence).toContainText(t(tag, 'step.recorded_by', { who: everybody }));
  await expectAccessible(applicant, 'status after entry');

  // The authority and the employer see the same road, in words that are theirs.
  await employer.goto(caseOfEmployer);
  await second.reload();
  for (const page of [employer, second]) {
    await expect(step(page, t(tag, 'step.get_visa'))).not.toHaveClass(next);
    await expect(step(page, t(tag, 'step.residence_permit'))).toContainText(lastDay);
    await expect(step(page, t(tag, 'desk.step.register_address'))).toContainText(t(tag, 'desk.actor.applicant'));
    await expect(history(page)).toContainText(t(tag, 'category.c'));
  }
  await expectAccessible(employer, 'case of an employer after entry');
});

test('nobody who was not let in sees anything of the desk', async ({ page, server, browser }) => {
  const helper = await addStaff(server, 'hong', 'helpdesk');
  for (const path of ['staff/cases', 'staff/organisations', 'staff/help']) {
    await page.goto(`/en/${path}`);
    await expect(page.locator('#f-password')).toBeVisible();
  }
  await page.locator('#f-username').fill(helper.email);
  await page.locator('#f-password').fill('not the password');
  await page.locator('#f-totp').fill('123456');
  await page.getByRole('button', { name: t('en', 'app.sign_in'), exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(t('en', 'error.staff_sign_in_wrong'));
  await expect(page.locator('#f-username')).toHaveValue(helper.email);
  const other = await somebody(browser, server);
  await signInStaff(other, 'en', helper);
  await other.goto('/en/staff/cases');
  await expect(other.getByRole('alert')).toContainText(t('en', 'error.forbidden'));
});

for (const tag of ['zh-Hans']) {
  test(`the screens of staff and employers are sound (${tag})`, async ({ browser, server }) => {
    const account = await addStaff(server, `zhao-${tag.toLowerCase()}`, 'supervisor');
    const page = await somebody(browser, server);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`/${tag}/staff`);
    await expect(page.locator('#f-password')).toBeVisible();
    await expectSound(page, 'sign-in');
    await expectAccessible(page, 'sign-in');
    await signInStaff(page, tag, account);
    for (const path of ['staff', 'staff/cases', 'staff/organisations', 'staff/help']) {
      await page.goto(`/${tag}/${path}`);
      await expect(page.getByText(t(tag, 'app.loading'), { exact: true })).toHaveCount(0);
      await expect(heading(page)).toBeFocused();
      await expectSound(page, path);
      await expectAccessible(page, path);
    }
    const other = await somebody(browser, server);
    await other.setViewportSize({ width: 360, height: 740 });
    await signIn(other, server, tag, freshAddress());
    await other.goto(`/${tag}/employer`);
    await expect(other.locator('#f-credit_code')).toBeVisible();
    await expectSound(other, 'employer');
    await expectAccessible(other, 'employer');
  });
}
