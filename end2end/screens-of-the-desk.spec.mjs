// The screens of staff and employers one by one: what is typed stays, what is old is said, what is private asks why.
import { installClock } from './support/clock.mjs';
import { expectHeading, press } from './support/form.mjs';
import { PAGES } from './support/person.mjs';
import { look, somebody, speak } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { freshAddress, render, seedWhole, signIn, submit } from './support/session.mjs';
import { act as fillAndDo, addStaff, signInStaff } from './support/staff.mjs';
import { dayAfter } from './support/dates.mjs';
import { t } from './support/texts.mjs';

const EN = 'en';
const EMPLOYER = 'Example Machines (Suzhou) Co., Ltd.';

const said = (page) => page.locator('#live');
const done = (page) => expect(said(page)).toHaveText(t(EN, 'account.done'));

/** Does something with the case on screen. */
async function act(page, action, fields) {
  await fillAndDo(page, action, fields);
  await expect(page.locator(`#do-${action}`)).toHaveCount(0);
}

const stands = (page, state) => expect(page.locator('.summary').first()).toContainText(t(EN, state));

/** Registers an organisation, has it approved, and returns its page's address. */
async function employed(browser, server, officer) {
  const employer = await somebody(browser, server);
  await employer.goto(`/${EN}/employer`);
  await expect(employer.getByRole('link', { name: t(EN, 'app.sign_in'), exact: true })).toHaveAttribute('href', `/${EN}/sign-in`);
  await signIn(employer, server, EN, freshAddress());
  await employer.goto(`/${EN}/employer`);
  await expectHeading(employer, t(EN, 'desk.employer'));
  await look(employer, 'employer');
  for (const [name, value] of Object.entries({
    name: EMPLOYER,
    credit_code: '91350100M000100Y43',
    address: '1 Example Road, Suzhou',
    phone: '0512 5550 1234',
  })) await employer.locator(`#f-${name}`).fill(value);
  await press(employer, EN, 'desk.register');
  await expectHeading(employer, t(EN, 'desk.invitations'));
  await expect(employer.locator('main')).toContainText(t(EN, 'organisation.state.pending.detail'));
  await officer.goto(`/${EN}/staff/organisations`);
  await expect(officer.locator('main')).toContainText(EMPLOYER);
  await look(officer, 'organisations');
  await press(officer, EN, 'desk.approve');
  await done(officer);
  return employer;
}

