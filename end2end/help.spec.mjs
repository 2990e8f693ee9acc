// Asking the helpdesk, what is carried along, its answers and its notes; and the pages that are a person's own.
import { send } from './support/employer.mjs';
import { answer, draftId, expectAnswer, expectHeading, expectSaveState, press } from './support/form.mjs';
import { lettersTo } from './support/mail.mjs';
import { bringAxe, look, somebody } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { FORM_VERSION, changesOf, enterCode, freshAddress, seed, seedWhole, signIn, startAsGuest, submit } from './support/session.mjs';
import { addStaff, openWith, pin, signInStaff } from './support/staff.mjs';
import { t } from './support/texts.mjs';

const EN = 'en';
const QUESTION = 'The second line of my passport is refused.';
const ANSWER = 'Type the fields below instead of the two lines.';
const AGAIN = 'That worked, thank you.';

const main = (page) => page.locator('main');
const askForHelp = (page, tag) => page.locator('footer').getByRole('link', { name: t(tag, 'app.ask_help'), exact: true }).click();
const messages = (page) => page.locator('ol.timeline > li');
/** Something that is carried along, by what stands before it. */
const carried = (page, key) => page.getByRole('checkbox', { name: new RegExp(`^${t(EN, key)}`) });

/** A note as whoever wrote the answer sees it, by what its question is called. */
const noteOn = (page, name) => page.locator('section.box', { has: page.getByRole('heading', { name, exact: true }) });

/** Registers an organisation that joins a draft by its code, and answers: the paths of it and of the invitation. */
function employ(page, code, credit_code, answers) {
  return page.evaluate(
    async ({ code, credit_code, answers }) => {
      const send = async (method, path, body) => {
        const headers = { 'Content-Type': 'application/json' };
        const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      };
      const about = { name: 'Example Machines Co., Ltd.', credit_code, address: '1 Example Road', phone: '0591-55501234' };
      const { id } = await send('POST', '/api/organisations', about);
      const joined = await send('POST', `/api/organisations/${id}/join`, { code });
      await send('PATCH', `/api/organisations/${id}/invitations/${joined.id}/part`, { revision: 0, answers });
      return `employer/${id}/invitations/${joined.id}`;
    },
    { code, credit_code, answers },
  );
}

/** The address in the letter that says this. */
async function linkOf(server, address, subject, path) {
  const letter = (await lettersTo(server, address)).find((one) => one.subject === t(EN, subject));
  expect(letter, subject).toBeDefined();
  return { letter, link: letter.text.match(new RegExp(`https?://\\S+/account/${path}/\\S+`))[0] };
}

