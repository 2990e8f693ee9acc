// Before sending: what the employer receives, and agreeing to it. Afterwards: the papers, and a receipt that anybody can
// check.
import { choose, expectFiles, file, openSlot } from './support/files.mjs';
import { agreement, agreeAndSend, expectHeading, expectSaveState, press } from './support/form.mjs';
import { blankPdf, wordsOf } from './support/pdf.mjs';
import { answersOf } from './support/person.mjs';
import { bringAxe, expectAccessible, expectSound } from './support/screen.mjs';
import { changeElsewhere, freshAddress, seedWhole, signIn, submit } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { t } from './support/texts.mjs';

const TAG = 'en';
const main = (page) => page.locator('main');
const link = (page, key, tag = TAG) => main(page).getByRole('link', { name: t(tag, key), exact: true });

/** Tabs on until the element has the focus. */
async function tabTo(page, target, steps = 40) {
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target, `not reached within ${steps} steps`).toBeFocused();
}

/** Somebody with a whole draft, before the last step. */
async function beforeSending(page, server, tag = TAG) {
  await signIn(page, server, tag, freshAddress());
  const draft = await seedWhole(page);
  await page.goto(`/${tag}/drafts/${draft}/send`);
  await expect(main(page).getByRole('heading', { name: t(tag, 'app.handover_title') })).toBeVisible();
  await expectSaveState(page, 'saved');
  return draft;
}

/** The bytes behind a link, as the person's browser would get them. */
async function behind(page, target) {
  const answer = await page.request.get(new URL(await target.getAttribute('href'), page.url()).href);
  expect(answer.status()).toBe(200);
  return { kind: answer.headers()['content-type'], bytes: await answer.body() };
}

/** The address on the receipt of an application, to which its code leads. */
async function addressOnReceipt(page, application) {
  const answer = await page.request.get(`${new URL(page.url()).origin}/api/applications/${application}/receipt.pdf?locale=${TAG}`);
  expect(answer.status()).toBe(200);
  const [address] = wordsOf(await answer.body()).replace(/[\s\u200b]/g, '').match(/http:\/\/localhost:\d+\/[^/]+\/verify\/[-0-9A-Z]{15}\/[0-9a-f]{32}/);
  return address;
}

/** A page of somebody who knows nothing of the person. */
async function stranger(browser, server) {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  await bringAxe(page);
  return page;
}

