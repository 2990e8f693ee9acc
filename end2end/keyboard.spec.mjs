// With the keyboard alone.
import { answer, expectHeading, expectSaveState, inputs } from './support/form.mjs';
import { startAsGuest, startAt } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const TAG = 'en';

/** Tabs on until the element has the focus; it must come within so many steps. */
async function tabTo(page, target, steps = 30) {
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target, `not reached within ${steps} steps`).toBeFocused();
}

const button = (page, key) => page.getByRole('button', { name: t(TAG, key), exact: true });

test('from the landing page to the second page of the form', async ({ page }) => {
  await page.goto(`/${TAG}`);
  await expect(button(page, 'landing.start')).toBeVisible();
  const skip = page.getByRole('link', { name: t(TAG, 'app.skip_link') });
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await tabTo(page, button(page, 'landing.start'), 3);
  await page.keyboard.press('Enter');
  await expectHeading(page, t(TAG, 'page.qualification.title'));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  const degrees = inputs(page, 'highest_degree');
  await tabTo(page, degrees.first(), 3);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(degrees.and(page.locator('[value=master]'))).toBeChecked();
  await tabTo(page, inputs(page, 'vocational_level').first(), 5);
  await page.keyboard.press('Space');
  await expect(inputs(page, 'vocational_level').first()).toBeChecked();
  await tabTo(page, button(page, 'app.continue'), 5);
  await page.keyboard.press('Enter');
  await expectHeading(page, t(TAG, 'page.experience.title'));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  // Enter in a field is "Continue", and leads to what is wrong.
  await tabTo(page, inputs(page, 'relevant_work_years'), 5);
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  await expect(page.locator('#error-summary')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(inputs(page, 'relevant_work_years')).toBeFocused();
  await page.goBack();
  await expect(degrees.and(page.locator('[value=master]'))).toBeChecked();
});

test('on a phone the strip with the preview covers nothing that has the focus', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await startAt(page, TAG, 'passport');
  const strip = page.locator('.outcome');
  await expect(strip).toBeInViewport();
  const seen = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const { id, inside, covered } = await page.evaluate(() => {
      const element = document.activeElement;
      const strip = document.querySelector('.columns__aside');
      const { top, bottom } = element.getBoundingClientRect();
      const above = strip.getBoundingClientRect().top;
      return { id: element.id || element.textContent, inside: strip.contains(element), covered: bottom > above || top < 0 };
    });
    if (inside) break;
    seen.push(id);
    expect(covered, id).toBe(false);
  }
  expect(seen).toContain('passport_authority');
  expect(seen).toContain(t(TAG, 'app.continue'));
  // Last comes the strip itself, and its details unfold.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText(t(TAG, 'preview.points_title'))).toBeInViewport();
});

test('an answer that was changed from "check your answers" leads back to where it stands there', async ({ page }) => {
  await startAt(page, TAG, 'reach');
  await page.goto(page.url().replace(/form\/.*$/, 'check'));
  await expectHeading(page, t(TAG, 'app.check_title'));
  const change = page.locator('a[href$="/form/experience?from=check"]').first();
  await change.focus();
  await page.keyboard.press('Enter');
  await expectHeading(page, t(TAG, 'page.experience.title'));
  await answer(page, 'relevant_work_years', '5');
  await answer(page, 'chinese_level', 'none');
  await button(page, 'app.continue').press('Enter');
  await expectHeading(page, t(TAG, 'app.check_title'));
  await expect(change).toBeFocused();
  await expect(change).toBeInViewport();
});

test('a dialog takes the focus, keeps it, and gives it back', async ({ page }) => {
  await startAsGuest(page, TAG);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  await page.getByRole('link', { name: t(TAG, 'app.save_and_tasks'), exact: true }).click();
  const opener = button(page, 'app.tasks_delete');
  const dialog = page.getByRole('dialog', { name: t(TAG, 'app.delete_title') });

  for (const leave of [() => page.keyboard.press('Escape'), () => page.keyboard.press('Enter')]) {
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    // The way out is the first choice.
    await expect(button(page, 'app.cancel')).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(button(page, 'app.delete_confirm')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(button(page, 'app.cancel')).toBeFocused();
    await leave();
    await expect(dialog).toHaveCount(0);
    await expect(opener).toBeFocused();
  }

  await page.keyboard.press('Enter');
  await button(page, 'app.delete_confirm').press('Enter');
  await expectHeading(page, t(TAG, 'app.overview_title'));
  await expect(page.getByText(t(TAG, 'app.deleted'), { exact: true })).toHaveCount(1);
  await expect(page.getByText(t(TAG, 'app.overview_none'), { exact: true })).toBeVisible();
});