test('an employer joins by a code, corrects its part, and a refusal is not confirmed', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const officer = await somebody(browser, server);
  await officer.goto(`/${EN}/staff/cases`);
  await look(officer, 'sign in');
  await signInStaff(officer, EN, await addStaff(server, `officer-${test.info().line}`, 'officer'));
  const employer = await employed(browser, server, officer);

  // The applicant has a draft, and gives the employer a code.
  const applicant = await somebody(browser, server);
  await signIn(applicant, server, EN, freshAddress());
  const draft = await seedWhole(applicant);
  const code = await applicant.evaluate(async (id) => {
    const answer = await fetch(`/api/drafts/${id}/employer?locale=en`, { method: 'POST' });
    return (await answer.json()).code;
  }, draft);
  await employer.reload();
  await employer.locator('summary', { hasText: t(EN, 'desk.join') }).click();
  await employer.locator('#f-code').fill('2222-2222');
  await press(employer, EN, 'desk.join');
  await expect(employer.getByRole('alert')).toHaveText(t(EN, 'error.code_unknown'));
  // A wrong code is still there to be put right.
  await expect(employer.locator('#f-code')).toHaveValue('2222-2222');
  await employer.locator('#f-code').fill(code);
  await press(employer, EN, 'desk.join');
  await done(employer);
  await look(employer, 'invitations');
  const application = await submit(applicant, draft, EN);
  await render(employer, applicant, employer.url().match(/employer\/([0-9a-f-]{36})/)[1], application);

  // The employer's own answers, one of them another than the applicant's.
  await employer.reload();
  await employer.locator('tbody th a').click();
  await expectHeading(employer, t(EN, 'desk.part'));
  await expect(employer.locator('form[data-form="part"]')).toBeVisible();
  const part = employer.url();
  const post = Object.assign({}, ...PAGES.filter((one) => one.section === 'post').map((one) => one.answers));
  const fill = async (question, value) => {
    const field = employer.locator(`[name="${question}"]`);
    if (!(await field.count())) return;
    const kind = await field.first().evaluate((input) => input.type);
    if (kind === 'select-one') await field.selectOption(value);
    else if (kind === 'checkbox') await employer.locator(`[name="${question}"][value="${value}"]`).check();
    else await field.fill(value);
  };
  for (const [question, value] of Object.entries(post)) await fill(question, value);
  await fill('annual_salary_cny', '500000');
  await press(employer, EN, 'desk.save');
  await expect(said(employer)).toHaveText(t(EN, 'desk.saved'));
  // What hangs on an answer is asked once that is there.
  await fill('special_area', 'no');
  await press(employer, EN, 'desk.save');
  await look(employer, 'part');

  // Signs and files.
  await employer.locator('main').getByRole('link', { name: t(EN, 'desk.to_application') }).click();
  await stands(employer, 'desk.state.waiting_for_employer');
  await look(employer, 'own case');
  await act(employer, 'sign');
  await stands(employer, 'state.employer_signed');
  await act(employer, 'file', { where: 'here' });
  await stands(employer, 'state.filed');

  // The officer finds it in the queue, and reads both sides.
  await officer.goto(`/${EN}/staff/cases`);
  await expect(officer.locator('tbody tr')).toHaveCount(1);
  await look(officer, 'queue');
  await officer.locator('thead a', { hasText: t(EN, 'desk.column.name') }).click();
  await expect(officer.locator('th[aria-sort="ascending"]')).toContainText(t(EN, 'desk.column.name'));
  await officer.locator('tbody th a').click();
  await stands(officer, 'state.filed');
  await act(officer, 'start_pre_review');
  await stands(officer, 'state.pre_review');
  await look(officer, 'case');
  await expect(officer.locator('.answers')).toContainText(t(EN, 'desk.employer_says', { answer: 'Control engineer' }));

  // One list of what is to be corrected.
  const list = officer.locator('#do-return');
  await list.locator('summary').click();
  await list.locator('[name=pin]').selectOption('q:duties');
  await list.locator('[name=owner]').selectOption('employer');
  await list.locator('[name=reason]').selectOption('contradicts');
  await list.locator('[name=due]').fill(dayAfter({ months: 1 }));
  await list.getByRole('button', { name: t(EN, 'desk.item_add') }).click();
  await expect(list.locator('.items li')).toHaveCount(1);
  await look(officer, 'list');
  await list.locator('[name=if_late][value=goes_back]').check();
  await list.locator('form').last().getByRole('button').click();
  await done(officer);
  await stands(officer, 'state.returned_for_correction');

  // The applicant, who has nothing to correct, reminds the employer, who has.
  await applicant.goto(`/${EN}/account/employer/${draft}`);
  await press(applicant, EN, 'account.employer_ask');
  await done(applicant);

  // Meanwhile the employer's page is old: nothing is done with it, and that is said.
  await employer.locator('#do-pull_back summary').click();
  await employer.locator('#do-pull_back textarea').fill('An invented reason.');
  await employer.locator('#do-pull_back form').last().getByRole('button').click();
  await expect(employer.getByRole('alert')).toContainText(t(EN, 'error.case_changed'));
  await stands(employer, 'state.returned_for_correction');
  const own = employer.url();
  await employer.goto(part);
  await expect(employer.locator('[name="duties"]')).toBeVisible();
  await fill('duties', 'Builds and tests controls of pumps.');
  await press(employer, EN, 'desk.save');
  await expect(said(employer)).toHaveText(t(EN, 'desk.saved'));
  await employer.goto(own);
  await act(employer, 'answer');
  await stands(employer, 'state.pre_review');

  // What was changed is before everybody's eyes.
  await officer.reload();
  await applicant.goto(`/${EN}/applications/${application}`);
  await applicant.getByRole('link', { name: t(EN, 'app.changed') }).click();
  await expectHeading(applicant, t(EN, 'app.changed'));
  for (const page of [employer, officer, applicant]) {
    await expect(page.locator('main')).toContainText(t(EN, 'app.changed'));
    await expect(page.locator('ins', { hasText: 'Builds and tests controls of pumps.' }).first()).toBeVisible();
  }
  await look(applicant, 'changed');
  await act(officer, 'pass_pre_review');
  await act(officer, 'accept', { receipt: 'SL-2026-0001' });
  await act(officer, 'start_review');
  // A refusal takes two people.
  await act(officer, 'refuse', { ground: 'post_not_fit', why: 'An invented reason.' });
  await expect(officer.locator('main')).toContainText(t(EN, 'desk.proposal_refuse'));
  await expect(officer.locator('#do-confirm')).toHaveCount(0);
  const second = await somebody(browser, server);
  await signInStaff(second, EN, await addStaff(server, 'second', 'supervisor'));
  await second.goto(officer.url());
  await act(second, 'drop_proposal', { why: 'It does fit.' });
  await officer.reload();
  await act(officer, 'approve', { category: 'B', why: 'An invented reason.' });
  await second.reload();
  // The preview names no single category, so any is another one.
  await act(second, 'confirm');
  await stands(second, 'state.approved');
  await act(second, 'issue_letter', { valid_until: dayAfter({ months: 3 }) });
  await look(second, 'approved');

  // All of it in numbers.
  await second.getByRole('link', { name: t(EN, 'desk.statistics') }).click();
  await expectHeading(second, t(EN, 'desk.statistics'));
  const row = (words) => second.locator('tbody tr', { has: second.locator('th', { hasText: words }) });
  await expect(row(t(EN, 'event.returned_for_correction')).locator('td').first()).toHaveText('1');
  await expect(row(t(EN, 'event.letter_issued')).locator('td').first()).toHaveText('1');
  await expect(row(t(EN, 'correction.reason.contradicts')).locator('td')).toHaveText('1');
  await look(second, 'statistics');
  await second.locator('#f-until').fill(dayAfter({ months: -1 }));
  await press(second, EN, 'desk.filter');
  await expect(second.getByRole('alert')).toHaveText(t(EN, 'error.period_wrong'));
  await second.locator('#f-from').fill(dayAfter({ months: -2 }));
  await press(second, EN, 'desk.filter');
  await expect(row(t(EN, 'event.letter_issued')).locator('td').first()).toHaveText('0');
});

