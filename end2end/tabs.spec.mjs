// The same person in two places: nothing is overwritten silently.
import { draftsOnDevice } from './support/device.mjs';
import { answer, draftId, expectAnswer, expectHeading, expectSaveState, fieldOf, inputs, press, saveState } from './support/form.mjs';
import { answersOf, PAGES } from './support/person.mjs';
import { anotherMachine, changesOf, freshAddress, seed, signIn, startAsGuest } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

for (const tag of ['en']) {
  test.describe(tag, () => {
    /** Two machines of one person with the same page of the same draft open. */
    async function twoMachines(page, browser, server, changes, place) {
      const address = freshAddress();
      await signIn(page, server, tag, address);
      const id = await seed(page, changes);
      const other = await anotherMachine(browser, server, tag, address);
      for (const one of [page, other]) {
        await one.goto(`/${tag}/drafts/${id}/${place}`);
        await expect(one.locator('.save-state')).toBeVisible();
        await expect(saveState(one)).toHaveAttribute('data-state', 'saved');
      }
      return other;
    }

    /** The second machine changes an answer that the first has changed since. */
    async function meet(page, other) {
      await answer(page, 'birth_place', 'Malmö');
      await expectSaveState(page, 'saved');
      await answer(other, 'birth_place', 'Lund');
      await expectSaveState(other, 'conflict');
      const notice = fieldOf(other, 'birth_place').getByRole('alert');
      await expect(notice).toContainText(t(tag, 'app.conflict_title'));
      await expect(notice).toContainText('Malmö');
      await expect(notice).toContainText('Lund');
      await expectAnswer(other, 'birth_place', 'Lund');
      return notice;
    }

    const BIRTH = [{ key: 'birth_place', value: 'Göteborg', base: 0 }];

    for (const [words, value] of [['app.conflict_mine', 'Lund'], ['app.conflict_theirs', 'Malmö']]) {
      test(`two versions of an answer: the person chooses ${value}`, async ({ page, browser, server }) => {
        const other = await twoMachines(page, browser, server, BIRTH, 'form/birth');
        const notice = await meet(page, other);
        await press(other, tag, words, { value });
        await expect(notice).toHaveCount(0);
        await expectSaveState(other, 'saved');
        await expectAnswer(other, 'birth_place', value);
        await page.reload();
        await expect(inputs(page, 'birth_place')).toHaveValue(value);
        await expectSaveState(page, 'saved');
      });
    }

    test('a conflict waits for the person, and other answers are saved meanwhile', async ({ page, browser, server }) => {
      const other = await twoMachines(page, browser, server, BIRTH, 'form/birth');
      await meet(page, other);
      const id = draftId(page);
      await answer(other, 'birth_country', 'NOR');
      const stored = () => page.evaluate(
        async (id) => (await (await fetch(`/api/drafts/${id}`)).json()).draft.entries.birth_country?.value,
        id,
      );
      await expect.poll(stored).toBe('NOR');
      await page.reload();
      await expectAnswer(page, 'birth_country', 'NOR');
      await expectAnswer(page, 'birth_place', 'Malmö');
      await other.reload();
      await expectSaveState(other, 'conflict');
      await expectAnswer(other, 'birth_place', 'Lund');
    });

    test('changes to different answers merge', async ({ page, browser, server }) => {
      const other = await twoMachines(page, browser, server, BIRTH, 'form/birth');
      await answer(page, 'birth_country', 'NOR');
      await expectSaveState(page, 'saved');
      await answer(other, 'sex', 'female');
      await expectSaveState(other, 'saved');
      await expectAnswer(other, 'birth_country', 'NOR');
      await page.reload();
      await expectAnswer(page, 'sex', 'female');
      await expectAnswer(page, 'birth_country', 'NOR');
    });

    const SCHOOL = PAGES.filter((one) => one.page === 'education');
    const linkTo = (page, key) => page.getByRole('link', { name: new RegExp(`^${t(tag, key)}`) });
    const remove = (page) => page.getByRole('button', { name: new RegExp(`^${t(tag, 'app.remove')} `) });

    for (const [words, left] of [['app.conflict_mine', 0], ['app.conflict_theirs', 1]]) {
      test(`an entry removed here and edited there: the person chooses, ${left} left`, async ({ page, browser, server }) => {
        const other = await twoMachines(page, browser, server, changesOf(SCHOOL), 'form/education');
        await linkTo(other, 'app.change').click();
        await answer(other, 'edu_major', 'Mathematics');
        await expectSaveState(other, 'saved');

        await remove(page).click();
        await expectSaveState(page, 'conflict');
        const notice = page.locator('#education').getByRole('alert');
        await expect(notice).toContainText(t(tag, 'app.conflict_title'));
        await notice.getByRole('button', { name: new RegExp(`^${t(tag, words, { value: '' })}`) }).click();
        await expect(notice).toHaveCount(0);
        await expectSaveState(page, 'saved');
        await page.reload();
        await expect(page.locator('#education')).toBeVisible();
        await expect(remove(page)).toHaveCount(left);
        if (left) {
          await linkTo(page, 'app.change').click();
          await expectAnswer(page, 'edu_major', 'Mathematics');
        }
      });
    }

    for (const [words, left] of [['app.conflict_mine', 1], ['app.conflict_theirs', 0]]) {
      test(`an entry edited here and removed there: the person chooses, ${left} left`, async ({ page, browser, server }) => {
        const other = await twoMachines(page, browser, server, changesOf(SCHOOL), 'form/education');
        await linkTo(other, 'app.change').click();
        await remove(page).click();
        await expectSaveState(page, 'saved');

        await answer(other, 'edu_major', 'Mathematics');
        await expectSaveState(other, 'conflict');
        const notice = other.getByRole('alert').filter({ hasText: t(tag, 'app.conflict_title') });
        await notice.getByRole('button', { name: new RegExp(`^${t(tag, words, { value: '' })}`) }).click();
        await expect(notice).toHaveCount(0);
        await expectSaveState(other, 'saved');
        await page.reload();
        await expect(page.locator('#education')).toBeVisible();
        await expect(remove(page)).toHaveCount(left);
      });
    }

    test('a guest with two tabs: what is typed in one stands in the other', async ({ page, context }) => {
      await startAsGuest(page, tag);
      await answer(page, 'highest_degree', 'master');
      await expectSaveState(page, 'device');
      const second = await context.newPage();
      await second.goto(page.url());
      await expectAnswer(second, 'highest_degree', 'master');
      await answer(second, 'vocational_level', 'technician');
      await expectAnswer(page, 'vocational_level', 'technician');
      await answer(page, 'highest_degree', 'doctor');
      await expectAnswer(second, 'highest_degree', 'doctor');
      for (const tab of [page, second]) {
        await expectSaveState(tab, 'device');
        await tab.reload();
        await expectAnswer(tab, 'highest_degree', 'doctor');
        await expectAnswer(tab, 'vocational_level', 'technician');
      }
    });

    test('a guest deletes a draft in one tab: the other asks, and does not bring it back by itself', async ({ page, context }) => {
      await startAsGuest(page, tag);
      await answer(page, 'highest_degree', 'master');
      await expectSaveState(page, 'device');
      const id = draftId(page);
      const second = await context.newPage();
      await second.goto(page.url());
      await expectAnswer(second, 'highest_degree', 'master');
      await page.getByRole('link', { name: t(tag, 'app.save_and_tasks'), exact: true }).click();
      await press(page, tag, 'app.tasks_delete');
      await press(page, tag, 'app.delete_confirm');
      await expectHeading(page, t(tag, 'app.overview_title'));
      await expectHeading(second, t(tag, 'app.deleted_elsewhere_title'));
      await expect(saveState(second)).toHaveCount(0);
      expect(await draftsOnDevice(page)).toEqual([]);
      // Unless the person says so.
      await press(second, tag, 'app.deleted_elsewhere_keep');
      await expect.poll(() => draftsOnDevice(page)).toHaveLength(1);
      expect(await draftsOnDevice(page)).not.toContain(id);
    });

    test('two tabs of somebody signed in save without a conflict', async ({ page, context, server }) => {
      await signIn(page, server, tag, freshAddress());
      const id = await seed(page, BIRTH);
      const second = await context.newPage();
      for (const tab of [page, second]) {
        await tab.goto(`/${tag}/drafts/${id}/form/birth`);
        await expectAnswer(tab, 'birth_place', 'Göteborg');
      }
      const birth = answersOf('birth');
      await answer(page, 'birth_country', birth.birth_country);
      await answer(second, 'birth_place', 'Kiruna');
      for (const tab of [page, second]) {
        await expectSaveState(tab, 'saved');
        await expectAnswer(tab, 'birth_country', birth.birth_country);
        await expectAnswer(tab, 'birth_place', 'Kiruna');
      }
      // Again in the other direction, on answers that both tabs know.
      await answer(page, 'birth_place', 'Luleå');
      await expectAnswer(second, 'birth_place', 'Luleå');
      await answer(second, 'birth_place', 'Umeå');
      await expectAnswer(page, 'birth_place', 'Umeå');
      for (const tab of [page, second]) await expectSaveState(tab, 'saved');
      await page.reload();
      await expectAnswer(page, 'birth_place', 'Umeå');
      await expectSaveState(page, 'saved');
    });
  });
}
