// Rows of a group: what is wrong in them is found from the list, and a history without a row can be complete.
import { expectHeading, fieldOf, goOn, inputs } from './support/form.mjs';
import { monthAfter } from './support/dates.mjs';
import { answersOf } from './support/person.mjs';
import { visit } from './support/screen.mjs';
import { freshAddress, seed, signIn } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const row = (number) => String(number).padStart(32, '0');
const changes = (answers) => Object.entries(answers).map(([key, value]) => ({ key, value, base: 0 }));

const SCHOOL = {
  [`education@${row(1)}`]: '1',
  [`edu_degree@${row(1)}`]: 'master',
  [`edu_school@${row(1)}`]: 'Chalmers',
  [`edu_country@${row(1)}`]: 'SWE',
  [`edu_major@${row(1)}`]: 'Engineering physics',
  [`edu_from@${row(1)}`]: monthAfter(-60),
  [`edu_to@${row(1)}`]: monthAfter(0),
};

const job = (number, employer) => ({
  [`work@${row(number)}`]: String(number),
  [`work_kind@${row(number)}`]: 'employed',
  [`work_from@${row(number)}`]: monthAfter(-24),
  [`work_to@${row(number)}`]: monthAfter(-12),
  [`work_employer@${row(number)}`]: employer,
  [`work_position@${row(number)}`]: 'Engineer',
  [`work_duties@${row(number)}`]: 'Control software',
});

for (const tag of ['ar']) {
  test.describe(tag, () => {
    test.beforeEach(async ({ page, server }) => signIn(page, server, tag, freshAddress()));

    test('two jobs lack the same: the list names both and leads into each', async ({ page }) => {
      const draft = await seed(page, changes({ ...SCHOOL, ...job(2, 'Exempel AB'), ...job(3, 'Prov AB') }));
      await visit(page, `/${tag}/drafts/${draft}/form/work`);
      await goOn(page, tag);
      const summary = page.locator('#error-summary');
      await expect(summary).toBeFocused();
      const missing = t(tag, 'problem.missing_choice', { field: t(tag, 'question.work_country.label') });
      for (const [number, employer] of [[2, 'Exempel AB'], [3, 'Prov AB']]) {
        const name = `${t(tag, 'question.work_kind.choice.employed')} · ${employer}`;
        await summary.getByRole('link', { name: `${name} – ${missing}`, exact: true }).press('Enter');
        await expectHeading(page, name);
        await expect(page).toHaveURL(new RegExp(`form/work/${row(number)}$`));
        await expect(fieldOf(page, 'work_country')).toContainText(missing);
        // On its own page the row need not be named, and each line leads to its field.
        await page.getByRole('button', { name: t(tag, 'app.row_done') }).click();
        await summary.getByRole('link', { name: missing, exact: true }).click();
        await expect(inputs(page, 'work_country')).toBeFocused();
        await page.goBack();
        await goOn(page, tag);
      }
      await visit(page, `/${tag}/drafts/${draft}/check`);
      await expect(page.getByRole('link', { name: `Prov AB – ${missing}` })).toBeVisible();
    });

    test('who has just graduated has nothing to account for', async ({ page }) => {
      const draft = await seed(page, changes(SCHOOL));
      await visit(page, `/${tag}/drafts/${draft}/form/work`);
      await expect(page.getByText(t(tag, 'app.timeline_complete'))).toBeVisible();
      await expect(page.locator('.timeline-editor')).not.toContainText(/\d{4}/);
      await goOn(page, tag);
      await expectHeading(page, t(tag, 'app.tasks_title'));
      const item = page.locator('.task-list__item').filter({ hasText: t(tag, 'section.work.title') });
      await expect(item.locator('.task-list__status')).toHaveText(t(tag, 'section_state.done'));
    });

    test('who needs no permit is told so where it is asked', async ({ page }) => {
      const draft = await seed(page, changes(answersOf('nationality')));
      await visit(page, `/${tag}/drafts/${draft}/form/nationality`);
      const nationality = inputs(page, 'nationality');
      for (const [country, words] of [
        ['CHN', t(tag, 'problem.nationality_chinese')],
        ['HKG', t(tag, 'problem.nationality_no_permit')],
        ['MAC', t(tag, 'problem.nationality_no_permit')],
        ['TWN', t(tag, 'problem.nationality_no_permit')],
      ]) {
        await nationality.selectOption(country);
        await expect(fieldOf(page, 'nationality')).toContainText(words);
        await goOn(page, tag);
        await expect(page.locator('#error-summary')).toContainText(words);
      }
      await nationality.selectOption('SWE');
      await expect(page.locator('.field__error')).toHaveCount(0);
      await goOn(page, tag);
      await expectHeading(page, t(tag, 'page.passports.title'));
    });
  });
}
