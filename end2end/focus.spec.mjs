// No redraw takes the focus, the caret, or a half-composed word: whatever appears or vanishes around the field.
import { answer, answerAll, expectAnswer, expectSaveState, fieldOf, goOn, inputs, part, press } from './support/form.mjs';
import { employ } from './support/employer.mjs';
import { holdAnswer } from './support/line.mjs';
import { answersOf } from './support/person.mjs';
import { languageLink, somebody } from './support/screen.mjs';
import { anotherMachine, changeElsewhere, freshAddress, seed, seedWhole, signIn, startAt, submit } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const summary = (page) => page.locator('#error-summary');

/** Counts from now on what the focus, and what is being composed, loses. */
async function watch(page) {
  await page.evaluate(() => {
    window.lost = [];
    for (const name of ['focusout', 'compositionend']) {
      document.addEventListener(name, (event) => window.lost.push(`${name} ${event.target.id}`), true);
    }
  });
}

const lost = (page) => page.evaluate(() => window.lost);

/** Presses keys one after the other as a person would, wherever the focus is. */
async function type(page, text) {
  for (const key of text) await page.keyboard.press(key === ' ' ? 'Space' : key);
}

/** An input method, as the system drives it: what is being composed in the field with the focus, and what it becomes. */
async function inputMethod(page) {
  const session = await page.context().newCDPSession(page);
  return {
    compose: (text) => session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
    commit: (text) => session.send('Input.insertText', { text }),
  };
}

/** From a line of the summary to its field. */
async function follow(page, words) {
  await summary(page).getByRole('link', { name: words }).press('Enter');
}

for (const tag of ['en']) {
  test.describe(tag, () => {
    test('the key that puts an address right is followed by the next one', async ({ page }) => {
      await startAt(page, tag, 'reach');
      await answer(page, 'phone', answersOf('reach').phone);
      await answer(page, 'email', 'nobody');
      await goOn(page, tag);
      await follow(page, /nobody/);
      const email = inputs(page, 'email');
      await expect(email).toBeFocused();
      await watch(page);
      await page.keyboard.press('End');
      await type(page, '@ex.co');
      await expect(summary(page)).toHaveCount(0);
      await expect(email).not.toHaveAttribute('aria-invalid');
      await type(page, 'm');
      await expect(email).toHaveValue('nobody@ex.com');

      // Wrong again and right again, in the middle of the word: the sentence comes and goes below the label.
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Backspace');
      await expect(fieldOf(page, 'email').locator('.field__error')).toBeVisible();
      await type(page, '.');
      await expect(fieldOf(page, 'email').locator('.field__error')).toHaveCount(0);
      await type(page, 'x');
      await expect(email).toHaveValue('nobody@ex.xcom');
      await expect(email).toBeFocused();
      expect(await lost(page)).toEqual([]);
    });

    test('a hint to check comes and goes under the hands', async ({ page }) => {
      await startAt(page, tag, 'passport');
      const number = inputs(page, 'passport_number');
      await number.pressSequentially('12O456');
      await page.keyboard.press('Tab');
      const hint = fieldOf(page, 'passport_number').locator('.field__warning');
      await expect(hint).toBeVisible();
      await page.keyboard.press('Shift+Tab');
      await watch(page);
      await page.keyboard.press('Home');
      for (const key of ['ArrowRight', 'ArrowRight', 'Delete']) await page.keyboard.press(key);
      await expect(hint).toHaveCount(0);
      await type(page, 'O');
      await expect(hint).toBeVisible();
      await type(page, '78');
      await expect(number).toHaveValue('12O78456');
      expect(await lost(page)).toEqual([]);
    });

    test('the parts of a date are put right one after the other', async ({ page }) => {
      await startAt(page, tag, 'birth');
      const { birth_date: _, ...others } = answersOf('birth');
      await answerAll(page, others);
      await answer(page, 'birth_date', '199-13-45');
      await goOn(page, tag);
      await follow(page, new RegExp(t(tag, 'question.birth_date.label')));
      await watch(page);
      for (const [number, typed] of [[2, '21'], [1, '5']]) {
        const one = part(page, 'birth_date', number);
        await one.focus();
        await page.keyboard.press('Control+A');
        await type(page, typed);
        await expect(one).toBeFocused();
      }
      const year = part(page, 'birth_date', 0);
      await year.focus();
      await page.evaluate(() => { window.lost = []; });
      await page.keyboard.press('End');
      await type(page, '0');
      await expect(summary(page)).toHaveCount(0);
      await page.keyboard.press('Backspace');
      await type(page, '1');
      await expect(year).toBeFocused();
      await expectAnswer(page, 'birth_date', '1991-5-21');
      expect(await lost(page)).toEqual([]);
    });

    test('arrow keys go on through choices that were missing', async ({ page }) => {
      await startAt(page, tag, 'birth');
      const { sex: _, marital_status: __, ...others } = answersOf('birth');
      await answerAll(page, others);
      await goOn(page, tag);
      await follow(page, new RegExp(t(tag, 'question.marital_status.label')));
      await watch(page);
      const status = inputs(page, 'marital_status');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect(status).toHaveValue('married');
      await expect(status).toBeFocused();
      expect(await lost(page)).toEqual([]);

      await follow(page, new RegExp(t(tag, 'question.sex.name')));
      const sexes = inputs(page, 'sex');
      await page.evaluate(() => { window.lost = []; });
      await page.keyboard.press('Space');
      await expect(summary(page)).toHaveCount(0);
      await expect(sexes.nth(0)).toBeFocused();
      await page.keyboard.press('ArrowDown');
      await expect(sexes.nth(1)).toBeFocused();
      await expect(sexes.nth(1)).toBeChecked();
      await page.keyboard.press('ArrowDown');
      await expect(sexes.nth(2)).toBeChecked();
      await expect(page.locator('.field__error')).toHaveCount(0);
      // Only the arrows themselves moved on.
      expect(await lost(page)).toEqual([0, 1].map((place) => `focusout ${place ? 'sex-male' : 'sex'}`));
    });

    test('a box that was not ticked keeps the focus', async ({ page }) => {
      await startAt(page, tag, 'declarations');
      await goOn(page, tag);
      const boxes = page.locator('[type=checkbox]');
      await boxes.first().focus();
      await watch(page);
      await page.keyboard.press('Space');
      await expect(fieldOf(page, 'declare_true').locator('.field__error')).toHaveCount(0);
      await expect(boxes.first()).toBeFocused();
      await page.keyboard.press('Space');
      await expect(boxes.first()).not.toBeChecked();
      expect(await lost(page)).toEqual([]);
    });

    test('a word is composed to its end while errors vanish', async ({ page }) => {
      await startAt(page, tag, 'birth');
      const { birth_place: _, ...others } = answersOf('birth');
      await answerAll(page, others);
      await goOn(page, tag);
      await follow(page, new RegExp(t(tag, 'question.birth_place.label')));
      await watch(page);
      const { compose, commit } = await inputMethod(page);
      const place = inputs(page, 'birth_place');
      await compose('s');
      await expect(summary(page)).toHaveCount(0);
      await compose('shang');
      await compose('上h');
      await compose('上hai');
      await expect(place).toHaveValue('上hai');
      expect(await lost(page)).toEqual([]);
      await commit('上海');
      await expect(place).toHaveValue('上海');
      await expect(place).toBeFocused();
      expect(await lost(page)).toEqual(['compositionend birth_place']);
    });

    test('a part of a date is tidied only after it is composed', async ({ page }) => {
      await startAt(page, tag, 'birth');
      const year = part(page, 'birth_date', 0);
      await year.focus();
      await watch(page);
      const { compose, commit } = await inputMethod(page);
      for (const text of ['1', '1 ', '1 9', '1 9-', '19']) await compose(text);
      expect(await lost(page)).toEqual([]);
      await commit('1990-');
      await expect(year).toHaveValue('1990');
      await expect(year).toBeFocused();
    });
  });
}

