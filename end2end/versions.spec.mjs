// A draft that was begun on an older form.
import { expectAnswer, expectSaveState } from './support/form.mjs';
import { anotherMachine, freshAddress, seed, signIn } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

/** Version 1 took one route to category A, and asked nothing about the kind of position. */
const OLD = [
  ['highest_degree', 'master'],
  ['direct_route', 'talent_plan'],
  ['job_title', 'Control engineer'],
].map(([key, value]) => ({ key, value, base: 0 }));

for (const tag of ['en']) {
  test(`it is brought to the newest form, nothing is lost, and the person is told (${tag})`, async ({ page, browser, server }) => {
    const address = freshAddress();
    await signIn(page, server, tag, address);
    const draft = await seed(page, OLD, 1);
    await page.goto(`/${tag}/drafts/${draft}/form/direct_route`);
    await expect(page.locator('#migrated')).toContainText(t(tag, 'migration.2'));
    await expectAnswer(page, 'direct_routes', 'talent_plan');
    await expectSaveState(page, 'saved');
    await page.goto(`/${tag}/drafts/${draft}/form/position`);
    await expectAnswer(page, 'job_title', 'Control engineer');

    // It is saved: another machine finds the newest form, and is told nothing again.
    const other = await anotherMachine(browser, server, tag, address);
    await other.goto(`/${tag}/drafts/${draft}/form/direct_route`);
    await expectAnswer(other, 'direct_routes', 'talent_plan');
    await expect(other.locator('#migrated')).toHaveCount(0);
    await other.context().close();
  });
}
