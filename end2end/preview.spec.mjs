// Where a person stands: beside the form, page by page, and without a draft.
import { dayAfter } from './support/dates.mjs';
import { recordOf } from './support/device.mjs';
import { answer, answerAll, draftId, expectAnswer, expectHeading, expectSaveState, fieldOf, inputs, press } from './support/form.mjs';
import { speak, visit } from './support/screen.mjs';
import { startAsGuest, startAt } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const verdict = (page) => page.locator('.columns__aside .outcome__verdict');
const draftOf = (page) => new URL(page.url()).pathname.split('/').slice(0, 4).join('/');

/** The answers of somebody who is in category B for certain. */
const PROFESSIONAL = {
  highest_degree: 'bachelor',
  vocational_level: 'none',
  relevant_work_years: '4',
  chinese_level: 'none',
  background: 'none',
  direct_routes: 'none',
  birth_date: '1992-06-15',
  work_province: '110000',
  special_area: 'no',
  occupation: 'engineering',
  position_kind: 'professional',
  special_routes: 'none',
  months_per_year_in_china: '12',
  annual_salary_cny: '300000',
};

/** Answers question after question until nothing more is asked; returns how many there were. */
async function standThrough(page, tag, answers) {
  const done = page.locator('#stand-done');
  const fields = page.locator('form [data-key]');
  const asked = new Set();
  while (!(await done.isVisible())) {
    const keys = await fields.evaluateAll((all) => all.map((one) => one.dataset.key));
    const open = keys.filter((key) => !asked.has(key));
    expect(open, `asked after ${[...asked]}`).not.toHaveLength(0);
    for (const key of new Set(open)) {
      asked.add(key);
      expect(Object.keys(answers)).toContain(key.split('@')[0]);
      await answer(page, key.split('@')[0], answers[key.split('@')[0]]);
    }
    await press(page, tag, 'app.continue');
    await expect(done.or(page.locator('form [data-key]:focus'))).toBeVisible();
  }
  return asked;
}

