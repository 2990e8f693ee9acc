// Filling in the form as a person does, whatever kind of input a question has.
import { expect } from '@playwright/test';
import { t } from './texts.mjs';

/** The inputs of a question; in a row of a group, those of the row on screen. */
export function inputs(page, question) {
  return page.locator(`[data-key="${question}"], [data-key^="${question}@"]`);
}

/** A part of a date or month: 0 the year, 1 the month, 2 the day. */
export function part(page, question, number) {
  return inputs(page, question).and(page.locator(`[data-part="${number}"]`));
}

/** What is said beside a question: hint, problems. */
export function fieldOf(page, question) {
  return page.locator('.field').filter({ has: inputs(page, question) });
}

/** Answers a question: text, a choice, a list of choices, a date 1990-05-21, a month 1990-05, `'present'`, `true`. */
export async function answer(page, question, value) {
  const all = inputs(page, question);
  const first = all.first();
  const kind = await first.evaluate((input) => input.dataset.part ? 'parts' : input.type);
  if (kind === 'select-one') {
    await first.selectOption(value);
  } else if (value === 'present' || value === true) {
    await all.and(page.locator('[type=checkbox]')).check();
  } else if (kind === 'radio' || kind === 'checkbox') {
    for (const one of [value].flat()) await all.and(page.locator(`[value="${one}"]`)).check();
  } else if (kind === 'parts') {
    for (const [number, text] of value.split('-').entries()) await part(page, question, number).fill(text);
  } else {
    await first.fill(value);
  }
}

/** Answers several. */
export async function answerAll(page, answers) {
  for (const [question, value] of Object.entries(answers)) await answer(page, question, value);
}

/** Says that a question holds this answer. */
export async function expectAnswer(page, question, value) {
  const all = inputs(page, question);
  const kind = await all.first().evaluate((input) => input.dataset.part ? 'parts' : input.type);
  if (value === 'present' || value === true) {
    await expect(all.and(page.locator('[type=checkbox]'))).toBeChecked();
  } else if (kind === 'radio' || kind === 'checkbox') {
    for (const one of [value].flat()) await expect(all.and(page.locator(`[value="${one}"]`))).toBeChecked();
  } else if (kind === 'parts') {
    for (const [number, text] of value.split('-').entries()) await expect(part(page, question, number)).toHaveValue(text);
  } else {
    await expect(all.first()).toHaveValue(value);
  }
}

/** Presses a button by its words. */
export async function press(page, tag, key, values) {
  await page.getByRole('button', { name: t(tag, key, values), exact: true }).click();
}

export async function expectHeading(page, words) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words);
}

/** Fills one page of the person's and leaves it with "Continue"; each row of a group on its own page. */
export async function fill(page, one, tag) {
  await expectHeading(page, t(tag, `page.${one.page}.title`));
  await answerAll(page, one.answers ?? {});
  for (const [place, row] of (one.rows ?? []).entries()) {
    await press(page, tag, `group.${one.group}.add`);
    const questions = Object.entries(row);
    if (questions.length === 1) {
      const [[question, value]] = questions;
      await inputs(page, question).nth(place).selectOption(value);
    } else {
      await expect(inputs(page, questions[0][0]).first()).toBeVisible();
      await answerAll(page, row);
      await press(page, tag, 'app.row_done');
      await expectHeading(page, t(tag, `page.${one.page}.title`));
    }
  }
}

/** "Continue". */
export async function goOn(page, tag) {
  await press(page, tag, 'app.continue');
}

/** The box by which a person agrees to what the employer receives. */
export function agreement(page) {
  return page.locator('input[id^="agree-"]');
}

/** The last step: agrees to what the employer receives, and sends; `press` may be `dblclick`. */
export async function agreeAndSend(page, press = 'click') {
  await expectSaveState(page, 'saved');
  await agreement(page).check();
  await page.locator('#send')[press]();
}

/** The line that tells how saving stands: `none`, `device`, `saving`, `saved`, `waiting`, `conflict`, `failed`. */
export function saveState(page) {
  return page.locator('.save-state');
}

export async function expectSaveState(page, state) {
  await expect(saveState(page)).toHaveAttribute('data-state', state);
}

/** The id of the draft on screen, from the address. */
export function draftId(page) {
  return new URL(page.url()).pathname.match(/\/drafts\/([^/]+)/)?.[1];
}
