// The whole journey, from the landing page to a reference number and the receipt: in Chinese, from the right to the left, and
// in the longer language that nobody speaks.
import { lettersTo } from './support/mail.mjs';
import { agreeAndSend, answer, answerAll, draftId, expectAnswer, expectHeading, expectSaveState, fieldOf, fill, goOn, inputs, press } from './support/form.mjs';
import { DECLARATIONS, GAP, PAGES, SECTIONS, answersOf } from './support/person.mjs';
import { enterCode, freshAddress, startAsGuest } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { PSEUDO, learn, t } from './support/texts.mjs';

const [LONGER] = PSEUDO;

test.use({ portalEnvironment: { PORTAL_PSEUDO_LOCALES: 'true' } });

const pagesOf = (section) => PAGES.filter((one) => one.section === section);

async function openSection(page, tag, section) {
  await page.getByRole('link', { name: t(tag, `section.${section}.title`), exact: true }).click();
}

async function expectSectionState(page, tag, section, state) {
  const item = page.locator('.task-list__item').filter({ hasText: t(tag, `section.${section}.title`) });
  await expect(item.locator('.task-list__status')).toHaveText(t(tag, `section_state.${state}`));
}

/** Fills a section from its first page to the task list. */
async function fillSection(page, tag, section) {
  for (const one of pagesOf(section)) {
    await fill(page, one, tag);
    if (one.page === 'work') await fillGap(page, tag);
    await goOn(page, tag);
  }
  await expectHeading(page, t(tag, 'app.tasks_title'));
  await expectSectionState(page, tag, section, 'done');
}

/** The timeline names the months that are missing, and its button fills them. */
async function fillGap(page, tag) {
  const gap = page.locator(`#gap-${GAP.from}`);
  await expect(gap).toBeVisible();
  await gap.getByRole('button', { name: t(tag, 'group.work.add_unemployed'), exact: true }).click();
  await expect(gap).toHaveCount(0);
  await expect(page.getByText(t(tag, 'app.timeline_complete'))).toBeVisible();
}

/** What is wrong is said at the top and at the field, with the person's own value; then it is put right. */
async function wrongAndRight(page, tag) {
  const name = t(tag, 'question.passport_number.label');
  const words = t(tag, 'problem.passport_number_shape', { field: name, value: 'AB-!' });
  await openSection(page, tag, 'identity');
  await answer(page, 'passport_number', 'AB-!');
  await goOn(page, tag);
  const summary = page.locator('#error-summary');
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('heading', { level: 2 })).toHaveText(t(tag, 'app.summary_title'));
  await expect(page).toHaveTitle(new RegExp(t(tag, 'app.error_title', { title: t(tag, 'page.passport.title') })));
  await expect(fieldOf(page, 'passport_number')).toContainText(words);
  await summary.getByRole('link', { name: words, exact: true }).click();
  await expect(inputs(page, 'passport_number')).toBeFocused();
  await answer(page, 'passport_number', answersOf('passport').passport_number);
  await expect(summary).not.toContainText(words);
  await page.getByRole('link', { name: t(tag, 'app.save_and_tasks'), exact: true }).click();
}

