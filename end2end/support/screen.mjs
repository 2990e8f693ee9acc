// What every screen must be, whatever it shows.
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';

/** A text's key where its text should stand. */
const RAW_KEY = /\b(actor|app|category|criterion|error|event|group|landing|page|points|preview|problem|province|question|route|section|section_state|state|step|truth)\.[a-z_]+\b/;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

function axe(page) {
  // There are no frames, so the quicker way will do.
  return new AxeBuilder({ page }).setLegacyMode(true);
}

function findings(result) {
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** Nothing that axe-core could object to: everything in light colours, the contrast in dark ones too. */
export async function expectAccessible(page, name) {
  expect.soft(findings(await axe(page).withTags(TAGS).analyze()), `${name}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(findings(await axe(page).withRules(['color-contrast']).analyze()), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** One heading that names the document, words instead of keys, and nothing to scroll sideways for. */
export async function expectSound(page, name) {
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading, name).toHaveCount(1);
  const words = await heading.innerText();
  await expect.soft(page, name).toHaveTitle(new RegExp(words.slice(0, 20).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  expect.soft(await page.locator('body').innerText(), `${name}: keys`).not.toMatch(RAW_KEY);
  const { wide, room } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { wide: scrollWidth, room: clientWidth };
  });
  expect.soft(wide, `${name}: width`).toBeLessThanOrEqual(room);
}

/** Goes to another page of the app without loading it anew, as "back" and "forward" do. */
export async function visit(page, path) {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
}
