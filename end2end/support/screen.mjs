// What every screen must be, whatever it shows.
import { expect } from '@playwright/test';
import axe from 'axe-core';

/** A text's key where its text should stand. */
const RAW_KEY = /\b(actor|app|category|change|condition|confidence|decides|document|documents|error|event|group|landing|page|points|preview|problem|province|question|refused|rule|section|section_state|slot|stage|state|step|supplier|test|truth|wording)\.[a-z_]+\b/;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Has axe-core in every document of this page from now on. */
export async function bringAxe(page) {
  await page.addInitScript(axe.source);
}

/** Somebody in a browser of their own. */
export async function somebody(browser, server, options = {}) {
  const page = await (await browser.newContext({ baseURL: server.url, ...options })).newPage();
  await bringAxe(page);
  return page;
}

// Contrast is apart, for it alone hangs on the colours.
const CONTRAST = { runOnly: { type: 'rule', values: ['color-contrast'] } };
const STRUCTURE = { runOnly: { type: 'tag', values: TAGS }, rules: { 'color-contrast': { enabled: false } } };

/** What axe-core finds: each rule with the elements that break it. */
function findings(page, rules) {
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, { ...options, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }, rules);
}

async function expectStructure(page, name) {
  expect.soft(await findings(page, STRUCTURE), name).toEqual([]);
}

/** Words that can be read, in light colours and in dark ones. */
export async function expectContrast(page, name) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await findings(page, CONTRAST), `${name}, ${colorScheme}`).toEqual([]);
  }
}

/** Nothing that axe-core could object to, in light colours and in dark ones. */
export async function expectAccessible(page, name) {
  await expectStructure(page, name);
  await expectContrast(page, name);
}

/** One heading that names the document, words instead of keys, and nothing to scroll sideways for. */
export async function expectSound(page, name) {
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading, name).toHaveCount(1);
  // Both are asked for each time: a page that still waits for what it shows has another heading.
  const named = async () => {
    const [title, words] = [await page.title(), await heading.innerText()];
    return title.includes(words.slice(0, 20)) || `${words} in the title ${title}`;
  };
  await expect.configure({ soft: true }).poll(named, name).toBe(true);
  expect.soft(await page.locator('body').innerText(), `${name}: keys`).not.toMatch(RAW_KEY);
  const { wide, room } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { wide: scrollWidth, room: clientWidth };
  });
  expect.soft(wide, `${name}: width`).toBeLessThanOrEqual(room);
}

/** Words that run out of their place: buttons, headings, cells and labels that are narrower than what stands in them. */
function clipped(page) {
  return page.evaluate(() => {
    const places = [...document.querySelectorAll('button, .button, h1, h2, h3, th, td, label, legend, summary')];
    // What is inline has no width of its own, what is for screen readers alone has one pixel.
    const runsOut = ({ clientWidth, scrollWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1;
    const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    return places.filter((element) => runsOut(element) && !scrolls(element)).map(({ outerHTML }) => outerHTML.slice(0, 160));
  });
}

/** The same for screens that are looked at in every language: colours are no matter of languages, widths are. */
export async function glance(page, name) {
  await expectSound(page, name);
  expect.soft(await clipped(page), `${name}: cut off`).toEqual([]);
  await expectStructure(page, name);
}

/**
 * A screen is sound and accessible, at a desk and on a small phone, in light colours and in dark ones. With SHOTS=FOLDER
 * a picture of each is left there.
 */
export async function look(page, name) {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expectSound(page, `${name} at ${width}`);
    await expectAccessible(page, `${name} at ${width}`);
    for (const colorScheme of process.env.SHOTS ? ['dark', 'light'] : []) {
      await page.emulateMedia({ colorScheme });
      await shot(page, `${name}-${width}-${colorScheme}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** A picture of the screen, where SHOTS names a folder. */
export async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name.replaceAll(' ', '-')}.png`, fullPage: true });
}

/** The link to this page in another language. */
export function languageLink(page, tag) {
  return page.locator(`#languages a[hreflang="${tag}"]`);
}

/** Chooses another language, as people do. */
export async function speak(page, tag) {
  await page.locator('.language-button').click();
  await languageLink(page, tag).click();
}

/** Goes to another page of the app without loading it anew, as "back" and "forward" do. */
export async function visit(page, path) {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
}
