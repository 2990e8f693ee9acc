// What is looked at in every language: the words, the direction, the width, what axe finds. The two languages that nobody
// speaks are among them: they show what escaped the messages, and what is cut off.
import { expect } from '@playwright/test';
import { ABOUT } from './employer.mjs';
import { DECLARATIONS, MRZ, PAGES } from './person.mjs';
import { expectContrast, glance, shot } from './screen.mjs';
import { ALL_TAGS, PSEUDO, t } from './texts.mjs';

/** All of them; a server offers the two that nobody speaks with `PORTAL_PSEUDO_LOCALES: 'true'`. */
export const LANGUAGES = [...ALL_TAGS, ...PSEUDO];

/** The language in which the colours of every screen are looked at: they are no matter of languages. */
const COLOURS = 'en';
/** What no message says: what was typed, and who runs the portal. */
const TYPED = JSON.stringify([PAGES, DECLARATIONS, MRZ.replaceAll(/<+/g, ' '), ABOUT, 'Work Permit Portal (demonstration)']);

/** The words on screen, and those that are read out or hang on a picture or a button, that are in no message: in brackets all of them stand. */
function escaped(page) {
  return page.evaluate(() => {
    const found = [];
    const foreign = 'script, style, noscript, [lang]:not([lang="en-XA"])';
    for (const element of document.body.querySelectorAll('[aria-label], [placeholder], [title], [alt], input[value], option')) {
      if (element.closest(foreign)) continue;
      const said = ['aria-label', 'placeholder', 'title', 'alt'].map((name) => element.getAttribute(name));
      if (/^(?:button|submit|reset)$/.test(element.type)) said.push(element.value);
      // The browser names countries, and each language names itself.
      if (element.localName === 'option' && !/^[A-Z]{3}$/.test(element.value) && !element.closest('[name="locale"]')) said.push(element.text);
      found.push(...said.filter((words) => words && !words.includes('⟦') && /[a-z]{3,} [a-z]{3,}/i.test(words)).map((words) => words.trim()));
    }
    // A sign between two messages is none of either's language.
    let open = 0;
    let between = '';
    for (const letter of document.body.innerText) {
      if (letter === '⟦' && open === 0 && /^\s*[:;,.(/]\s*$/.test(between)) found.push(`${between} between two messages`);
      if (letter === '⟦') open += 1;
      else if (letter === '⟧') open -= 1;
      between = open > 0 || letter === '⟧' ? '' : between + letter;
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let depth = 0;
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (parentElement.closest('script, style, noscript, option, [lang]:not([lang="en-XA"]), textarea')) continue;
      const before = depth;
      depth += data.split('⟦').length - data.split('⟧').length;
      if (before === 0 && depth === 0 && !data.includes('⟦') && /[a-z]{3,} [a-z]{3,}/i.test(data)) found.push(data.trim());
    }
    return found;
  });
}

/** Looks at a screen in the language that it is in; `typed` is what a test typed itself that no message says. */
export async function lookAt(page, tag, name, typed = '') {
  await expect(page.getByText(t(tag, 'app.loading'), { exact: true })).toHaveCount(0);
  const root = page.locator('html');
  await expect(root).toHaveAttribute('lang', tag);
  await expect(root).toHaveAttribute('dir', t(tag, 'locale.dir'));
  await glance(page, `${tag}: ${name}`);
  if (tag === COLOURS) await expectContrast(page, name);
  await shot(page, `${tag}-${name}`);
  if (tag !== 'en-XA') return;
  const foreign = (words) => !TYPED.includes(words) && !typed.includes(words);
  expect.soft((await escaped(page)).filter(foreign), name).toEqual([]);
}