test('who asks sees what is carried along and takes one thing out; the helpdesk answers, and it is settled', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const applicant = await somebody(browser, server);
  const address = freshAddress();
  await signIn(applicant, server, EN, address);
  const draft = await seedWhole(applicant);
  await applicant.goto(`/${EN}/drafts/${draft}/form/passport`);
  await expectHeading(applicant, t(EN, 'page.passport.title'));
  await askForHelp(applicant, EN);
  await expectHeading(applicant, t(EN, 'account.help'));
  for (const [key, what] of [
    ['account.help_page', '/drafts/…/form/passport'],
    ['account.help_about', t(EN, 'account.help_about_draft')],
    ['account.help_browser', 'Chrome'],
    ['account.help_version', `#${FORM_VERSION}`],
  ]) {
    await expect(carried(applicant, key)).toBeChecked();
    await expect(carried(applicant, key)).toHaveAccessibleName(new RegExp(what));
  }
  // Neither an answer, nor what an address holds beside the names of pages.
  await expect(main(applicant)).not.toContainText('AB1234567');
  await expect(main(applicant)).not.toContainText(draft);
  await look(applicant, 'help asking');
  await carried(applicant, 'account.help_browser').uncheck();
  await applicant.locator('[name="text"]').fill(QUESTION);
  await press(applicant, EN, 'account.help_send');
  await expectHeading(applicant, t(EN, 'account.help_thread'));
  await expect(messages(applicant)).toContainText([QUESTION]);
  await expect(main(applicant)).toContainText('/drafts/…/form/passport');
  await expect(main(applicant)).not.toContainText('Chrome');
  await expect(applicant.getByText(t(EN, 'account.help_looks_none'))).toBeVisible();

  // The helpdesk: nothing of what was written stands in the queue.
  const helper = await somebody(browser, server);
  await signInStaff(helper, EN, await addStaff(server, 'kim', 'helpdesk'));
  await helper.getByRole('link', { name: t(EN, 'desk.requests'), exact: true }).click();
  await expectHeading(helper, t(EN, 'desk.requests'));
  const line = helper.locator('.requests > li', { hasText: '/drafts/…/form/passport' });
  await expect(line).toContainText(t(EN, 'account.help_state.open'));
  await expect(line).not.toContainText(QUESTION);
  await look(helper, 'help queue');
  await line.getByRole('link').click();
  await expectHeading(helper, t(EN, 'desk.request'));
  await expect(messages(helper)).toContainText([QUESTION]);
  await expect(main(helper)).not.toContainText('Chrome');
  await expect(main(helper)).not.toContainText('AB1234567');
  await look(helper, 'help request');
  await helper.locator('form[data-form="request answer"] [name="text"]').fill(ANSWER);
  await press(helper, EN, 'desk.request_answer');
  await expect(messages(helper)).toContainText([QUESTION, ANSWER]);
  await expect(helper.locator('form[data-form="request answer"] [name="text"]')).toHaveValue('');
  await expect(helper.locator('dl.summary').first()).toContainText(t(EN, 'account.help_state.answered'));

  // The letter leads to the answer, and does not hold it.
  const { letter, link } = await linkOf(server, address, 'mail.help_answered.subject', 'help');
  expect(letter.text).not.toContain(ANSWER);
  await applicant.goto(link);
  await expect(messages(applicant)).toContainText([QUESTION, ANSWER]);
  await expect(messages(applicant).last()).toContainText(t(EN, 'account.help_by.helpdesk'));
  await expect(applicant.getByText(t(EN, 'account.help_looks_none'))).toHaveCount(0);
  await look(applicant, 'help thread');
  await applicant.locator('form[data-form="help write"] [name="text"]').fill(AGAIN);
  await press(applicant, EN, 'account.help_send');
  await expect(messages(applicant)).toContainText([QUESTION, ANSWER, AGAIN]);
  await expect(applicant.locator('.lead')).toHaveText(t(EN, 'account.help_state.open'));
  await press(applicant, EN, 'account.help_close');
  await expect(applicant.locator('.lead')).toHaveText(t(EN, 'account.help_state.closed'));
  await expect(applicant.getByRole('button', { name: t(EN, 'account.help_close') })).toHaveCount(0);
  await main(applicant).getByRole('link', { name: t(EN, 'account.help'), exact: true }).click();
  await expect(main(applicant).getByRole('link', { name: t(EN, 'account.help_state.closed') })).toHaveCount(1);

  // Both logs say so.
  await helper.reload();
  await expect(messages(helper)).toContainText([QUESTION, ANSWER, AGAIN]);
  await expect(helper.locator('dl.summary').first()).toContainText(t(EN, 'account.help_state.closed'));
  await applicant.goto(`/${EN}/drafts/${draft}/access`);
  await expect(messages(applicant).filter({ hasText: t(EN, 'access.what.help') })).not.toHaveCount(0);
});

test('who asks without being signed in comes back with what was carried along, and nothing typed is lost', async ({ page, server }) => {
  await bringAxe(page);
  await startAsGuest(page, EN);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  const draft = draftId(page);
  await askForHelp(page, EN);
  await expect(page.getByText(t(EN, 'account.sign_in_first'))).toBeVisible();
  await look(page, 'help signed out');
  await page.getByRole('link', { name: t(EN, 'account.by_code'), exact: true }).click();
  await enterCode(page, server, EN, freshAddress());
  await expectHeading(page, t(EN, 'account.help'));
  await expect(carried(page, 'account.help_page')).toHaveAccessibleName(/\/drafts\/…\/form\/qualification/);
  await expect(carried(page, 'account.help_about')).toHaveAccessibleName(new RegExp(t(EN, 'account.help_saved_never')));
  await page.locator('[name="text"]').fill(QUESTION);
  await press(page, EN, 'account.help_send');
  await expect(messages(page)).toContainText([QUESTION]);
  // What the guest typed is theirs now.
  await page.goto(`/${EN}/drafts/${draft}/form/qualification`);
  await expectAnswer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'saved');
});

