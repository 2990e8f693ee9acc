// What comes and goes on a screen, in every language and on a small phone: dialogs, errors, two versions of an answer. Each
// is reached once, and then the language is changed above it, as people do; a dialog is closed for that and opened again.
import { ABOUT, send } from './support/employer.mjs';
import { choose, file, openSlot } from './support/files.mjs';
import { answer, expectAnswer, expectHeading, expectSaveState, goOn, press } from './support/form.mjs';
import { LANGUAGES, lookAt } from './support/languages.mjs';
import { lettersTo } from './support/mail.mjs';
import { portrait } from './support/pictures.mjs';
import { bringAxe, somebody, speak, visit } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { changeElsewhere, freshAddress, seed, seedWhole, signIn, startAsGuest, startAt } from './support/session.mjs';
import { addStaff, openWith, pin, signInStaff } from './support/staff.mjs';
import { PSEUDO, learn, t } from './support/texts.mjs';

const viewport = { width: 320, height: 640 };
// What a service worker fetches, no test can hold.
test.use({ viewport, serviceWorkers: 'block', portalEnvironment: { PORTAL_PSEUDO_LOCALES: 'true' } });
test.describe.configure({ timeout: 180_000 });

test.beforeEach(async ({ page, server }) => {
  for (const tag of PSEUDO) await learn(server, tag);
  await bringAxe(page);
});

/** The language in which a state is reached. It is not the first that is looked at: the menu then changes something. */
const EN = 'en';
const EMAIL = [{ key: 'email', value: 'asa@example.com', base: 0 }];
const BIRTH = [{ key: 'birth_place', value: 'Göteborg', base: 0 }];

const main = (page) => page.locator('main');

/** Looks at what stands on screen in one language after the other: `shows` opens it or waits for its words, `shut` closes it. */
async function inEach(page, name, shows, shut = async () => {}) {
  for (const tag of LANGUAGES) {
    await speak(page, tag);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await shows(tag);
    await lookAt(page, tag, name);
    await shut(tag);
  }
}

/** The dialog that is open says these words, and has room for them. */
async function expectDialog(page, ...said) {
  const dialog = page.getByRole('dialog');
  for (const words of said) await expect(dialog).toContainText(words);
  const out = await dialog.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    const { clientWidth, scrollWidth } = element;
    return left < -0.5 || right > innerWidth + 0.5 || scrollWidth > clientWidth + 1;
  });
  expect.soft(out, `${said[0]}: wider than the screen`).toBe(false);
}

test('the errors of a page of the form', async ({ page }) => {
  await startAt(page, EN, 'passport');
  await answer(page, 'passport_number', '!!');
  await answer(page, 'passport_issue_date', '199-13-45');
  await goOn(page, EN);
  const summary = page.locator('#error-summary');
  await expect(summary).toBeFocused();
  await inEach(page, 'errors of a page', async (tag) => {
    await expect(summary).toContainText(t(tag, 'app.summary_title'));
    await expect(summary.getByRole('link')).toHaveCount(4);
  });
});

test('two versions of an answer', async ({ page, server }) => {
  await signIn(page, server, EN, freshAddress());
  const draft = await seed(page, BIRTH);
  await page.goto(`/${EN}/drafts/${draft}/form/birth`);
  await expectAnswer(page, 'birth_place', 'Göteborg');
  await expectSaveState(page, 'saved');
  await changeElsewhere(page, draft, 'birth_place', 'Malmö');
  await answer(page, 'birth_place', 'Lund');
  await expectSaveState(page, 'conflict');
  await inEach(page, 'two versions', async (tag) => {
    const notice = page.getByRole('alert').filter({ hasText: t(tag, 'app.conflict_title') });
    await expect(notice.getByRole('button', { name: t(tag, 'app.conflict_mine', { value: 'Lund' }), exact: true })).toBeVisible();
    await expect(notice.getByRole('button', { name: t(tag, 'app.conflict_theirs', { value: 'Malmö' }), exact: true })).toBeVisible();
  });
});

test('signing out, and deleting a draft', async ({ page, server }) => {
  await signIn(page, server, EN, freshAddress());
  const draft = await seed(page, EMAIL);
  await page.goto(`/${EN}/drafts/${draft}`);
  await expectSaveState(page, 'saved');
  for (const [button, name, title, words] of [
    ['app.sign_out', 'signing out', 'app.sign_out_title', 'app.sign_out_text'],
    ['app.tasks_delete', 'deleting a draft', 'app.delete_title', 'app.delete_text'],
  ]) {
    await inEach(
      page,
      name,
      async (tag) => {
        await press(page, tag, button);
        await expectDialog(page, t(tag, title), t(tag, words));
      },
      (tag) => press(page, tag, 'app.cancel'),
    );
  }
});

test('having the device forget everything', async ({ page }) => {
  await startAsGuest(page, EN);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  await visit(page, `/${EN}/applications`);
  await inEach(
    page,
    'forgetting everything',
    async (tag) => {
      await press(page, tag, 'app.wipe');
      await expectDialog(page, t(tag, 'app.wipe'), t(tag, 'app.sign_out_unsent', { count: '1' }));
    },
    (tag) => press(page, tag, 'app.cancel'),
  );
});

