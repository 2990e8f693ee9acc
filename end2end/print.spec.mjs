// The receipt on paper: who it is from, the number, every answer; nothing to press, nothing cut off.
import { PAGES } from './support/person.mjs';
import { freshAddress, seedWhole, signIn, submit } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { visit } from './support/screen.mjs';
import { t } from './support/texts.mjs';

// The width of A4 without its margins, in the browser's pixels.
test.use({ viewport: { width: 673, height: 1000 } });

/** What sticks out of the paper, or is cut off by what it stands in. */
function cutOff(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden, .live'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const hides = getComputedStyle(element).overflow !== 'visible';
        return left < 0 || right > innerWidth + 1 || (hides && element.scrollWidth > element.clientWidth);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

for (const tag of ['ar']) {
  test(`the receipt (${tag})`, async ({ page, server }) => {
    await signIn(page, server, tag, freshAddress());
    const application = await submit(page, await seedWhole(page), tag);
    await visit(page, `/${tag}/applications/${application}`);
    const reference = await page.locator('.panel__reference').innerText();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });

    await expect(page.getByText(reference, { exact: true })).toBeVisible();
    await expect(page.getByText(t(tag, 'app.title_suffix'), { exact: true })).toBeVisible();
    for (const section of new Set(PAGES.map((one) => one.section))) {
      await expect(page.getByRole('heading', { level: 2, name: t(tag, `section.${section}.title`), exact: true })).toBeVisible();
    }
    for (const words of ['AB1234567', 'Prov & Co AB', 'Elsa', 'Åsa Märta Lindström']) {
      await expect(page.getByText(words).first()).toBeVisible();
    }
    for (const role of ['navigation', 'button', 'complementary', 'dialog', 'status']) {
      await expect(page.getByRole(role).filter({ visible: true }), role).toHaveCount(0);
    }
    await expect(page.getByText(t(tag, 'app.skip_link'))).toBeHidden();
    expect(await cutOff(page)).toEqual([]);
    // Black on white, whatever the screen's colours are.
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor];
    });
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  });
}