test.describe('while a word is composed', () => {
  // What a service worker fetches, no test can hold.
  test.use({ serviceWorkers: 'block' });

  test('neither an answer of the server nor somebody else\'s change comes into it', async ({ page, server }) => {
    await signIn(page, server, 'en', freshAddress());
    const id = await seed(page, [{ key: 'birth_place', value: 'Göteborg', base: 0 }]);
    await page.goto(`/en/drafts/${id}/form/birth`);
    await expectSaveState(page, 'saved');
    const place = inputs(page, 'birth_place');
    const save = await holdAnswer(page, 'PATCH');
    await place.fill('');
    await save.arrived;
    await watch(page);
    const { compose, commit } = await inputMethod(page);
    await compose('s');
    await compose('shang');
    save.release();
    // What is composed so far was saved as well: both answers came.
    await expectSaveState(page, 'saved');
    await expect(place).toHaveValue('shang');
    expect(await lost(page)).toEqual([]);

    await changeElsewhere(page, id, 'birth_place', 'Malmö');
    await changeElsewhere(page, id, 'marital_status', 'married');
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await expectAnswer(page, 'marital_status', 'married');
    await expect(place).toHaveValue('shang');
    await compose('上hai');
    await expect(place).toHaveValue('上hai');
    expect(await lost(page)).toEqual([]);
    await commit('上海');
    await expect(place).toHaveValue('上海');
    await expect(place).toBeFocused();
    expect(await lost(page)).toEqual(['compositionend birth_place']);
  });
});

test('a Chinese name is composed, saved, and stays', async ({ page }) => {
  await startAt(page, 'zh-Hans', 'nationality');
  const name = inputs(page, 'chinese_name');
  await name.focus();
  await watch(page);
  const { compose, commit } = await inputMethod(page);
  for (const text of ['l', 'lin', 'linsi', '林si', '林simin']) await compose(text);
  await expect(name).toHaveValue('林simin');
  expect(await lost(page)).toEqual([]);
  await commit('林思敏');
  await expect(name).toHaveValue('林思敏');
  await page.keyboard.press('Tab');
  await expectSaveState(page, 'device');
  await page.reload();
  await expectAnswer(page, 'chinese_name', '林思敏');
});