test('a draft on the device alone is secured by signing in, where a support code is wanted', async ({ browser, server }) => {
  const page = await somebody(browser, server);
  await startAsGuest(page, EN);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  const draft = draftId(page);
  await page.goto(`/${EN}/drafts/${draft}`);
  await main(page).getByRole('link', { name: t(EN, 'app.access_title'), exact: true }).click();
  await expectHeading(page, t(EN, 'app.sign_in'));
  await enterCode(page, server, EN, freshAddress());
  await expectHeading(page, t(EN, 'app.access_title'));
  await expect(page).toHaveURL(new RegExp(`/drafts/${draft}/access$`));
  await press(page, EN, 'app.access_support');
  await expect(page.locator('#code')).toBeVisible();
  await page.goto(`/${EN}/drafts/${draft}/form/qualification`);
  await expectSaveState(page, 'saved');
});

test('a note of the helpdesk is accepted and stands in the draft, another is dismissed', async ({ browser, server }) => {
  test.setTimeout(120_000);
  const applicant = await somebody(browser, server);
  const address = freshAddress();
  await signIn(applicant, server, EN, address);
  const draft = await seedWhole(applicant);
  await applicant.goto(`/${EN}/drafts/${draft}/access`);
  await press(applicant, EN, 'app.access_support');
  const code = await applicant.locator('#code').innerText();

  const helper = await somebody(browser, server);
  await signInStaff(helper, EN, await addStaff(server, 'sam', 'helpdesk'));
  await openWith(helper, EN, code, 'desk.view');
  await pin(helper, EN, 'surname', 'as_in_passport', 'Lindstroem');
  await pin(helper, EN, 'birth_place', 'look_again', 'Kiruna');

  const { letter, link } = await linkOf(server, address, 'news.note_pinned.subject', 'notes');
  expect(letter.text).not.toContain('Lindstroem');
  await applicant.goto(`/${EN}/drafts/${draft}`);
  const waiting = main(applicant).getByRole('link', { name: t(EN, 'app.tasks_notes', { count: 2 }), exact: true });
  await expect(waiting).toHaveAttribute('href', new URL(link).pathname);
  await waiting.click();
  await expectHeading(applicant, t(EN, 'account.notes'));
  const note = (question) => noteOn(applicant, t(EN, `question.${question}.label`));
  await expect(note('surname')).toContainText('Lindström');
  await expect(note('surname')).toContainText('Lindstroem');
  await look(applicant, 'notes');
  await note('surname').getByRole('button', { name: t(EN, 'account.note_accept') }).click();
  await expect(note('surname')).toContainText(t(EN, 'account.note_state.accepted'));
  await note('birth_place').getByRole('button', { name: t(EN, 'account.note_dismiss') }).click();
  await expect(note('birth_place')).toContainText(t(EN, 'account.note_state.dismissed'));
  await expect(applicant.getByRole('button', { name: t(EN, 'account.note_accept') })).toHaveCount(0);
  await look(applicant, 'notes answered');
  await applicant.goto(`/${EN}/drafts/${draft}`);
  await expectHeading(applicant, t(EN, 'app.tasks_title'));
  await expectSaveState(applicant, 'saved');
  await expect(main(applicant).locator('a[href*="/account/notes/"]')).toHaveCount(0);
  await applicant.goBack();

  await note('surname').getByRole('link', { name: t(EN, 'account.note_question', { field: t(EN, 'question.surname.label') }) }).click();
  await expectHeading(applicant, t(EN, 'page.names.title'));
  await expectAnswer(applicant, 'surname', 'Lindstroem');
  await applicant.goto(`/${EN}/drafts/${draft}/form/birth`);
  await expectAnswer(applicant, 'birth_place', 'Göteborg');
  await helper.reload();
  await expect(helper.locator('[id="a-surname"]')).toContainText(t(EN, 'desk.note.accepted'));

  // The applicant ends it: what was opened is shut, and the next code too.
  await applicant.goto(`/${EN}/drafts/${draft}/access`);
  await press(applicant, EN, 'app.access_support');
  await expect(applicant.locator('#code')).toBeVisible();
  await look(applicant, 'support code');
  await press(applicant, EN, 'app.access_end');
  await expect(applicant.locator('#code')).toHaveCount(0);
  await expect(messages(applicant).filter({ hasText: t(EN, 'access.what.view') })).not.toHaveCount(0);
  await helper.reload();
  await expect(helper.getByRole('alert')).toHaveText(t(EN, 'error.not_found'));
});