for (const tag of ['zh-Hans']) {
  test(`who agrees to what the employer receives can send, with the keyboard alone (${tag})`, async ({ page, server }) => {
    test.setTimeout(90_000);
    await bringAxe(page);
    await signIn(page, server, tag, freshAddress());
    const draft = await seedWhole(page);
    await openSlot(page, tag, draft, 'passport');
    await choose(page, file('my-passport.pdf', 'application/pdf', blankPdf(20_000)));
    const [{ doc_file }] = await expectFiles(page, draft, 1);
    await page.goto(`/${tag}/drafts/${draft}/send`);

    // Everything that goes, to be looked at; and what does not.
    const passport = main(page).getByRole('listitem').filter({ hasText: t(tag, 'document.passport.title') });
    const added = passport.getByRole('link', { name: 'my-passport.pdf' });
    await expect(added).toHaveAttribute('href', `/api/files/${doc_file}?view=1`);
    expect((await behind(page, added)).kind).toBe('application/pdf');
    const form = await behind(page, link(page, 'app.handover_form', tag));
    expect(wordsOf(form.bytes).toUpperCase()).toContain(answersOf('passport').passport_number);
    expect((await behind(page, link(page, 'app.handover_package', tag))).kind).toBe('application/zip');
    for (const paper of ['list', 'receipt', 'manifest']) {
      await expect(main(page).getByText(t(tag, `app.handover_${paper}`), { exact: true })).toBeVisible();
    }
    const missing = main(page).locator('.notice').filter({ hasText: t(tag, 'app.handover_missing') });
    await expect(missing).toContainText(t(tag, 'app.handover_signed'));
    await expect(missing).toContainText(t(tag, 'document.photo.title'));
    await expect(missing).toContainText(t(tag, 'app.handover_missing_text'));
    await expect(missing).not.toContainText(t(tag, 'document.passport.title'));
    await expectSaveState(page, 'saved');

    // Without the box nothing goes, and the button says why.
    const box = agreement(page);
    const send = page.locator('#send');
    await expect(send).toHaveAttribute('aria-disabled', 'true');
    await tabTo(page, send);
    await page.keyboard.press('Enter');
    await expect(box).toBeFocused();
    const problem = main(page).getByRole('alert').filter({ hasText: t(tag, 'app.handover_not_agreed') });
    await expect(problem).toBeVisible();
    await expect(box).toHaveAttribute('aria-invalid', 'true');
    await expect(box).toHaveAccessibleDescription(new RegExp(t(tag, 'app.handover_not_agreed').slice(0, 12)));
    await expectSound(page, 'not agreed');
    await expectAccessible(page, 'not agreed');
    expect(await (await page.request.get(`${server.url}/api/applications`)).json()).toEqual([]);

    await page.keyboard.press('Space');
    await expect(box).toBeChecked();
    await expect(problem).toHaveCount(0);
    await expect(send).not.toHaveAttribute('aria-disabled');
    await tabTo(page, send, 3);
    await page.keyboard.press('Enter');
    await expectHeading(page, t(tag, 'app.status_title'));

    // It stands in the history, and the papers can be had.
    const sent = page.locator('.timeline__event').filter({ hasText: t(tag, 'event.applicant_ready') });
    await expect(sent).toContainText(t(tag, 'app.status_agreed'));
    const number = await page.locator('.panel__reference').innerText();
    for (const [key, kind] of [['handover_form', 'pdf'], ['status_receipt', 'pdf'], ['status_package', 'zip']]) {
      const paper = await behind(page, link(page, `app.${key}`, tag));
      expect(paper.kind, key).toBe(`application/${kind}`);
      if (key === 'status_receipt') expect(wordsOf(paper.bytes)).toContain(number);
    }
    await expectAccessible(page, 'status');
  });
}

test('what was agreed to is what was seen: a change elsewhere takes the tick back', async ({ page, server }) => {
  const draft = await beforeSending(page, server);
  await agreement(page).check();
  await expect(page.locator('#send')).not.toHaveAttribute('aria-disabled');
  await changeElsewhere(page, draft, 'work_city', 'Kunshan');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(page.locator('#send')).toHaveAttribute('aria-disabled', 'true');
  await expect(agreement(page)).not.toBeChecked();
  await agreeAndSend(page);
  await expectHeading(page, t(TAG, 'app.status_title'));
});

test('a file that is not there is named before anything is frozen', async ({ page, server }) => {
  const draft = await beforeSending(page, server);
  await changeElsewhere(page, draft, 'documents@r1', '1');
  await changeElsewhere(page, draft, 'doc_slot@r1', 'passport');
  await changeElsewhere(page, draft, 'doc_file@r1', 'a'.repeat(64));
  await page.reload();
  await agreeAndSend(page);
  await expect(page.locator('#failed-here')).toContainText(t(TAG, 'error.file_missing'));
  await expectHeading(page, t(TAG, 'app.send_title'));
});