test('an employer composes the Chinese of an answer', async ({ browser, server }) => {
  const [employer, applicant] = [await somebody(browser, server), await somebody(browser, server)];
  await signIn(applicant, server, 'en', freshAddress());
  await signIn(employer, server, 'zh-Hans', freshAddress());
  const draft = await seedWhole(applicant);
  const { organisation } = await employ(employer, applicant, draft);
  const application = await submit(applicant, draft, 'en');
  await employer.goto(`/zh-Hans/employer/${organisation}/cases/${application}/chinese`);
  await expect(employer.getByRole('heading', { level: 1 })).toHaveText(t('zh-Hans', 'desk.chinese'));
  const text = employer.locator('section.box').first();
  const field = text.locator('[name="chinese"]');
  await field.focus();
  await watch(employer);
  const { compose, commit } = await inputMethod(employer);
  for (const word of ['s', 'shi', '示li']) await compose(word);
  await expect(field).toHaveValue('示li');
  expect(await lost(employer)).toEqual([]);
  await commit('示例');
  await expect(field).toHaveValue('示例');
  await text.locator('form button').click();
  await expect(text).toContainText(t('zh-Hans', 'rendering.proposed'));
  await employer.reload();
  await expect(field).toHaveValue('示例');
});

/** A field with something wrong in it, and the button below it that its error will push away. */
async function aboutToGoOn(page) {
  await startAt(page, 'en', 'reach');
  await inputs(page, 'email').pressSequentially('nobody');
  return page.getByRole('button', { name: t('en', 'app.continue'), exact: true });
}

test('a button does not slip away from under the mouse', async ({ page }) => {
  const button = await aboutToGoOn(page);
  await button.hover();
  await page.mouse.down();
  await expect(button).toBeFocused();
  await page.mouse.up();
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).toContainText('nobody');
});

test('a button that is let go of beside it shows what was left behind', async ({ page }) => {
  const button = await aboutToGoOn(page);
  await button.hover();
  await page.mouse.down();
  await page.mouse.move(5, 5);
  await page.mouse.up();
  await expect(fieldOf(page, 'email').locator('.field__error')).toBeVisible();
  await expect(summary(page)).toHaveCount(0);
  // A list that opens takes the mouse along, and what is typed next shows all the same.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await inputs(page, 'email').fill('nobody@example.com');
  await expect(fieldOf(page, 'email').locator('.field__error')).toHaveCount(0);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a button does not slip away from under it', async ({ page }) => {
    const button = await aboutToGoOn(page);
    await button.tap();
    await expect(summary(page)).toBeFocused();
    await expect(summary(page)).toContainText('nobody');
  });
});

test('switching the language keeps the focus in the same part of a date', async ({ page }) => {
  await startAt(page, 'en', 'birth');
  const day = part(page, 'birth_date', 2);
  await day.pressSequentially('2');
  await watch(page);
  await languageLink(page, 'zh-Hans').evaluate((link) => link.click());
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await type(page, '1');
  await expect(day).toBeFocused();
  await expect(day).toHaveValue('21');
  const order = await inputs(page, 'birth_date').evaluateAll((all) => all.map((input) => input.dataset.part));
  expect(order).toEqual(['0', '1', '2']);
  expect(await lost(page)).toEqual([]);
});

test('typing goes on while the session ends above it', async ({ page, context, server }) => {
  await signIn(page, server, 'en', freshAddress());
  const id = await seed(page, [{ key: 'email', value: 'asa@example.com', base: 0 }]);
  await page.goto(`/en/drafts/${id}/form/reach`);
  await expectSaveState(page, 'saved');
  const phone = inputs(page, 'phone');
  await phone.focus();
  await watch(page);
  await context.clearCookies({ name: '__Host-portal' });
  await type(page, '+46');
  await expect(page.locator('#expired')).toBeVisible();
  await type(page, '84');
  await expect(phone).toHaveValue('+4684');
  expect(await lost(page)).toEqual([]);
});

test('choosing between two versions leads to the answer', async ({ page, browser, server }) => {
  const address = freshAddress();
  await signIn(page, server, 'en', address);
  const id = await seed(page, [{ key: 'birth_place', value: 'Göteborg', base: 0 }]);
  const other = await anotherMachine(browser, server, 'en', address);
  for (const one of [page, other]) {
    await one.goto(`/en/drafts/${id}/form/birth`);
    await expectSaveState(one, 'saved');
  }
  await answer(page, 'birth_place', 'Malmö');
  await expectSaveState(page, 'saved');
  const place = inputs(other, 'birth_place');
  await place.focus();
  await watch(other);
  await other.keyboard.press('End');
  await type(other, 'x');
  await expectSaveState(other, 'conflict');
  await type(other, 'y');
  await expect(place).toHaveValue('Göteborgxy');
  expect(await lost(other)).toEqual([]);
  const mine = other.getByRole('button', { name: t('en', 'app.conflict_mine', { value: 'Göteborgxy' }) });
  await mine.press('Enter');
  await expect(mine).toHaveCount(0);
  await expect(place).toBeFocused();
});