test('an employer reads out a code for its own part, reads who looked, takes an answer over and ends the code', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const [employer, applicant, helper] = [await somebody(browser, server), await somebody(browser, server), await somebody(browser, server)];
  await signIn(applicant, server, EN, freshAddress());
  const draft = await seedWhole(applicant);
  await applicant.goto(`/${EN}/account/employer/${draft}`);
  await press(applicant, EN, 'account.employer_code');
  const join = await applicant.locator('#code').innerText();
  const address = freshAddress();
  await signIn(employer, server, EN, address);
  const part = await employ(employer, join, '91330106673959654P', [['job_title', 'Chief engineer'], ['annual_salary_cny', '512345']]);

  await employer.goto(`/${EN}/${part}`);
  await expectHeading(employer, t(EN, 'desk.part'));
  await main(employer).getByRole('link', { name: t(EN, 'app.access_title'), exact: true }).click();
  await expectHeading(employer, t(EN, 'app.access_title'));
  await expect(employer.getByText(t(EN, 'app.access_nobody'))).toBeVisible();
  await press(employer, EN, 'app.access_support');
  const code = await employer.locator('#code').innerText();
  await look(employer, 'code of a part');

  // The helpdesk sees the part, masked, and nothing of the applicant's.
  await signInStaff(helper, EN, await addStaff(server, 'robin', 'helpdesk'));
  await openWith(helper, EN, code, 'desk.part');
  await expect(helper.getByText(t(EN, 'desk.view_part'))).toBeVisible();
  await expect(helper.locator('[id="a-job_title"]')).toBeVisible();
  await expect(main(helper)).toContainText('Chief engineer');
  for (const hidden of ['512345', '512,345', 'Control engineer', 'Lindström', 'AB1234567']) await expect(main(helper)).not.toContainText(hidden);
  await expect(helper.locator('[id="a-surname"]')).toHaveCount(0);
  const pay = helper.locator('[id="a-annual_salary_cny"]');
  await pay.getByRole('button', { name: t(EN, 'desk.show') }).click();
  await pay.locator('textarea').fill('They ask whether it is enough.');
  await pay.locator('form').getByRole('button', { name: t(EN, 'desk.show'), exact: true }).click();
  await expect(pay).toContainText(/512,?345/);
  await pin(helper, EN, 'job_title', 'look_again', 'Chief pump engineer');
  await look(helper, 'view of a part');

  // The letter leads to the note; the answer that it suggests is taken over.
  const letter = (await lettersTo(server, address)).find((one) => one.text.includes(`/${part}/help`));
  expect(letter, 'the letter about the note').toBeDefined();
  expect(letter.text).not.toContain('Chief');
  await employer.goto(letter.text.match(/https?:\/\/\S+\/help/)[0]);
  await expectHeading(employer, t(EN, 'app.access_title'));
  const note = noteOn(employer, t(EN, 'question.job_title.label'));
  await expect(note).toContainText('Chief engineer');
  await expect(messages(employer).filter({ hasText: t(EN, 'access.what.reveal') })).toContainText([`${t(EN, 'question.annual_salary_cny.name')}They ask whether it is enough.`]);
  await look(employer, 'notes on a part');
  await note.getByRole('button', { name: t(EN, 'account.note_accept') }).click();
  await expect(note).toContainText(t(EN, 'account.note_state.accepted'));
  await helper.reload();
  await expect(main(helper)).toContainText('Chief pump engineer');
  await expect(helper.locator('[id="a-job_title"]')).toContainText(t(EN, 'desk.note.accepted'));
  await note.getByRole('link').click();
  await expectHeading(employer, t(EN, 'desk.part'));
  await expect(employer.locator('[name="job_title"]')).toHaveValue('Chief pump engineer');

  // Ended, it shows nothing more.
  await employer.goto(`/${EN}/${part}/help`);
  await press(employer, EN, 'app.access_end');
  await expect(employer.locator('#live')).toHaveText(t(EN, 'desk.part_help_done'));
  await helper.reload();
  await expect(helper.getByRole('alert')).toHaveText(t(EN, 'error.not_found'));
  await expect(main(helper)).not.toContainText('engineer');
});