test('a session that ended above a form, and a draft that was deleted elsewhere', async ({ page, server }) => {
  await signIn(page, server, EN, freshAddress());
  const draft = await seed(page, EMAIL);
  const elsewhere = await seed(page, EMAIL);
  await page.goto(`/${EN}/drafts/${elsewhere}/form/reach`);
  await expectAnswer(page, 'email', 'asa@example.com');
  await expectSaveState(page, 'saved');
  await send(page, 'DELETE', `/api/drafts/${elsewhere}`);
  await page.reload();
  await inEach(page, 'deleted elsewhere', (tag) => expectHeading(page, t(tag, 'app.deleted_elsewhere_title')));

  await page.goto(`/${EN}/drafts/${draft}/form/reach`);
  await expectAnswer(page, 'email', 'asa@example.com');
  await expectSaveState(page, 'saved');
  await page.context().clearCookies({ name: '__Host-portal' });
  await answer(page, 'phone', '+46846500412');
  await inEach(page, 'a session that ended', (tag) => expect(page.locator('#expired')).toContainText(t(tag, 'app.expired_title')));
});

test('the photo that is cropped', async ({ page, server }) => {
  await signIn(page, server, EN, freshAddress());
  const draft = await seedWhole(page);
  await openSlot(page, EN, draft, 'photo');
  const photo = file('me.jpg', 'image/jpeg', await portrait(page, { width: 900, height: 1_200 }));
  await inEach(
    page,
    'cropping a photo',
    async (tag) => {
      await expect(page.locator('label[for="add-files"]')).toHaveText(t(tag, 'documents.page.choose'));
      await choose(page, photo);
      await expectDialog(page, t(tag, 'documents.crop.title'), t(tag, 'documents.crop.lead'));
      await expect(page.locator('.crop__position')).not.toBeEmpty();
    },
    async (tag) => {
      await press(page, tag, 'documents.crop.cancel');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    },
  );
});

test('many invitations with something wrong in their rows', async ({ page, server }) => {
  const own = freshAddress();
  await signIn(page, server, EN, own);
  const { id } = await send(page, 'POST', '/api/organisations', ABOUT);
  await page.goto(`/${EN}/employer/${id}/invitations`);
  await expectHeading(page, t(EN, 'desk.invitations'));
  await page.locator('summary', { hasText: t(EN, 'desk.invite_many') }).click();
  const rows = [
    ['E-mail', 'Name', 'Province', 'Annual pay', 'Contract start', 'Shoes'],
    [own, 'Me'],
    ['nobody', 'Ida'],
    ['bo@example.org', 'Bo', 'Utopia', 'much', '1/2/2031', '44'],
    ['bo@example.org', 'Bo'],
  ];
  await page.locator('#f-rows').fill(rows.map((row) => row.join('\t')).join('\n'));
  await press(page, EN, 'desk.invite_try');
  // Two addresses, one that stands there twice, and a province, a pay and a day that are none.
  const wrong = page.locator('ol .field__error');
  await expect(wrong).toHaveCount(6);
  await inEach(page, 'many invitations', async (tag) => {
    await expect(page.locator('#preview')).toHaveText(t(tag, 'desk.invite_preview', { count: '4' }));
    await expect(wrong.first()).toContainText(t(tag, 'desk.problem.email_of_a_handler'));
    await expect(wrong.last()).toContainText(t(tag, 'desk.problem.email_twice'));
  });
});

test('a note that the helpdesk pinned, for who pinned it and for whom', async ({ browser, page, server }) => {
  await signIn(page, server, EN, freshAddress());
  const draft = await seedWhole(page);
  const { code } = await send(page, 'POST', `/api/drafts/${draft}/support-code`);
  const helper = await somebody(browser, server, { viewport, serviceWorkers: 'block' });
  await signInStaff(helper, EN, await addStaff(server, 'kim', 'helpdesk'));
  await openWith(helper, EN, code, 'desk.view');
  await pin(helper, EN, 'surname', 'as_in_passport', 'Lindstroem');
  // And the form of the next one, open.
  const next = helper.locator('[id="a-birth_place"]');
  await next.getByRole('button', { name: t(EN, 'desk.note_to') }).click();
  await inEach(helper, 'a pinned note', async (tag) => {
    await expect(helper.locator('[id="a-surname"]')).toContainText(t(tag, 'note.phrase.as_in_passport'));
    await expect(next.getByRole('button', { name: t(tag, 'desk.note_pin'), exact: true })).toBeVisible();
  });
  await helper.context().close();

  await page.goto(`/${EN}/account/notes/${draft}`);
  await expectHeading(page, t(EN, 'account.notes'));
  await inEach(page, 'a note', (tag) => expect(main(page).locator('section.box')).toContainText(t(tag, 'note.phrase.as_in_passport')));
});

test('a lost mailbox, and a wrong code for the new one', async ({ page, server }) => {
  const fresh = freshAddress();
  await page.goto(`/${EN}/account/recover`);
  await page.locator('[name=email]').fill(fresh);
  await press(page, EN, 'app.sign_in_send');
  await expect(page.locator('[name=totp]')).toBeVisible();
  const letters = await lettersTo(server, fresh);
  const code = letters.find((one) => one.subject === t(EN, 'mail.recovery_code.subject')).text.match(/\d{6}/)[0];
  await page.locator('[name=totp]').fill(code === '000000' ? '000001' : '000000');
  await page.locator('[name=old]').fill(freshAddress());
  await press(page, EN, 'account.recover_send');
  await expect(page.getByRole('alert')).toHaveText(t(EN, 'error.code_wrong'));
  await inEach(page, 'a lost mailbox, wrong code', (tag) => expect(page.getByRole('alert')).toHaveText(t(tag, 'error.code_wrong')));
});

test('a paper that can\'t be checked now', async ({ page }) => {
  await page.route('**/api/verify/**', (route) => route.abort());
  await page.goto(`/${EN}/verify/WP-2345-6789-AB/0123456789abcdef0123456789abcdef`);
  await inEach(page, 'a paper, unreachable', (tag) => expect(main(page).getByRole('alert')).toContainText(t(tag, 'error.unreachable')));
});