test('the address on a receipt tells anybody that it is genuine, and nothing else', async ({ page, browser, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const application = await submit(page, await seedWhole(page), TAG);
  const address = await addressOnReceipt(page, application);
  const number = address.split('/').at(-2);

  const other = await stranger(browser, server);
  await other.goto(address);
  await expectHeading(other, t(TAG, 'app.verify_title'));
  await expect(main(other).getByRole('heading', { name: t(TAG, 'app.verify_genuine'), exact: true })).toBeVisible();
  await expect(main(other)).toContainText(number);
  await expect(main(other)).toContainText(String(new Date().getFullYear()));
  const { surname, given_names } = answersOf('names');
  for (const own of [surname, given_names, answersOf('passport').passport_number, answersOf('employer').employer_name]) {
    await expect(other.locator('body')).not.toContainText(own);
  }
  await expectSound(other, 'genuine');
  await expectAccessible(other, 'genuine');

  // One digit is another; and without a language in the address.
  const digit = address.at(-1) === '0' ? '1' : '0';
  await other.goto(address.slice(0, -1).replace(`/${TAG}/`, '/') + digit);
  await expect(main(other).getByRole('heading', { name: t(TAG, 'app.verify_wrong'), exact: true })).toBeVisible();
  await expect(main(other)).toContainText(t(TAG, 'app.verify_wrong_text'));
  await expect(main(other)).not.toContainText(number);
  await expectSound(other, 'not genuine');
  await expectAccessible(other, 'not genuine');
});

test('who holds a receipt and no address of it types its number and its code', async ({ page, browser, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const address = await addressOnReceipt(page, await submit(page, await seedWhole(page), TAG));
  const [number, code] = address.split('/').slice(-2);

  // A stranger comes to it from the helpdesk's page, without signing in.
  const other = await stranger(browser, server);
  await other.goto(`/${TAG}/account/help`);
  await link(other, 'app.verify_title').click();
  await expectHeading(other, t(TAG, 'app.verify_title'));
  const field = (name) => other.locator(`#verify-${name}`);
  const check = () => press(other, TAG, 'app.verify_go');
  const missing = (key) => t(TAG, 'problem.missing', { field: t(TAG, key) });
  const summary = other.locator('#error-summary');
  await expect(field('number')).toBeVisible();
  await check();
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('link')).toHaveText([missing('app.verify_paper'), missing('app.verify_code')]);
  await expect(field('code')).toHaveAttribute('aria-invalid', 'true');
  await expectSound(other, 'empty');
  await expectAccessible(other, 'empty');

  // What was typed stays while the rest is told; blanks and small letters do no harm.
  await field('number').fill(` ${number.toLowerCase().replaceAll('-', ' ')} `);
  await check();
  await expect(summary.getByRole('link')).toHaveText([missing('app.verify_code')]);
  await summary.getByRole('link').click();
  await expect(field('code')).toBeFocused();
  await field('code').fill(code);
  await field('code').press('Enter');
  await expect(main(other).getByRole('heading', { name: t(TAG, 'app.verify_genuine'), exact: true })).toBeVisible();
  await expect(main(other)).toContainText(number);

  // And the next paper; what is typed as it is printed leads to the address that is printed.
  await link(other, 'app.verify_another').click();
  await expect(field('number')).toHaveValue('');
  await field('number').fill(number);
  await field('code').fill(code.replace(/^./, (digit) => (digit === '0' ? '1' : '0')));
  await check();
  await expect(main(other).getByRole('heading', { name: t(TAG, 'app.verify_wrong'), exact: true })).toBeVisible();
  expect(new URL(other.url()).pathname).toMatch(new RegExp(`^/${TAG}/verify/${number}/[0-9a-f]{32}$`));
});

test('who can\'t be told now whether a receipt is genuine can ask again', async ({ page, browser, server }) => {
  await signIn(page, server, TAG, freshAddress());
  const address = await addressOnReceipt(page, await submit(page, await seedWhole(page), TAG));
  const other = await stranger(browser, server);
  await other.route('**/api/verify/**', (route) => route.abort());
  await other.goto(address);
  await expect(main(other).getByRole('alert')).toContainText(t(TAG, 'error.unreachable'));
  await expectAccessible(other, 'not reachable');
  await other.unroute('**/api/verify/**');
  await main(other).getByRole('button', { name: t(TAG, 'app.save_try_now'), exact: true }).click();
  await expect(main(other).getByRole('heading', { name: t(TAG, 'app.verify_genuine'), exact: true })).toBeVisible();
});