test('people from a spreadsheet are looked at before anything is sent', async ({ browser, server }) => {
  const officer = await somebody(browser, server);
  await signInStaff(officer, EN, await addStaff(server, `officer-${test.info().line}`, 'officer'));
  const employer = await somebody(browser, server);
  const own = freshAddress();
  await signIn(employer, server, EN, own);
  await employer.goto(`/${EN}/employer`);
  const about = { name: 'Another Example Co., Ltd.', credit_code: '91330106673959654P', address: '2 Example Road', phone: '0571 5550 1234' };
  for (const [name, value] of Object.entries(about)) await employer.locator(`#f-${name}`).fill(value);
  await press(employer, EN, 'desk.register');
  await expectHeading(employer, t(EN, 'desk.invitations'));
  await employer.locator('summary', { hasText: t(EN, 'desk.invite_many') }).click();
  await employer.locator('#f-rows').fill(`E-mail\tName\n${own}\tMe\nbo@example.org\tBo\tzh-Hans\tEngineer`);
  await press(employer, EN, 'desk.invite_try');
  await expect(employer.locator('main')).toContainText(t(EN, 'desk.problem.email_of_a_handler'));
  await expect(employer.locator('main')).toContainText(t(EN, 'desk.sheet_heading', { row: 'E-mail | Name' }));
  await expect(employer.locator('main')).toContainText(t(EN, 'desk.sheet_left_out', { columns: '3 and 4' }));
  await expect(employer.getByRole('button', { name: t(EN, 'desk.invite_send_all') })).toHaveCount(0);
  await look(employer, 'spreadsheet');
  await press(employer, EN, 'app.cancel');
  const many = employer.locator('summary', { hasText: t(EN, 'desk.invite_many') });
  const saved = (day) => ({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeffPosition;E-mail;Province;Contract start\r\n"Engineer; pumps";bo@example.org;Beijing;${day}\r\n`),
  });
  await many.click();
  await press(employer, EN, 'desk.invite_try');
  await expect(employer.getByRole('alert')).toHaveText(t(EN, 'error.sheet_empty'));
  await employer.locator('#f-many-file').setInputFiles({ name: 'people.xls', mimeType: 'text/csv', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0]) });
  await press(employer, EN, 'desk.invite_try');
  await expect(employer.getByRole('alert')).toHaveText(t(EN, 'error.sheet_unreadable'));
  // A day that may be another one is no answer.
  await employer.locator('#f-many-file').setInputFiles(saved('1/2/2031'));
  await press(employer, EN, 'desk.invite_try');
  const wrong = { field: t(EN, 'question.contract_start.label'), value: '1/2/2031' };
  await expect(employer.locator('.field__error')).toHaveText(t(EN, 'desk.sheet_wrong_date', wrong));
  await look(employer, 'file');
  await press(employer, EN, 'app.cancel');
  await many.click();
  await employer.locator('#f-many-file').setInputFiles(saved('15/1/2031'));
  await press(employer, EN, 'desk.invite_try');
  await expect(employer.locator('ol li')).toContainText('Engineer; pumps');
  await press(employer, EN, 'desk.invite_send_all');
  await done(employer);
  await expect(employer.locator('tbody tr')).toContainText('bo@example.org');
  await employer.locator('tbody th a').click();
  await expectHeading(employer, t(EN, 'desk.part'));
  for (const [name, value] of [['job_title', 'Engineer; pumps'], ['work_province', '110000'], ['contract_start', '2031-01-15']]) {
    await expect(employer.locator(`[name="${name}"]`)).toHaveValue(value);
  }
  // "Back" goes back a page, not a language.
  await speak(employer, 'fr');
  await expectHeading(employer, t('fr', 'desk.part'));
  await employer.goBack();
  await expectHeading(employer, t('fr', 'desk.invitations'));
  await expect(employer).toHaveURL(/\/fr\/employer\//);
  await speak(employer, EN);
  await expectHeading(employer, t(EN, 'desk.invitations'));

  await employer.locator('main').getByRole('link', { name: t(EN, 'desk.organisation'), exact: true }).click();
  // Who registered it handles its applications, too, as long as nobody else does.
  const handling = employer.locator('form[data-form^="member-handles"]');
  const say = () =>
    Promise.all([
      employer.waitForResponse((answer) => answer.url().endsWith('/members')),
      handling.getByRole('button').click(),
    ]);
  await expect(handling.getByRole('checkbox')).toBeChecked();
  await handling.getByRole('checkbox').uncheck();
  await say();
  await expect(employer.getByRole('alert')).toContainText(t(EN, 'error.last_handler'));
  await employer.locator('summary', { hasText: t(EN, 'desk.member_add') }).click();
  const address = freshAddress();
  await employer.locator('#f-email').fill(address);
  await press(employer, EN, 'desk.member_add');
  await done(employer);
  await expect(employer.locator('.rows__item')).toHaveCount(2);
  await expect(employer.locator('form[data-form="member"]')).toContainText(t(EN, 'desk.hears.member'));
  await employer.locator('summary', { hasText: t(EN, 'desk.history') }).click();
  const newest = employer.locator('#history li').first();
  await expect(newest).toContainText(t(EN, 'desk.deed.member_added'));
  await expect(newest).toContainText(address);
  await look(employer, 'people');
  await handling.getByRole('checkbox').uncheck();
  await say();
  await expect(newest).toContainText(t(EN, 'desk.deed.member_changed'));
  await employer.reload();
  await expect(handling.getByRole('checkbox')).not.toBeChecked();
  await handling.getByRole('checkbox').check();
  await say();
  await employer.reload();
  await expect(handling.getByRole('checkbox')).toBeChecked();

  // A handler ends nobody's membership but their own, and knows before what becomes of it.
  const handler = await somebody(browser, server);
  await signIn(handler, server, EN, address);
  await handler.goto(new URL(employer.url()).pathname);
  await handler.locator('summary', { hasText: t(EN, 'desk.member_leave') }).click();
  await expect(handler.locator('summary', { hasText: t(EN, 'desk.member_end') })).toHaveCount(0);
  const leave = handler.locator('form[data-form^="member-leave"]');
  await expect(leave).toContainText(t(EN, 'desk.hears.takes_over'));
  await expect(leave.locator('option')).toHaveText([t(EN, 'desk.member_to_in_charge'), own]);
  await look(handler, 'leaving');
  await leave.locator('button').click();
  await expectHeading(handler, t(EN, 'desk.employer'));
  await done(handler);
  await expect(handler.locator('main')).not.toContainText(about.name);
  await employer.reload();
  await expect(employer.locator('.rows__item')).toHaveCount(1);
});

test('the helpdesk opens a draft with its code, sees dots, asks for one answer and pins a note', async ({ browser, server }) => {
  const applicant = await somebody(browser, server);
  await signIn(applicant, server, EN, freshAddress());
  const draft = await seedWhole(applicant);
  const code = await applicant.evaluate(async (id) => (await (await fetch(`/api/drafts/${id}/support-code`, { method: 'POST' })).json()).code, draft);

  const helper = await somebody(browser, server);
  await signInStaff(helper, EN, await addStaff(server, 'helper', 'helpdesk'));
  await expectHeading(helper, t(EN, 'desk.help'));
  await look(helper, 'help');
  await helper.locator('#f-code').fill('2222-2222');
  await press(helper, EN, 'desk.help_open');
  await expect(helper.getByRole('alert')).toHaveText(t(EN, 'error.code_unknown'));
  await helper.locator('#f-code').fill(code);
  await press(helper, EN, 'desk.help_open');
  await expectHeading(helper, t(EN, 'desk.view'));
  await expect(helper.locator('main')).not.toContainText('AB1234567');
  await look(helper, 'view');

  const number = helper.locator('[id="a-passport_number"]');
  await number.getByRole('button', { name: t(EN, 'desk.show') }).click();
  await expect(number.locator('textarea')).toBeFocused();
  await number.locator('textarea').fill('The applicant asks whether it is right.');
  await number.locator('form').getByRole('button', { name: t(EN, 'desk.show'), exact: true }).click();
  await expect(number).toContainText('AB1234567');

  await number.getByRole('button', { name: t(EN, 'desk.note_to') }).click();
  await number.locator('[name=phrase]').selectOption('as_in_passport');
  await number.locator('form').getByRole('button', { name: t(EN, 'desk.note_pin') }).click();
  await expect(number).toContainText(t(EN, 'note.phrase.as_in_passport'));
  await look(helper, 'note');

  // The applicant's own log has both, and the helpdesk finds nobody by half an address.
  const log = await applicant.evaluate(async (id) => (await fetch(`/api/drafts/${id}/access`)).json(), draft);
  expect(log.map(({ what }) => what).sort()).toEqual(expect.arrayContaining(['reveal', 'view']));
  expect(log.filter(({ what }) => what === 'view')).toHaveLength(1);
  await helper.goto(`/${EN}/staff/help`);
  await helper.locator('#f-what').fill('applicant');
  await press(helper, EN, 'desk.help_find');
  await expect(helper.getByRole('alert')).toBeVisible();
});

test('a supervisor opens what was sent and not filed, for it is no case of the authority\'s yet', async ({ browser, server }) => {
  const applicant = await somebody(browser, server);
  await signIn(applicant, server, EN, freshAddress());
  const application = await submit(applicant, await seedWhole(applicant), EN);
  const reference = await applicant.evaluate(async (id) => (await (await fetch(`/api/applications/${id}`)).json()).reference, application);

  const supervisor = await somebody(browser, server);
  await signInStaff(supervisor, EN, await addStaff(server, 'opener', 'supervisor'));
  await supervisor.goto(`/${EN}/staff/help`);
  await supervisor.locator('#f-what').fill(reference);
  await press(supervisor, EN, 'desk.help_find');
  const found = supervisor.locator('#found');
  await expect(found).toContainText(reference);
  await expect(found.getByRole('link')).toHaveCount(0);
  await found.locator('summary').click();
  await look(supervisor, 'found, not filed');
  await found.locator('textarea').fill('A complaint of this morning.');
  await found.locator('form button').click();
  await expectHeading(supervisor, t(EN, 'desk.view'));
});

test('it is said before a session of the staff ends, and whoever goes on stays', async ({ browser, server }) => {
  const page = await somebody(browser, server);
  await installClock(page);
  const account = await addStaff(server, 'idle', 'officer');
  await page.goto(`/${EN}/staff`);
  await signInStaff(page, EN, account);
  await expect(page.locator('#ending')).toHaveCount(0);
  await page.clock.fastForward('13:30');
  await expect(page.locator('#ending')).toContainText(t(EN, 'app.idle_title'));
  await press(page, EN, 'app.idle_go_on');
  await expect(page.locator('#ending')).toHaveCount(0);
  await expect(said(page)).toHaveText(t(EN, 'app.idle_on'));
});

test('an applicant downloads nothing of it, and the language changes without moving anything', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`/${EN}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => /desk/.test(path))).toEqual([]);
  await page.goto(`/${EN}/staff`);
  await expectHeading(page, t(EN, 'desk.sign_in'));
  await page.locator('#f-username').fill('somebody@authority.example');
  await speak(page, 'zh-Hans');
  await expectHeading(page, t('zh-Hans', 'desk.sign_in'));
  await expect(page).toHaveURL(/\/zh-Hans\/staff$/);
  await expect(page.locator('#languages')).toBeHidden();
  const name = page.locator('#f-username');
  await expect(name).toHaveValue('somebody@authority.example');
  await expect(name).toBeFocused();
});

test.describe('on a bad line', () => {
  // Its cache would hide what the line does.
  test.use({ serviceWorkers: 'block' });

  for (const [place, title] of [['staff', 'desk.sign_in'], ['account/recover', 'account.recover']]) {
    test(`a language that can't be had is said, and the page stays (${place})`, async ({ page }) => {
      await page.goto(`/${EN}/${place}`);
      await expectHeading(page, t(EN, title));
      const field = page.locator('form input').first();
      await field.fill('somebody@authority.example');
      const texts = /\/locales\/zh-Hans\//;
      await page.route(texts, (route) => route.abort());
      await speak(page, 'zh-Hans');
      const notice = page.getByRole('alert').filter({ hasText: t(EN, 'app.language_failed') });
      await expect(notice).toBeVisible();
      await expect(page.locator('#languages')).toBeHidden();
      await expectHeading(page, t(EN, title));
      await expect(page.locator('html')).toHaveAttribute('lang', EN);
      await page.unroute(texts);
      await field.click();
      await expect(notice).toHaveCount(0);
      await speak(page, 'zh-Hans');
      await expectHeading(page, t('zh-Hans', title));
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
      await expect(field).toHaveValue('somebody@authority.example');
    });
  }
});
