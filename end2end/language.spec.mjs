// The language: chosen at first from the browser, switched at any moment without losing anything, remembered.
import { answer, expectAnswer, expectHeading, fieldOf, inputs } from './support/form.mjs';
import { holdRequests } from './support/line.mjs';
import { languageLink, speak, visit } from './support/screen.mjs';
import { startAsGuest, startAt } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { ALL_TAGS, TAGS, t } from './support/texts.mjs';

const OTHER = { en: 'zh-Hans', 'zh-Hans': 'en' };
/** From one to the other, also to another direction. */
const SWITCHES = [['en', 'zh-Hans'], ['zh-Hans', 'en'], ['en', 'ar'], ['ar', 'en']];
/** The height of a line of text, in pixels. */
const LINE = 24;

const scrolled = (page) => page.evaluate(() => scrollY);

/** Presses a key until the element has the focus. */
async function pressTo(page, key, target) {
  for (let step = 0; step < 30; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** In the middle of a word, on a page that is scrolled. */
async function startInWord(page, tag) {
  await page.setViewportSize({ width: 800, height: 300 });
  await startAt(page, tag, 'names');
  const word = inputs(page, 'surname');
  await word.pressSequentially('Lindqvist');
  for (let step = 0; step < 3; step += 1) await word.press('ArrowLeft');
  await page.evaluate(() => { window.sameDocument = true; });
  return word;
}

/** The word is as it was, and is typed on where it was left. */
async function expectInWord(page, word, other) {
  await expectHeading(page, t(other, 'page.names.title'));
  await expect(page.locator('html')).toHaveAttribute('dir', t(other, 'locale.dir'));
  await expect(page.locator('#languages')).toBeHidden();
  await expect(word).toBeFocused();
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
}

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

test('a switch costs one download', async ({ page }) => {
  await startAsGuest(page, 'en');
  await expect(page.locator('.columns__aside .outcome__sum')).toBeVisible();
  const fetched = fetchedTexts(page);
  await speak(page, 'ar');
  await expectHeading(page, t('ar', 'page.qualification.title'));
  await expect(page.locator('.columns__aside')).toContainText(t('ar', 'preview.more'));
  expect(fetched).toEqual(['/locales/ar/all.json']);
});

for (const [tag, other] of SWITCHES) {
  test(`the menu, used with the mouse, gives the word back (${tag} to ${other})`, async ({ page }) => {
    const word = await startInWord(page, tag);
    await page.locator('.language-button').click();
    const before = await scrolled(page);
    await languageLink(page, other).click();
    await expectInWord(page, word, other);
    expect(Math.abs((await scrolled(page)) - before)).toBeLessThan(LINE);
    await page.keyboard.type('x');
    await expect(word).toHaveValue('Lindqvxist');
    await expect(word).toBeInViewport();
  });

  test(`the menu, used with the keyboard, gives the word and the place in the page back (${tag} to ${other})`, async ({ page }) => {
    const word = await startInWord(page, tag);
    const before = await scrolled(page);
    await pressTo(page, 'Shift+Tab', page.locator('.language-button'));
    await page.keyboard.press('Enter');
    await expect(page.locator('#languages')).toBeVisible();
    await pressTo(page, 'Tab', languageLink(page, other));
    await page.keyboard.press('Enter');
    await expectInWord(page, word, other);
    await expect(word).toBeInViewport();
    expect(Math.abs((await scrolled(page)) - before)).toBeLessThan(LINE);
    await page.keyboard.type('x');
    await expect(word).toHaveValue('Lindqvxist');
  });
}

test('a menu that is closed again, and one on a page without the word, take the focus nowhere', async ({ page }) => {
  const word = await startInWord(page, 'en');
  const button = page.locator('.language-button');
  await button.click();
  await page.keyboard.press('Escape');
  await expect(page.locator('#languages')).toBeHidden();
  await expect(button).toBeFocused();
  await word.focus();
  await page.getByRole('link', { name: t('en', 'app.save_and_tasks'), exact: true }).click();
  await expectHeading(page, t('en', 'app.tasks_title'));
  await speak(page, 'ar');
  await expectHeading(page, t('ar', 'app.tasks_title'));
  await expect(button).toBeFocused();
});

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

test.describe('on a slow line', () => {
  test.use({ serviceWorkers: 'block' });

  // The second is the one that is shown still.
  for (const tag of ['fr', 'en']) {
    test(`the language that was chosen last is shown, whichever comes first (${tag})`, async ({ page }) => {
      const texts = /\/locales\/ar[./]/;
      await startAt(page, 'en', 'reach');
      const held = await holdRequests(page, 'GET', texts);
      await speak(page, 'ar');
      await speak(page, tag);
      await expectHeading(page, t(tag, 'page.reach.title'));
      const came = page.waitForResponse(texts);
      held.release();
      await came;
      await page.getByRole('link', { name: t(tag, 'app.save_and_tasks'), exact: true }).click();
      await expectHeading(page, t(tag, 'app.tasks_title'));
      await expect(page).toHaveURL(new RegExp(`/${tag}/`));
      await page.reload();
      await expectHeading(page, t(tag, 'app.tasks_title'));
    });
  }
});

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
      const date = order.map((part) => ['1974', '8', '23'][part]).join('\u2002');
      await expect(fieldOf(page, 'birth_date')).toContainText(t(tag, 'app.date_example', { date }));
    });
  });
}

// A font of one of these has its shapes of the characters that all four share.
const HAN = { 'zh-Hans': 'PingFang SC', 'zh-Hant': 'PingFang TC', ja: 'Hiragino Sans', ko: 'Apple SD Gothic Neo' };

test('letters have the shapes of their language, in a passage of another one too', async ({ page }) => {
  const fonts = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).fontFamily);
  const named = (family) => Object.values(HAN).filter((name) => family.includes(name));
  for (const tag of ALL_TAGS) {
    await page.goto(`/${tag}`);
    const body = await fonts('body');
    expect.soft(named(body), tag).toEqual(HAN[tag] ? [HAN[tag]] : []);
    // What has no letter in the serifs of a heading is set as the rest of the page.
    expect.soft((await fonts('h1')).endsWith(body), `${tag}: h1`).toBe(true);
    for (const [other, family] of Object.entries(HAN)) {
      expect.soft(named(await fonts(`#languages [lang="${other}"]`)), `${other} in ${tag}`).toEqual([family]);
    }
  }
});

test('languages have the names that the reader\'s language gives them', async ({ page }) => {
  await startAt(page, 'fr', 'position');
  await answer(page, 'position_kind', 'language_teacher');
  await visit(page, new URL(page.url()).pathname.replace('/position', '/teaching'));
  const choice = (value) => inputs(page, 'teaching_language').locator(`option[value="${value}"]`);
  await expect(choice('en')).toHaveText('anglais');
  await expect(choice('other')).toHaveText(t('fr', 'question.teaching_language.choice.other'));
});

test('a date that was copied from elsewhere is taken into its parts', async ({ page }) => {
  await startAt(page, 'ja', 'birth');
  await inputs(page, 'birth_date').first().fill('１９９３年５月１日');
  await expectAnswer(page, 'birth_date', '1993-5-1');
});