for (const tag of ['zh-Hans']) {
  test(`the pages that are a person's own are sound (${tag})`, async ({ browser, server }) => {
    test.setTimeout(120_000);
    const page = await somebody(browser, server);
    await signIn(page, server, tag, freshAddress());
    const draft = await seedWhole(page);
    for (const [path, title] of [
      ['account', 'account.title'],
      ['account/passkeys', 'account.passkeys'],
      ['account/sessions', 'account.sessions'],
      ['account/notices', 'account.notices'],
      ['account/help', 'account.help'],
      [`account/notes/${draft}`, 'account.notes'],
      [`account/employer/${draft}`, 'account.employer'],
    ]) {
      await page.goto(`/${tag}/${path}`);
      await expectHeading(page, t(tag, title));
      await expect(page.getByText(t(tag, 'app.loading'), { exact: true })).toHaveCount(0);
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await look(page, `${title} ${tag}`);
    }
    await press(page, tag, 'account.employer_code');
    await expect(page.locator('#code')).toBeVisible();
    await look(page, `account.employer code ${tag}`);
  });
}

test('the employer of a draft is shown with what it says, left, and joined again by its invitation', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const [employer, applicant] = [await somebody(browser, server), await somebody(browser, server)];
  const address = freshAddress();
  await signIn(applicant, server, EN, address);
  const draft = await seedWhole(applicant);
  await applicant.goto(`/${EN}/account/employer/${draft}`);
  await expect(applicant.getByText(t(EN, 'account.employer_none'))).toBeVisible();
  await press(applicant, EN, 'account.employer_code');
  const code = await applicant.locator('#code').innerText();
  await signIn(employer, server, EN, freshAddress());
  const part = await employ(employer, code, '91350100M000100Y43', [['job_title', 'Chief engineer']]);
  await applicant.reload();
  await expect(main(applicant)).toContainText('Example Machines Co., Ltd.');
  const differs = { own: 'Control engineer', theirs: 'Chief engineer' };
  await expect(applicant.locator('#differences')).toContainText(t(EN, 'account.employer_differs_line', differs));
  await look(applicant, 'account.employer joined');
  await applicant.locator('summary', { hasText: t(EN, 'account.employer_end') }).click();
  await press(applicant, EN, 'account.employer_end_now');
  await expect(applicant.getByText(t(EN, 'account.employer_none'))).toBeVisible();

  // Invited again, they choose what they have begun. What names another employer is newer, and not chosen for them.
  const [, organisation] = part.split('/');
  const invited = async (email) => {
    await send(employer, 'POST', `/api/organisations/${organisation}/invitations`, { people: [{ email, label: '', locale: EN, post: [] }] });
    const links = async () => (await lettersTo(server, email)).flatMap(({ text }) => text.match(/https?:\/\/\S+\/invitations\/\S+/) ?? []);
    await expect.poll(async () => (await links()).length).toBe(1);
    return (await links())[0];
  };
  const elsewhere = { employer_code: '91330106673959654P', job_title: 'Welder' };
  await seed(applicant, changesOf([{ answers: elsewhere }]));
  await applicant.goto(await invited(address));
  const offered = applicant.getByRole('radio');
  await expect(offered).toHaveCount(3);
  await expect(offered.nth(1)).toHaveAccessibleName(/^Welder · /);
  await expect(applicant.locator(`[id="draft-${draft}"]`)).toBeChecked();
  await look(applicant, 'invitation with drafts');
  await press(applicant, EN, 'app.invited_accept');
  await applicant.getByRole('link', { name: t(EN, 'app.invited_go') }).click();
  await expect(applicant).toHaveURL(new RegExp(`/drafts/${draft}$`));
  await applicant.goto(`/${EN}/account/employer/${draft}`);
  await expect(main(applicant)).toContainText('Example Machines Co., Ltd.');

  // So does who typed as a guest and signs in for it: what was on the device alone is offered.
  const [guest, other] = [await somebody(browser, server), freshAddress()];
  await startAsGuest(guest, EN);
  await answer(guest, 'highest_degree', 'master');
  await expectSaveState(guest, 'device');
  const typed = draftId(guest);
  await guest.goto(await invited(other));
  await press(guest, EN, 'app.invited_accept');
  await enterCode(guest, server, EN, other);
  await expect(guest.locator(`[id="draft-${typed}"]`)).toBeChecked();
  await press(guest, EN, 'app.invited_accept');
  await guest.getByRole('link', { name: t(EN, 'app.invited_go') }).click();
  await expect(guest).toHaveURL(new RegExp(`/drafts/${typed}$`));
});

