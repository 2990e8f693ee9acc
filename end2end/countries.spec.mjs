// The lists of countries: searched in any language of the portal or by code, in whatever language the page is.
import { answer, expectAnswer, expectHeading, expectSaveState, inputs, press } from './support/form.mjs';
import { bringAxe, expectAccessible, expectSound, languageLink } from './support/screen.mjs';
import { startAt } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const GERMANY = ['Deutschland', 'Germany', '德国', 'DE', 'allemagne', 'ALLEMAGNE', 'DEU', 'ألمانيا', 'المانيا', ' Duc'];

const options = (list) => list.locator('option');
/** Every country, and "Choose". */
const ALL = 250;

for (const [tag, other, germany, japan] of [['en', 'ar', 'ألمانيا', 'اليابان'], ['ar', 'en', 'Germany', 'Japan']]) {
  test.describe(tag, () => {
    test.beforeEach(async ({ page }) => {
      await bringAxe(page);
      await startAt(page, tag, 'nationality');
    });

    const search = (page, shown = tag) => page.getByRole('searchbox', { name: t(shown, 'app.country_search'), exact: true });
    const found = (number, shown = tag) => t(shown, 'app.countries_found', { number });

    test('a country is found by its name in any language, and by its code', async ({ page }) => {
      const list = inputs(page, 'nationality');
      await expect(options(list)).toHaveCount(ALL);
      for (const sought of GERMANY) {
        await search(page).fill(sought);
        await expect(options(list).nth(1), sought).toHaveAttribute('value', 'DEU');
        if (sought !== 'DE') await expect(options(list), sought).toHaveCount(2);
      }
      for (const [sought, code] of [['osterreich', 'AUT'], ['Österreich', 'AUT'], ["cote d'ivoire", 'CIV'], ['turkiye', 'TUR'], ['ＦＲ', 'FRA']]) {
        await search(page).fill(sought);
        await expect(options(list).nth(1), sought).toHaveAttribute('value', code);
      }
      // It chooses nothing.
      await expect(list).toHaveValue('');
      await search(page).fill('');
      await expect(options(list)).toHaveCount(ALL);
    });

    test('what is found is said, and chosen with the keyboard', async ({ page }) => {
      const list = inputs(page, 'nationality');
      await search(page).focus();
      await page.keyboard.type('Germany');
      await expect(page.locator('#live')).toHaveText(found(1));
      await expect(options(list).first()).toHaveText(found(1));
      await expect(search(page)).toBeFocused();
      await expect(search(page)).toHaveValue('Germany');
      await expectSound(page, 'a search');
      await expectAccessible(page, 'a search');
      // "Enter" sends nothing.
      await page.keyboard.press('Enter');
      await expectHeading(page, t(tag, 'page.nationality.title'));
      await expect(page.locator('#error-summary')).toHaveCount(0);
      await page.keyboard.press('Tab');
      await expect(list).toBeFocused();
      await page.keyboard.press('ArrowDown');
      await expectAnswer(page, 'nationality', 'DEU');
      await expectSaveState(page, 'device');

      // What is chosen stays, whatever is searched next.
      await search(page).fill('nowhere');
      await expect(page.locator('#live')).toHaveText(found(0));
      await expect(options(list)).toHaveCount(2);
      await expectAnswer(page, 'nationality', 'DEU');
      await page.reload();
      await expectAnswer(page, 'nationality', 'DEU');
      await expect(options(list)).toHaveCount(ALL);
    });

    test('in another language the search goes on, and each name stands for its own country', async ({ page }) => {
      const list = inputs(page, 'nationality');
      await answer(page, 'nationality', 'DEU');
      await search(page).fill('Japan');
      await expect(options(list)).toHaveCount(3);
      await languageLink(page, other).evaluate((link) => link.click());
      await expectHeading(page, t(other, 'page.nationality.title'));
      await expect(search(page, other)).toBeFocused();
      await expect(search(page, other)).toHaveValue('Japan');
      await expect(options(list)).toHaveCount(3);
      await expectAnswer(page, 'nationality', 'DEU');
      await expect(list.locator('option[value=DEU]')).toHaveText(germany);
      await search(page, other).fill('');
      await expect(options(list)).toHaveCount(ALL);
      await expect(list.locator('option[value=DEU]')).toHaveText(germany);
      await list.selectOption({ label: japan });
      await expectAnswer(page, 'nationality', 'JPN');
    });
  });
}

test('without a search, too, a name stands for its own country after the language was switched', async ({ page }) => {
  await startAt(page, 'en', 'work_place');
  await languageLink(page, 'zh-Hans').evaluate((link) => link.click());
  await expectHeading(page, t('zh-Hans', 'page.work_place.title'));
  await inputs(page, 'work_province').selectOption({ label: t('zh-Hans', 'province.320000') });
  await expectAnswer(page, 'work_province', '320000');
});

test('each list has a search of its own', async ({ page }) => {
  await startAt(page, 'en', 'passports');
  const lists = inputs(page, 'passport_country');
  for (const count of [1, 2]) {
    await press(page, 'en', 'group.passports.add');
    await expect(lists).toHaveCount(count);
  }
  await page.getByRole('searchbox').nth(1).fill('Germany');
  await expect(options(lists.nth(1))).toHaveCount(2);
  await expect(options(lists.nth(0))).toHaveCount(ALL);
});
