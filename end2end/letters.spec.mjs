// Who gets which e-mail, said before it is sent and chosen by who reads it; and the Notification Letter as a paper.
import { dayAfter } from './support/dates.mjs';
import { expectHeading, press } from './support/form.mjs';
import { lettersTo } from './support/mail.mjs';
import { look, somebody } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { freshAddress, render, seedWhole, signIn, submit } from './support/session.mjs';
import { act, addStaff, signInStaff, unfold } from './support/staff.mjs';
import { t } from './support/texts.mjs';

const EN = 'en';

/** What the link to the letter on this page leads to. */
async function letterOf(page) {
  const link = page.getByRole('link', { name: t(EN, 'app.letter_pdf') });
  const answer = await page.request.get(await link.getAttribute('href'));
  expect(answer.headers()['content-type']).toBe('application/pdf');
  return (await answer.body()).toString('base64');
}

/** Who will hear of it, as its form says. */
const hears = async (page, action) => (await unfold(page, action)).locator('p.field__hint').last();

test('it is said beforehand who gets an e-mail, and each side has the letter as a paper', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const officers = [await addStaff(server, 'lan', 'officer'), await addStaff(server, 'wen', 'officer')];
  const [employer, applicant, officer, second] = await Promise.all(
    Array.from({ length: 4 }, () => somebody(browser, server)),
  );
  const [boss, address] = [freshAddress(), freshAddress()];
  await signIn(employer, server, EN, boss);
  await employer.goto(`/${EN}/employer`);
  for (const [name, value] of Object.entries({
    name: 'Example Machines (Xiamen) Co., Ltd.',
    credit_code: '91350200M000200YXD',
    address: '2 Example Road, Xiamen',
    phone: '0592 5550 1234',
  })) await employer.locator(`#f-${name}`).fill(value);
  await press(employer, EN, 'desk.register');
  await expect(employer).toHaveURL(/\/employer\/[0-9a-f-]{36}\/invitations$/);
  const organisation = employer.url().replace(/\/invitations$/, '');
  await signInStaff(officer, EN, officers[0]);
  await officer.goto(`/${EN}/staff/organisations`);
  // Of both decisions, the employer.
  const registered = officer.locator('section', { hasText: 'Example Machines (Xiamen) Co., Ltd.' });
  await expect(registered.locator('form p.field__hint')).toHaveText(Array(2).fill(t(EN, 'desk.hears.employer')));
  await press(officer, EN, 'desk.approve');
  await expect(officer.locator('#live')).toHaveText(t(EN, 'account.done'));

  await expect(employer.locator('form[data-form="invite"]').getByText(t(EN, 'desk.hears.applicant'))).toBeVisible();
  await employer.locator('form[data-form="invite"] [name="email"]').fill(address);
  await employer.locator('form[data-form="invite"] [name="label"]').fill('Åsa');
  await employer.locator('form[data-form="invite"] button').click();
  await expect(employer.getByRole('cell', { name: t(EN, 'invitation.state.sent') })).toBeVisible();
  const [invitation] = await lettersTo(server, address);
  const secret = invitation.text.match(/\/invitations\/(\S+)/)[1];
  await signIn(applicant, server, EN, address);
  const draft = await seedWhole(applicant);
  const accepted = await applicant.evaluate(async ([secret, draft]) => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ accepts: true, draft });
    return (await fetch(`/api/invitations/${secret}/answer`, { method: 'POST', headers, body })).status;
  }, [secret, draft]);
  expect(accepted).toBe(200);
  await applicant.goto(`/${EN}/drafts/${draft}/send`);
  await expect(applicant.getByText(t(EN, 'app.send_hears'))).toBeVisible();
  const id = await submit(applicant, draft, EN);
  const told = async (words) => (await lettersTo(server, boss)).filter(({ text }) => text.includes(words)).length;
  expect(await told(t(EN, 'news.invitation_accepted'))).toBe(1);
  expect(await told(t(EN, 'desk.event.applicant_ready'))).toBe(1);

  await render(employer, applicant, organisation.split('/').pop(), id);
  await employer.goto(`${organisation}/cases/${id}`);
  await expect(await hears(employer, 'sign')).toHaveText(t(EN, 'desk.hears.applicant'));
  await act(employer, 'sign');
  await act(employer, 'file', { where: 'here' });
  await expect(employer.locator('.summary').first()).toContainText(t(EN, 'state.filed'));
  // Colleagues see which of them it was.
  await expect(employer.locator('.timeline__who', { hasText: boss }).first()).toBeVisible();
  await officer.goto(`/${EN}/staff/cases/${id}`);
  await expect(await hears(officer, 'start_pre_review')).toHaveText(t(EN, 'desk.hears.both'));
  await act(officer, 'start_pre_review');
  await act(officer, 'pass_pre_review');
  await act(officer, 'accept', { receipt: 'R-2026-0002' });
  await act(officer, 'start_review');
  const refuse = await hears(officer, 'refuse');
  await expect(refuse).toHaveText([t(EN, 'desk.hears.nobody'), t(EN, 'desk.hears.second')].join(' '));
  await look(officer, 'letters-actions');
  await act(officer, 'approve', { category: 'C', why: 'Within the quota' });
  await expect(officer.getByText(t(EN, 'desk.proposal'), { exact: true })).toBeVisible();
  await signInStaff(second, EN, officers[1]);
  await second.goto(`/${EN}/staff/cases/${id}`);
  await act(second, 'confirm');
  await act(second, 'issue_letter', { valid_until: dayAfter({ days: 150 }) });
  await expect(second.locator('main')).toContainText('NL-');
  const desk = await letterOf(second);
  await employer.reload();
  expect(await letterOf(employer)).toBe(desk);
  await look(employer, 'letters-employer');
  await applicant.goto(`/${EN}/applications/${id}`);
  expect(await letterOf(applicant)).toBe(desk);
  await look(applicant, 'letters-applicant');
});