test('an application is taken back, and once it is over its employer is left', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const [employer, applicant] = [await somebody(browser, server), await somebody(browser, server)];
  await signIn(applicant, server, EN, freshAddress());
  const draft = await seedWhole(applicant);
  const code = async () => (await send(applicant, 'POST', `/api/drafts/${draft}/employer?locale=en`)).code;
  await signIn(employer, server, EN, freshAddress());
  const part = `/${EN}/${await employ(employer, await code(), '91310115MA10000015', [['job_title', 'Chief engineer']])}`;
  const [, , organisation] = part.split('/').slice(1);
  const application = await submit(applicant, draft, EN);
  await applicant.goto(`/${EN}/applications/${application}`);
  await applicant.locator('summary', { hasText: t(EN, 'action.pull_back') }).click();
  await applicant.locator('#why-pull_back').fill('A wrong year.');
  await applicant.locator('form', { has: applicant.locator('#why-pull_back') }).getByRole('button').click();
  await expect(applicant.locator('#to-correct')).toContainText(t(EN, 'app.correct_all'));
  // While it is the applicant's turn the employer can remind them, and not the other way round.
  await employer.goto(part);
  await expect(employer.getByRole('button', { name: t(EN, 'desk.remind_part') })).toBeVisible();
  await applicant.goto(`/${EN}/account/employer/${draft}`);
  await expect(applicant.locator('summary', { hasText: t(EN, 'account.employer_end') })).toBeVisible();
  await expect(applicant.getByRole('button', { name: t(EN, 'account.employer_ask') })).toHaveCount(0);
  expect(await submit(applicant, draft, EN)).toBe(application);

  // Ended by the applicant, it is over; the employer ends what is left, and opens nothing of it any more.
  await send(applicant, 'POST', `/api/applications/${application}/actions`, { seen: 3, action: 'withdraw' });
  await applicant.reload();
  await expect(main(applicant)).toContainText(t(EN, 'account.employer_end_over'));
  await look(applicant, 'account.employer over');
  await employer.goto(part);
  await employer.locator('summary', { hasText: t(EN, 'desk.part_end') }).click();
  await look(employer, 'parting');
  await employer.locator('details', { hasText: t(EN, 'desk.part_end_sure') }).getByRole('button').click();
  await expect(main(employer)).toContainText(t(EN, 'invitation.state.ended'));
  await employer.goto(`/${EN}/employer/${organisation}/cases/${application}`);
  await expect(employer.getByRole('alert')).toHaveText(t(EN, 'error.not_found'));
  await applicant.reload();
  await expect(applicant.getByText(t(EN, 'account.employer_none'))).toBeVisible();
});

test('an employer who is signed out signs in with a code, and is back', async ({ page, server }) => {
  // Before the program has come nothing can be pressed that would not lead back.
  let come;
  const asked = new Promise((resolve) => {
    page.route('**/desk_bg.wasm*', async (route) => {
      resolve();
      await new Promise((go) => (come = go));
      await route.continue();
    });
  });
  await page.goto(`/${EN}/employer`);
  await asked;
  const link = page.getByRole('link', { name: t(EN, 'app.sign_in'), exact: true });
  await expect(link).toHaveCount(0);
  come();
  await link.click();
  await page.unrouteAll();
  await enterCode(page, server, EN, freshAddress());
  await expect(page).toHaveURL(/\/en\/employer$/);
  await expectHeading(page, t(EN, 'desk.employer'));
  await expect(page.locator('#f-credit_code')).toBeVisible();
});