for (const tag of ['ar']) {
  test.describe(tag, () => {
    test('the verdict follows the answers, is announced, and says by which rules', async ({ page }) => {
      await startAt(page, tag, 'pay');
      await expect(verdict(page)).toHaveText(t(tag, 'preview.verdict.a_b_c'));
      await expect(verdict(page)).toHaveAttribute('aria-live', 'polite');
      // Six times the average of Beijing.
      await answer(page, 'annual_salary_cny', '900000');
      await expectSaveState(page, 'device');
      await page.goto(`${draftOf(page)}/form/work_place`);
      await answer(page, 'work_province', '110000');
      await expect(verdict(page)).toHaveText(t(tag, 'preview.verdict.a'));
      const panel = page.locator('.columns__aside');
      await expect(panel).toContainText(t(tag, 'rule.A-III-7.short'));
      await expect(panel.locator('.outcome__stamp')).toContainText('cn-2017');
      await expect(panel.locator('.outcome__stamp')).toContainText('beijing');
    });

    test('every reason, with the official words and where they stand', async ({ page }) => {
      await startAt(page, tag, 'experience');
      await answer(page, 'relevant_work_years', '1');
      await expectSaveState(page, 'device');
      await page.goto(`${draftOf(page)}/form/work_place`);
      // A place that asks everybody for two years.
      await answer(page, 'work_province', '440000');
      await expectSaveState(page, 'device');
      await page.goto(`${draftOf(page)}/category`);
      await expectHeading(page, t(tag, 'app.preview_title'));
      const route = page.locator('.outcome__routes--whole > li').filter({ hasText: 'B-1.5' }).first();
      await expect(route).toContainText(t(tag, 'rule.B-1.5'));
      // One year is not two, and the page says which answer said so.
      await expect(route).toHaveAttribute('data-truth', 'no');
      await route.locator('xpath=ancestor::details').first().evaluate((details) => { details.open = true; });
      await expect(route).toContainText(t(tag, 'test.work_years', { years: '2' }));
      await expect(route).toContainText(t(tag, 'question.relevant_work_years.name'));
      await route.getByText(t(tag, 'preview.official_title')).click();
      await expect(route.locator('p[lang="zh-Hans"]')).toBeVisible();
    });

    test('the rules in Chinese on request: the official words, or else the portal\'s own', async ({ page }) => {
      const fetched = [];
      page.on('request', (request) => {
        const { pathname } = new URL(request.url());
        if (pathname.startsWith('/locales/zh-Hans/')) fetched.push(pathname);
      });
      await page.goto(`/${tag}/check-where-you-stand`);
      await expect(verdict(page)).toBeVisible();
      await page.setViewportSize({ width: 400, height: 800 });
      const panel = page.locator('.columns__aside');
      await panel.getByText(t(tag, 'preview.more'), { exact: true }).click();
      const route = panel.locator('.outcome__routes > li').filter({ hasText: t(tag, 'rule.A-V.short') }).first();
      await route.getByText(t(tag, 'preview.official_title')).click();
      const official = route.locator('p[lang="zh-Hans"]');
      await expect(official).toBeVisible();
      await expect(official).toHaveText(/[一-龥]{10}/);
      await expect(official).toHaveAttribute('dir', 'ltr');
      // Where that stands is said by the name of the text and by addresses, not by keys of ours.
      await expect(route.locator('span[lang="zh-Hans"]')).toHaveText('外国人来华工作分类标准（试行）');
      await expect(route).toContainText('herbertsmithfreehills.com');
      await expect(route).not.toContainText('HSF');
      expect(fetched).toEqual([]);

      const table = panel.locator('[data-zh]').filter({ has: page.locator('table') });
      await table.getByText(t(tag, 'app.chinese_text')).click();
      const own = table.locator('.chinese > [lang="zh-Hans"]');
      await expect(own).toContainText(t('zh-Hans', 'points.salary'));
      await expect(own).toHaveAttribute('dir', 'ltr');
      expect(fetched).toEqual(['/locales/zh-Hans/all.json']);

      // What a rule says of an answer; and a document with all that is said of it.
      await startAt(page, tag, 'nationality');
      await answer(page, 'nationality', 'CHN');
      const field = fieldOf(page, 'nationality');
      await field.getByText(t(tag, 'app.chinese_text')).click();
      await expect(field.locator('.chinese > [lang="zh-Hans"]')).toHaveText(/[一-龥]{4}/);
      await page.goto(`${draftOf(page)}/documents`);
      const form = page.locator('.papers > li').filter({ hasText: t(tag, 'document.form.title') }).first();
      await form.getByText(t(tag, 'app.chinese_text')).click();
      await expect(form.locator('.chinese > [lang="zh-Hans"]')).toContainText(t('zh-Hans', 'document.form.text'));
      // Who reads Chinese has it before their eyes.
      await speak(page, 'zh-Hans');
      await expectHeading(page, t('zh-Hans', 'app.papers_title'));
      await expect(page.locator('.papers > li').first()).toBeVisible();
      await expect(page.locator('.chinese')).toHaveCount(0);
    });

    test('a suggestion is tried out beside the own answers, and changes nothing', async ({ page }) => {
      await startAt(page, tag, 'pay');
      const { highest_degree, ...rest } = PROFESSIONAL;
      for (const [place, questions] of Object.entries({
        experience: ['relevant_work_years', 'chinese_level'],
        qualification: ['vocational_level'],
        background: ['background'],
        direct_route: ['direct_routes'],
        birth: ['birth_date'],
        work_place: ['work_province', 'special_area'],
        position: ['occupation', 'position_kind'],
        special_routes: ['special_routes'],
        contract: ['months_per_year_in_china'],
        pay: ['annual_salary_cny'],
      })) {
        await page.goto(`${draftOf(page)}/form/${place}`);
        for (const question of questions) await answer(page, question, rest[question]);
        await expectSaveState(page, 'device');
        // The line is drawn anew a frame after a click, and may still be that of the answer before.
        const kept = async () => {
          const { draft: { entries } } = await recordOf(page, draftId(page));
          return questions.every((question) => entries[question]?.value);
        };
        await expect.poll(kept).toBe(true);
      }
      await expect(verdict(page)).toHaveText(t(tag, 'preview.verdict.b'));
      const before = await page.locator('.columns__aside .outcome__sum').textContent();
      await page.locator('.columns__aside').getByRole('button', { name: t(tag, 'preview.try') }).first().click();
      await expectHeading(page, t(tag, 'app.whatif_title'));
      const [own, tried] = [0, 1].map((place) => page.locator('.scenarios-place section').nth(place));
      await expect(own.locator('.outcome__verdict')).toHaveText(t(tag, 'preview.verdict.b'));
      await expect(tried.locator('.outcome__verdict')).toHaveText(t(tag, 'preview.verdict.a'));
      await expect(page.locator('.scenarios .outcome__stamp')).toHaveCount(2);
      // Something else, by hand.
      await answer(page, 'highest_degree', 'none');
      await answer(page, 'annual_salary_cny', '1');
      await expect(tried.locator('.outcome__verdict')).not.toHaveText(t(tag, 'preview.verdict.a'));
      await expect(own.locator('.outcome__verdict')).toHaveText(t(tag, 'preview.verdict.b'));
      // What was tried is nowhere in the draft, now or after loading again.
      await page.goto(`${draftOf(page)}/form/pay`);
      await expectAnswer(page, 'annual_salary_cny', rest.annual_salary_cny);
      await expect(page.locator('.columns__aside .outcome__sum')).toHaveText(before);
      await page.goto(`${draftOf(page)}/form/qualification`);
      await expectAnswer(page, 'highest_degree', 'master');
    });

    test('a trial keeps up with the draft, and the check keeps its answers meanwhile', async ({ page }) => {
      await startAt(page, tag, 'pay');
      await answer(page, 'annual_salary_cny', '300000');
      const draft = draftOf(page);
      await visit(page, `/${tag}/check-where-you-stand`);
      await answer(page, 'highest_degree', 'doctor');
      await visit(page, `${draft}/what-if`);
      await expectAnswer(page, 'annual_salary_cny', '300000');
      await answer(page, 'annual_salary_cny', '900000');
      await visit(page, `${draft}/form/experience`);
      await answer(page, 'relevant_work_years', '7');
      await visit(page, `${draft}/what-if`);
      await expectAnswer(page, 'annual_salary_cny', '900000');
      await expectAnswer(page, 'relevant_work_years', '7');
      // Beside what differs, and nothing else, stands the person's own answer.
      await expect(page.locator('.whatif__own')).toHaveCount(1);
      await expect(page.locator('.whatif__own')).toContainText(/300[,，]?000/);
      await press(page, tag, 'app.whatif_reset');
      await expectAnswer(page, 'annual_salary_cny', '300000');
      await expect(page.locator('.whatif__own')).toHaveCount(0);
      await visit(page, `/${tag}/check-where-you-stand`);
      await expectAnswer(page, 'highest_degree', 'doctor');
    });

    test('the documents follow the day of filing', async ({ page }) => {
      await startAt(page, tag, 'nationality');
      await answer(page, 'nationality', 'GBR');
      await expectSaveState(page, 'device');
      await page.goto(`${draftOf(page)}/documents`);
      await expectHeading(page, t(tag, 'app.papers_title'));
      const record = page.locator('.papers > li').filter({ hasText: t(tag, 'document.criminal_record.title') });
      await expect(record).toBeVisible();
      const before = await record.textContent();
      await answer(page, 'planned_filing_date', dayAfter({ years: 1 }));
      await expect(record).not.toHaveText(before);
      const families = page.locator('.papers > li').filter({ hasText: t(tag, 'document.kinship.title') });
      await expect(families).toHaveCount(0);
      await answer(page, 'has_dependants', 'yes');
      await expect(families).toBeVisible();
      // Another kind of application has another list and other steps; what it does not ask for is said with the reason.
      const steps = page.locator('.steps > li');
      await expect(steps.filter({ hasText: t(tag, 'stage.visa') })).toBeVisible();
      await answer(page, 'situation', 'change_employer');
      const proof = page.locator('.papers > li').filter({ hasText: t(tag, 'document.cancellation_proof.title') });
      await expect(proof).toBeVisible();
      const reason = t(tag, 'document.case.not_for_change_of_employer');
      await expect(record).toContainText(t(tag, 'preview.documents_because', { reason }));
      await expect(steps.filter({ hasText: t(tag, 'stage.cancel_old') })).toBeVisible();
      await expect(steps.filter({ hasText: t(tag, 'stage.visa') })).toHaveCount(0);
      // The list is for the least that is possible, until another category is chosen.
      const heading = page.getByRole('heading', { level: 2 });
      await expect(heading.filter({ hasText: t(tag, 'category.c') })).toBeVisible();
      await answer(page, 'papers_category', 'a');
      await expect(heading.filter({ hasText: t(tag, 'category.a') })).toBeVisible();
      await expect(page.getByText(t(tag, 'preview.documents_why.chosen'))).toBeVisible();
      // It belongs to the draft.
      await expectSaveState(page, 'device');
      await page.reload();
      await expectAnswer(page, 'has_dependants', 'yes');
      await expectAnswer(page, 'situation', 'change_employer');
      await expectAnswer(page, 'papers_category', 'a');
    });

    test('where one stands, before any draft: a dozen questions at most, carried into an application', async ({ page }) => {
      await page.goto(`/${tag}`);
      await page.getByRole('link', { name: t(tag, 'landing.stand') }).click();
      await expectHeading(page, t(tag, 'app.stand_title'));
      await expect(page.locator('form [data-key]').first()).toBeVisible();
      const asked = await standThrough(page, tag, PROFESSIONAL);
      expect(asked.size).toBeLessThanOrEqual(12);
      await expect(verdict(page)).toHaveText(t(tag, 'preview.verdict.b'));
      await expect(page.locator('.papers > li').first()).toBeVisible();
      await press(page, tag, 'app.stand_carry');
      await expectHeading(page, t(tag, 'page.qualification.title'));
      await expectAnswer(page, 'highest_degree', PROFESSIONAL.highest_degree);
      await expectSaveState(page, 'device');
      await page.reload();
      await expectAnswer(page, 'highest_degree', PROFESSIONAL.highest_degree);
      await expect(verdict(page)).toHaveText(t(tag, 'preview.verdict.b'));
    });

    test('what must be answered is asked for before the next question', async ({ page }) => {
      await page.goto(`/${tag}/check-where-you-stand`);
      await expect(page.locator('form [data-key]').first()).toBeVisible();
      const key = await page.locator('form [data-key]').first().getAttribute('data-key');
      await press(page, tag, 'app.continue');
      await expect(fieldOf(page, key).locator('.field__error')).toBeVisible();
      await expect(inputs(page, key).first()).toBeFocused();
    });

    test('without the preview program the form works, and it can be fetched again', async ({ page, context }) => {
      await context.route(/preview(_bg)?\.(js|wasm)/, (route) => route.abort());
      await startAsGuest(page, tag);
      const panel = page.locator('.columns__aside');
      await expect(panel).toContainText(t(tag, 'app.preview_failed'));
      await answer(page, 'highest_degree', 'doctor');
      await expectSaveState(page, 'device');
      await context.unroute(/preview(_bg)?\.(js|wasm)/);
      await panel.getByRole('button', { name: t(tag, 'app.preview_retry') }).click();
      await expect(verdict(page)).toBeVisible();
    });
  });
}

test('another language says the same, rules and all', async ({ page }) => {
  await startAt(page, 'en', 'direct_route');
  await expect(verdict(page)).toHaveText(t('en', 'preview.verdict.a_b_c'));
  await answerAll(page, { direct_routes: ['achievement'] });
  await expect(page.getByLabel(t('en', 'rule.A-II-1.short'))).toBeVisible();
  await speak(page, 'zh-Hans');
  await expect(verdict(page)).toHaveText(t('zh-Hans', 'preview.verdict.a_b_c'));
  await expect(page.getByLabel(t('zh-Hans', 'rule.A-II-1.short'))).toBeVisible();
});