for (const tag of ['zh-Hans', 'ar', LONGER]) {
  test(`an application from the landing page to the receipt (${tag})`, async ({ page, server }) => {
    test.setTimeout(120_000);
    const address = freshAddress();
    if (tag === LONGER) await learn(server, tag);

    // As a guest, straight to the questions.
    await startAsGuest(page, tag);
    await fillSection(page, tag, 'category');
    await expectSectionState(page, tag, 'identity', 'not_started');
    await expectSaveState(page, 'device');
    const draft = draftId(page);

    await wrongAndRight(page, tag);
    await openSection(page, tag, 'identity');
    await fillSection(page, tag, 'identity');

    // A reload in the middle of a page.
    await openSection(page, tag, 'contact');
    const contact = answersOf('reach');
    await answerAll(page, contact);
    await expectSaveState(page, 'device');
    await page.reload();
    await expect(inputs(page, 'email')).toHaveValue(contact.email);
    await fillSection(page, tag, 'contact');

    // Signing in takes the draft along, and makes no second one of it.
    await press(page, tag, 'app.sign_in');
    await enterCode(page, server, tag, address);
    await expectHeading(page, t(tag, 'app.tasks_title'));
    expect(draftId(page)).toBe(draft);
    await expectSaveState(page, 'saved');
    await page.getByRole('link', { name: t(tag, 'app.applications'), exact: true }).click();
    await expect(page.locator('.rows__item')).toHaveCount(1);
    await page.locator('.rows__item').getByRole('link').click();
    expect(draftId(page)).toBe(draft);

    for (const section of SECTIONS.slice(SECTIONS.indexOf('contact') + 1)) {
      await openSection(page, tag, section);
      await fillSection(page, tag, section);
    }
    for (const section of SECTIONS) await expectSectionState(page, tag, section, 'done');

    // Check your answers: "Change" leads to the question, and "Continue" back.
    await page.getByRole('link', { name: t(tag, 'app.tasks_check'), exact: true }).click();
    await expectHeading(page, t(tag, 'app.check_title'));
    await expect(page.getByText(t(tag, 'app.check_ready'))).toBeVisible();
    const city = page.locator('.summary__row').filter({ hasText: t(tag, 'question.work_city.label') });
    await expect(city).toContainText(answersOf('work_place').work_city);
    await city.getByRole('link').click();
    await expectHeading(page, t(tag, 'page.work_place.title'));
    await answer(page, 'work_city', 'Kunshan');
    await goOn(page, tag);
    await expectHeading(page, t(tag, 'app.check_title'));
    await expect(city).toContainText('Kunshan');

    // The declarations, and sending twice.
    await page.getByRole('link', { name: t(tag, 'app.check_continue'), exact: true }).click();
    await expectHeading(page, t(tag, 'page.declarations.title'));
    await answerAll(page, DECLARATIONS);
    await expectAnswer(page, 'signature', DECLARATIONS.signature);
    await goOn(page, tag);
    await expectHeading(page, t(tag, 'app.send_title'));
    await agreeAndSend(page, 'dblclick');

    await expectHeading(page, t(tag, 'app.status_title'));
    const reference = await page.locator('.panel__reference').innerText();
    expect(reference).toMatch(/^[0-9A-Z]{2,}(-[0-9A-Z]+)+$/);
    await expect(page.getByText(t(tag, 'state.waiting_for_employer'), { exact: true })).toBeVisible();
    await expect(page.locator('.timeline__event')).not.toHaveCount(0);
    await expect(page.getByText(t(tag, 'event.applicant_ready'), { exact: true })).toHaveCount(1);
    await expect(page.getByText(t(tag, 'step.employer_signs'), { exact: true })).toBeVisible();
    // No employer has joined: the applicant is led to a code for one.
    await expect(page.getByText(t(tag, 'app.unjoined'), { exact: true })).toBeVisible();
    await expect(page.locator('#no-employer').getByRole('link')).toHaveAttribute('href', new RegExp(`^/${tag}/account/employer/`));
    await expect(page.getByText(t(tag, 'app.status_who_acts', { who: t(tag, 'actor.applicant') })).first()).toBeVisible();
    await expect(page.getByText('Kunshan')).toBeVisible();

    await page.getByRole('link', { name: t(tag, 'app.applications'), exact: true }).click();
    await expect(page.getByRole('link', { name: reference })).toHaveCount(1);
    await expect(page.locator('.rows__item')).toHaveCount(1);

    // One receipt, in the person's language.
    const isReceipt = ({ subject, locale }) => locale === tag && subject.includes(reference);
    await expect.poll(async () => (await lettersTo(server, address)).filter(isReceipt).length).toBe(1);
  });
}
