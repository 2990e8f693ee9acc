// The language: chosen at first from the browser, switched at any moment without losing anything, remembered.
import { answer, expectAnswer, expectHeading, fieldOf, inputs } from './support/form.mjs';
import { languageLink, speak } from './support/screen.mjs';
import { startAsGuest, startAt } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { TAGS, t } from './support/texts.mjs';

const OTHER = { en: 'zh-Hans', 'zh-Hans': 'en' };

/** The addresses of the texts that a page fetches. */
function fetchedTexts(page) {
  const fetched = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/locales/')) fetched.push(pathname);
  });
  return fetched;
}

/** What the first page needs came first, and nothing of another language at all. */
function expectOnly(fetched, tag) {
  expect(fetched[0]).toBe(`/locales/${tag}/portal.json`);
  expect(fetched.filter((path) => !path.startsWith(`/locales/${tag}/`))).toEqual([]);
}

for (const tag of TAGS) {
  test(`switching in mid-word loses nothing (${tag})`, async ({ page }) => {
    const other = OTHER[tag];
    await page.setViewportSize({ width: 800, height: 400 });
    await startAt(page, tag, 'birth');
    await answer(page, 'sex', 'female');
    await answer(page, 'birth_date', '1990-05-21');
    const place = inputs(page, 'birth_place');
    await place.pressSequentially('Göteborg');
    await place.press('ArrowLeft');
    await place.press('ArrowLeft');
    await page.evaluate(() => { window.sameDocument = true; });

    // As a screen reader or a shortcut does it: the focus stays in the word.
    await languageLink(page, other).evaluate((link) => link.click());
    await expectHeading(page, t(other, 'page.birth.title'));
    await expect(page).toHaveURL(new RegExp(`/${other}/drafts/[^/]+/form/birth$`));
    await expect(page).toHaveTitle(new RegExp(t(other, 'page.birth.title')));
    await expect(page.locator('html')).toHaveAttribute('lang', other);
    await expect(page.locator('html')).toHaveAttribute('dir', t(other, 'locale.dir'));
    await expect(place).toBeFocused();
    await expect(place).toBeInViewport();
    await page.keyboard.type('x');
    await expect(place).toHaveValue('Göteboxrg');
    await expectAnswer(page, 'birth_date', '1990-05-21');
    await expectAnswer(page, 'sex', 'female');
    expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  });

  test(`the choice is remembered, and nothing of another language is fetched (${tag})`, async ({ page, context }) => {
    const other = OTHER[tag];
    const fetched = fetchedTexts(page);
    await startAsGuest(page, tag);
    expectOnly(fetched, tag);
    await speak(page, other);
    await expectHeading(page, t(other, 'page.qualification.title'));
    await expect(languageLink(page, other)).toHaveAttribute('aria-current', 'true');

    const second = await context.newPage();
    const fetchedNext = fetchedTexts(second);
    await second.goto('/');
    await expectHeading(second, t(other, 'landing.title'));
    await expect(second.locator('html')).toHaveAttribute('lang', other);
    await second.getByRole('button', { name: t(other, 'landing.start'), exact: true }).click();
    await expect(second).toHaveURL(new RegExp(`/${other}/`));
    expectOnly(fetchedNext, other);
  });
}

for (const tag of TAGS) {
  test(`"back" goes back a page, not a language (${tag})`, async ({ page, context }) => {
    const other = OTHER[tag];
    await startAt(page, tag, 'reach');
    const form = page.url();
    await page.getByRole('link', { name: t(tag, 'app.save_and_tasks'), exact: true }).click();
    await expectHeading(page, t(tag, 'app.tasks_title'));
    await speak(page, other);
    await expectHeading(page, t(other, 'app.tasks_title'));
    await page.goBack();
    await expectHeading(page, t(other, 'page.reach.title'));
    await expect(page).toHaveURL(form.replace(`/${tag}/`, `/${other}/`));
    await page.goForward();
    await expectHeading(page, t(other, 'app.tasks_title'));
    await page.reload();
    await expectHeading(page, t(other, 'app.tasks_title'));
    const [cookie] = (await context.cookies()).filter(({ value }) => TAGS.includes(value));
    expect(cookie.value).toBe(other);
  });

  test.describe('on a bad line', () => {
    // Its cache would hide what the line does.
    test.use({ serviceWorkers: 'block' });

    test(`a language that can't be had is said, and the page stays (${tag})`, async ({ page }) => {
      const other = OTHER[tag];
      const texts = new RegExp(`/locales/${other}[./]`);
      await startAt(page, tag, 'reach');
      await inputs(page, 'email').fill('asa@example.com');
      const notice = page.getByRole('alert').filter({ hasText: t(tag, 'app.language_failed') });
      const answers = [
        (route) => route.abort(),
        // The body of an error is JSON too.
        (route) => route.fulfill({ status: 503, contentType: 'application/json', body: '{"code":"unavailable"}' }),
      ];
      for (const answered of answers) {
        await page.route(texts, answered);
        await speak(page, other);
        await expect(notice).toBeVisible();
        await expectHeading(page, t(tag, 'page.reach.title'));
        await expect(page.locator('html')).toHaveAttribute('lang', tag);
        await page.unroute(texts);
        await inputs(page, 'email').click();
        await expect(notice).toHaveCount(0);
      }
      await speak(page, other);
      await expectHeading(page, t(other, 'page.reach.title'));
      await expect(inputs(page, 'email')).toHaveValue('asa@example.com');
    });
  });
}

for (const [locale, tag] of [['zh-CN', 'zh-Hans'], ['zh-SG', 'zh-Hans'], ['en-US', 'en'], ['sv-SE', 'en']]) {
  test(`a browser that asks for ${locale} gets ${tag}`, async ({ browser, server }) => {
    const context = await browser.newContext({ baseURL: server.url, locale });
    const page = await context.newPage();
    const answered = await page.goto('/');
    expect(await answered.text()).toContain(t(tag, 'landing.lead').replaceAll("'", '&#39;'));
    await expectHeading(page, t(tag, 'landing.title'));
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await context.close();
  });
}

const DAY_FIRST = ['2', '1', '0'];
const YEAR_FIRST = ['0', '1', '2'];
for (const [locale, tag, order] of [
  ['en-GB', 'en', DAY_FIRST],
  ['en-US', 'en', DAY_FIRST],
  ['en-CA', 'en', YEAR_FIRST],
  ['en-ZA', 'en', YEAR_FIRST],
  ['en-SE', 'en', YEAR_FIRST],
  ['zh-CN', 'zh-Hans', YEAR_FIRST],
]) {
  test.describe(`in a browser of ${locale}`, () => {
    test.use({ locale });

    test('the parts of a date, and their example, stand in the order of the reader', async ({ page }) => {
      await startAt(page, tag, 'birth');
      const shown = await inputs(page, 'birth_date').evaluateAll((all) => all.map((input) => input.dataset.part));
      expect(shown).toEqual(order);
      const date = order.map((part) => ['1974', '8', '23'][part]).join(' ');
      await expect(fieldOf(page, 'birth_date')).toContainText(t(tag, 'app.date_example', { date }));
    });
  });
}