for (const tag of ['zh-Hans']) {
  test(`which e-mails one gets, when and in which language is a choice that stays (${tag})`, async ({ browser, server }) => {
    const page = await somebody(browser, server);
    const address = freshAddress();
    await page.goto(`/${tag}/account/notices`);
    await expect(page.getByText(t(tag, 'account.sign_in_first'))).toBeVisible();
    await signIn(page, server, tag, address);
    await page.goto(`/${tag}/account`);
    await page.getByRole('link', { name: t(tag, 'account.notices') }).click();
    await expectHeading(page, t(tag, 'account.notices'));
    const road = page.locator('[name="wanted"][value="road"]');
    const daily = page.locator('[name="pace"][value="daily"]');
    await expect(road).toBeChecked();
    await expect(daily).not.toBeChecked();
    await expect(page.getByText(address)).toHaveCount(1);
    await look(page, `notices-${tag}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await look(page, `notices-dark-${tag}`);
    await page.emulateMedia({ colorScheme: 'light' });
    await road.uncheck();
    await daily.check();
    await page.locator('[name="hour"]').selectOption('7');
    await page.locator('[name="locale"]').selectOption('zh-Hans');
    await press(page, tag, 'account.notices_save');
    await expect(page.locator('#live')).toHaveText(t(tag, 'account.notices_saved'));
    await page.reload();
    await expect(daily).toBeChecked();
    await expect(road).not.toBeChecked();
    await expect(page.locator('[name="wanted"][value="progress"]')).toBeChecked();
    await expect(page.locator('[name="hour"]')).toHaveValue('7');
    await expect(page.locator('[name="locale"]')).toHaveValue('zh-Hans');
    // A language is called by its own name, in its own direction; an hour as the reader's clock says it.
    const arabic = page.locator('[name="locale"] option[value="ar"]');
    await expect(arabic).toHaveText(t('ar', 'locale.name'));
    await expect(arabic).toHaveAttribute('lang', 'ar');
    await expect(arabic).toHaveAttribute('dir', 'rtl');
    await page.goto('/zh-Hant/account/notices');
    await expect(page.locator('[name="hour"] option[value="7"]')).toHaveText('上午07:00');
  });
}
