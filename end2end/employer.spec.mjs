// An employer's days: by the keyboard alone, written from right to left, with posts that it keeps, papers over a bad line,
// invitations put right, and what it takes away as files.
import { readFile } from 'node:fs/promises';
import { dayAfter, today } from './support/dates.mjs';
import { expectHeading, press } from './support/form.mjs';
import { cut } from './support/line.mjs';
import { lettersTo } from './support/mail.mjs';
import { blankPdf } from './support/pdf.mjs';
import { PAGES } from './support/person.mjs';
import { expectSound, look, shot, somebody } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { freshAddress, render, seedWhole, signIn, submit } from './support/session.mjs';
import { act, addStaff, signInStaff, unfold } from './support/staff.mjs';
import { t } from './support/texts.mjs';

const EN = 'en';
const EMPLOYER = 'Example Machines (Suzhou) Co., Ltd.';
test.use({ serviceWorkers: 'block' });

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
let codes = 0;

/** A synthetic credit code, right in every digit (GB 32100, GB 11714): another one each time. */
function nextCode() {
  const number = `${++codes}`.padStart(8, '0');
  const weighed = [...number].reduce((sum, digit, place) => sum + Number(digit) * [3, 7, 9, 10, 5, 8, 4, 2][place], 0);
  const own = { 10: 'X', 11: '0' }[11 - (weighed % 11)] ?? String(11 - (weighed % 11));
  const body = `91320500${number}${own}`;
  const sum = [...body].reduce((sum, letter, place) => sum + ALPHABET.indexOf(letter) * Number(3n ** BigInt(place) % 31n), 0);
  return body + ALPHABET[(31 - (sum % 31)) % 31];
}

/** Sends JSON as who is signed in on this page. */
function send(page, method, path, body) {
  return page.evaluate(
    async ({ method, path, body }) => {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
      const text = await answer.text();
      return { status: answer.status, ...(text ? { json: JSON.parse(text) } : {}) };
    },
    { method, path, body },
  );
}

/** An organisation of who is signed in, made by the API. */
async function registered(page, code) {
  const about = { name: EMPLOYER, credit_code: code, address: '1 Example Road, Suzhou', phone: '0512-55501234' };
  const { json } = await send(page, 'POST', '/api/organisations', about);
  return json.id;
}

async function approve(officer, id) {
  const { json } = await send(officer, 'GET', '/api/desk/organisations');
  const seen = json.find((one) => one.id === id).revision;
  const { status } = await send(officer, 'POST', `/api/desk/organisations/${id}/decision`, { approved: true, seen });
  expect(status).toBe(200);
}

/** An applicant with a whole draft that is joined to the organisation, and sent. */
async function applied(browser, server, employer, id) {
  const applicant = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(applicant, server, EN, freshAddress());
  const draft = await seedWhole(applicant);
  const { json } = await send(applicant, 'POST', `/api/drafts/${draft}/employer?locale=en`);
  expect((await send(employer, 'POST', `/api/organisations/${id}/join`, { code: json.code })).status).toBe(201);
  return { applicant, draft, application: await submit(applicant, draft, EN) };
}

/** Tabs on until the element has the focus: each step is seen, and leads on in the order of the page. */
async function tabTo(page, target, steps = 60) {
  await expect(target).toBeVisible();
  await page.evaluate(() => (window.before = document.activeElement));
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    const { what, seen, onward } = await page.evaluate(() => {
      const now = document.activeElement;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(now);
      const { width, height } = now.getBoundingClientRect();
      // The parts of a date are within one input, and show the focus themselves.
      const same = window.before === now;
      const order = window.before?.isConnected && !same ? window.before.compareDocumentPosition(now) : 4;
      window.before = now;
      return {
        what: now.outerHTML.slice(0, 120),
        seen: (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none' || same || width * height === 0,
        onward: Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING),
      };
    });
    expect.soft(seen, `the focus is not seen: ${what}`).toBe(true);
    expect.soft(onward, `the focus goes back: ${what}`).toBe(true);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target, `not reached within ${steps} steps`).toBeFocused();
}

/** Goes to an element and types into it. */
async function typeInto(page, selector, text) {
  await tabTo(page, page.locator(selector));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

test('an employer registers, invites, fills in, signs and files with the keyboard alone', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  await employer.goto(`/${EN}/employer`);
  await expectHeading(employer, t(EN, 'desk.employer'));
  await expect(employer.getByRole('heading', { level: 1 })).toBeFocused();
  await typeInto(employer, '#f-name', EMPLOYER);
  await typeInto(employer, '#f-credit_code', nextCode());
  await typeInto(employer, '#f-address', '1 Example Road, Suzhou');
  await typeInto(employer, '#f-phone', '0512 5550 1234');
  await employer.keyboard.press('Enter');
  await expectHeading(employer, t(EN, 'desk.invitations'));
  await expect(employer.getByRole('heading', { level: 1 })).toBeFocused();
  const id = employer.url().match(/employer\/([0-9a-f-]{36})/)[1];
  const officer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signInStaff(officer, EN, await addStaff(server, 'keys', 'officer'));
  await approve(officer, id);

  // Invites somebody.
  await typeInto(employer, 'form[data-form="invite"] [name="email"]', freshAddress());
  await typeInto(employer, 'form[data-form="invite"] [name="label"]', 'Åsa');
  await tabTo(employer, employer.locator('form[data-form="invite"] button'));
  await employer.keyboard.press('Space');
  await expect(employer.locator('tbody tr')).toHaveCount(1);

  // An application comes in; its part is filled in.
  const { applicant, application } = await applied(browser, server, employer, id);
  await render(employer, applicant, id, application);
  await employer.goto(`/${EN}/employer/${id}/invitations?state=submitted`);
  await expect(employer.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(employer, employer.locator('tbody th a'));
  await employer.keyboard.press('Enter');
  await expectHeading(employer, t(EN, 'desk.part'));
  await tabTo(employer, employer.locator('[name="work_province"]'));
  await employer.keyboard.type('Beijing');
  await typeInto(employer, '[name="job_title"]', 'Chief engineer');
  await employer.keyboard.press('Enter');
  await expect(employer.locator('#live')).toHaveText(t(EN, 'desk.saved'));

  // Its own list, the case, the signature and the filing.
  await employer.goto(`/${EN}/employer/${id}`);
  await expect(employer.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(employer, employer.locator('tbody th a'));
  await employer.keyboard.press('Enter');
  await expect(employer).toHaveURL(new RegExp(`${application}$`));
  await expect(employer.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(employer, employer.locator('#do-sign summary'));
  await employer.keyboard.press('Enter');
  await tabTo(employer, employer.locator('#do-sign form button'));
  await employer.keyboard.press('Enter');
  await expect(employer.locator('.summary').first()).toContainText(t(EN, 'state.employer_signed'));
  await expect(employer.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(employer, employer.locator('#do-file summary'));
  await employer.keyboard.press('Space');
  await tabTo(employer, employer.locator('#do-file [name="where"]').first());
  await employer.keyboard.press('Space');
  await tabTo(employer, employer.locator('#do-file form button'));
  await employer.keyboard.press('Enter');
  await expect(employer.locator('.summary').first()).toContainText(t(EN, 'state.filed'));
});

test('the screens of the desk are mirrored where the language runs from right to left', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  const id = await registered(employer, nextCode());
  const officer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signInStaff(officer, EN, await addStaff(server, 'mirror', 'officer'));
  await approve(officer, id);
  await send(employer, 'POST', `/api/organisations/${id}/posts`, { name: 'Engineer', answers: [['job_title', 'Engineer']] });
  const people = [{ email: freshAddress(), label: 'Åsa', locale: EN, post: [] }];
  await send(employer, 'POST', `/api/organisations/${id}/invitations`, { people });
  const { application } = await applied(browser, server, employer, id);
  const own = `/${EN}/employer/${id}`;
  const { json } = await send(employer, 'GET', `/api/organisations/${id}/invitations`);
  for (const [page, address, name] of [
    [employer, own, 'applications'],
    [employer, `${own}/invitations`, 'invitations'],
    [employer, `${own}/invitations/${json.rows[0].id}`, 'part'],
    [employer, `${own}/cases/${application}`, 'own case'],
    [employer, `${own}/people`, 'people'],
    [employer, `${own}/posts`, 'posts'],
    [officer, `/${EN}/staff/cases?state=waiting_for_employer`, 'queue'],
    [officer, `/${EN}/staff/cases/${application}`, 'case'],
  ]) {
    await page.goto(address);
    await expect(page.getByText(t(EN, 'app.loading'), { exact: true })).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expectSound(page, `${name} from right to left at ${width}`);
      await shot(page, `rtl-${name}-${width}`);
      const mirrored = await page.evaluate(() => {
        const right = (element) => element.getBoundingClientRect().right;
        const heading = document.querySelector('h1');
        const range = document.createRange();
        range.selectNodeContents(heading);
        const cells = [...document.querySelectorAll('thead th')];
        return {
          heading: Math.abs(right(range) - right(heading)) < 2,
          columns: cells.length < 2 || right(cells[0]) > right(cells.at(-1)),
        };
      });
      expect.soft(mirrored, `${name} at ${width}`).toEqual({ heading: true, columns: true });
    }
  }
});

test('an invitation is put right, a post is kept and used, and the list is taken away as a file', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  const id = await registered(employer, nextCode());
  const own = `/${EN}/employer/${id}`;

  // A post is kept.
  await employer.goto(`${own}/posts`);
  await expectHeading(employer, t(EN, 'desk.posts'));
  await look(employer, 'posts');
  await employer.getByRole('link', { name: t(EN, 'desk.post_new') }).click();
  await expectHeading(employer, t(EN, 'desk.post'));
  await employer.locator('[name="name"]').fill('Pump engineer');
  await employer.locator('[name="job_title"]').fill('Engineer');
  await employer.locator('[name="annual_salary_cny"]').fill('much');
  await press(employer, EN, 'desk.save');
  await expect(employer.getByRole('alert')).toContainText(t(EN, 'question.annual_salary_cny.name'));
  await employer.locator('[name="annual_salary_cny"]').fill('420000');
  await press(employer, EN, 'desk.save');
  await expect(employer.getByRole('link', { name: 'Pump engineer' })).toBeVisible();

  // It is chosen for an invitation, to a wrong address.
  const [wrong, right] = [freshAddress(), freshAddress()];
  await employer.goto(`${own}/invitations`);
  const invite = employer.locator('form[data-form="invite"]');
  await invite.locator('[name="email"]').fill(wrong);
  await invite.locator('[name="label"]').fill('Asa');
  await invite.locator('[name="post"]').selectOption({ label: 'Pump engineer' });
  await invite.locator('button').click();
  await expect(employer.getByRole('cell', { name: t(EN, 'invitation.state.sent') })).toBeVisible();
  // Its buttons say beforehand who gets an e-mail.
  await expect(employer.locator('form[data-form="remind"] p.field__hint')).toHaveText(t(EN, 'desk.hears.applicant'));
  await look(employer, 'invitations with posts');
  const [first] = await lettersTo(server, wrong);
  await employer.locator('tbody th a').click();
  await expectHeading(employer, t(EN, 'desk.part'));
  const correct = employer.locator('form[data-form="correct"]');
  await expect(correct.locator('[name="email"]')).toHaveValue(wrong);
  await expect(correct.locator('[name="locale"]')).toHaveValue(EN);
  await expect(correct.locator('[name="job_title"]')).toHaveValue('Engineer');
  await expect(correct).toContainText(t(EN, 'desk.correct_lead'));
  await look(employer, 'invitation to be put right');
  await correct.locator('[name="email"]').fill(right);
  await correct.locator('[name="label"]').fill('Åsa');
  await correct.locator('[name="job_title"]').fill('Chief engineer');
  await correct.locator('button').click();
  await expect(employer.locator('#live')).toHaveText(t(EN, 'desk.saved'));
  const link = /https?:\/\/\S+\/invitations\/\S+/;
  const [second] = await lettersTo(server, right);
  const stranger = await somebody(browser, server, { serviceWorkers: 'block' });
  await stranger.goto(second.text.match(link)[0]);
  await expect(stranger.locator('main')).toContainText('Chief engineer');
  await stranger.goto(first.text.match(link)[0]);
  await expect(stranger.locator('main')).toContainText(t(EN, 'error.not_found'));
  await expect(stranger.locator('main')).not.toContainText('Chief engineer');

  // What stands there is kept as another post, and taken over for somebody else.
  await employer.locator('summary', { hasText: t(EN, 'desk.post_keep') }).click();
  const keep = employer.locator('form[data-form="keep-post"]');
  await keep.locator('[name="name"]').fill('Pump engineer');
  await keep.locator('button').click();
  await expect(employer.getByRole('alert')).toContainText(t(EN, 'desk.problem.name_taken'));
  await keep.locator('[name="name"]').fill('Chief');
  await keep.locator('button').click();
  await expect(employer.locator('#live')).toHaveText(t(EN, 'account.done'));
  const { applicant } = await applied(browser, server, employer, id);
  await employer.goto(`${own}/invitations?state=submitted`);
  await employer.locator('tbody th a').click();
  await expectHeading(employer, t(EN, 'desk.part'));
  await employer.locator('summary', { hasText: t(EN, 'desk.post_take') }).click();
  await employer.locator('form[data-form="take-post"] [name="post"]').selectOption({ label: 'Chief' });
  await employer.locator('form[data-form="take-post"] button').click();
  await expect(employer.locator('#live')).toHaveText(t(EN, 'desk.saved'));
  await expect(employer.locator('[name="job_title"]')).toHaveValue('Chief engineer');
  await look(employer, 'part with posts');

  // The table for a spreadsheet, and the package: files that open.
  await employer.goto(own);
  const table = employer.waitForEvent('download');
  await employer.getByRole('link', { name: t(EN, 'desk.csv') }).click();
  const csv = await readFile(await (await table).path());
  expect([...csv.subarray(0, 3)], 'spreadsheets read it as UTF-8').toEqual([0xef, 0xbb, 0xbf]);
  const lines = csv.toString('utf8').trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain(t(EN, 'desk.column.reference'));
  // What the table was asked to leave out is not in the file.
  await employer.goto(`${own}?search=nobody-is-called-so`);
  await expect(employer.locator('main')).toContainText(t(EN, 'desk.rows_none'));
  const none = employer.waitForEvent('download');
  await employer.getByRole('link', { name: t(EN, 'desk.csv') }).click();
  expect((await readFile(await (await none).path(), 'utf8')).trim().split('\r\n')).toHaveLength(1);
  await employer.goto(own);
  await employer.locator('tbody th a').click();
  await expect(employer.getByRole('link', { name: t(EN, 'desk.package') })).toBeVisible();
  const zipped = employer.waitForEvent('download');
  await employer.getByRole('link', { name: t(EN, 'desk.package') }).click();
  const zip = await readFile(await (await zipped).path());
  expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  await applicant.context().close();
});

test('two people put an invitation right: what the other one changed is shown, and what was typed stays', async ({ browser, server }) => {
  test.setTimeout(120_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  const id = await registered(employer, nextCode());
  const [wrong, right] = [freshAddress(), freshAddress()];
  const people = [{ email: wrong, label: 'Asa', locale: EN, post: [['job_title', 'Engineer']] }];
  const { json: invited } = await send(employer, 'POST', `/api/organisations/${id}/invitations`, { people });
  const path = `/api/organisations/${id}/invitations/${invited.ids[0]}`;
  await employer.goto(`/${EN}/employer/${id}/invitations/${invited.ids[0]}`);
  const correct = employer.locator('form[data-form="correct"]');
  await correct.locator('[name="email"]').fill(right);
  await correct.locator('[name="job_title"]').fill('Chief engineer');

  // A colleague is quicker.
  const { json: seen } = await send(employer, 'GET', path);
  const post = [['job_title', 'Manager'], ['duties', 'Builds pumps.']];
  const theirs = { email: wrong, label: 'Åsa', locale: EN, post, seen: seen.revision, part_seen: seen.part.revision };
  expect((await send(employer, 'PUT', path, theirs)).status).toBe(200);
  await correct.locator('button').click();
  await expect(employer.getByRole('alert')).toContainText(t(EN, 'error.invitation_changed'));
  await expect(employer.getByRole('alert')).toContainText('Manager');
  for (const [name, value] of [['email', right], ['label', 'Åsa'], ['job_title', 'Chief engineer'], ['duties', 'Builds pumps.']]) {
    await expect(correct.locator(`[name="${name}"]`)).toHaveValue(value);
  }
  expect(await lettersTo(server, right), 'nothing went out').toHaveLength(0);
  await look(employer, 'invitation changed by two');

  // Now that was seen.
  await correct.locator('button').click();
  await expect(employer.locator('#live')).toHaveText(t(EN, 'desk.saved'));
  const { json: stored } = await send(employer, 'GET', path);
  const { entries } = stored.part.draft;
  expect([stored.email, stored.label, entries.job_title.value, entries.duties.value]).toEqual([right, 'Åsa', 'Chief engineer', 'Builds pumps.']);
  expect(await lettersTo(server, right)).toHaveLength(1);
});

test('papers of the registration come over a line that breaks, and the officer opens them', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  const code = nextCode();
  const id = await registered(employer, code);
  await employer.goto(`/${EN}/employer/${id}/people`);
  await expectHeading(employer, t(EN, 'desk.organisation'));
  await look(employer, 'people without papers');
  const form = employer.locator('form[data-form="paper paper"]');
  await form.locator('[name="paper"]').selectOption('registration_proof');
  const line = await cut(employer, 'PATCH', /\/api\/uploads\/[^/]+$/);
  await form.locator('[name="file"]').setInputFiles({ name: 'licence.pdf', mimeType: 'application/pdf', buffer: blankPdf(900_000) });
  await form.locator('button').click();
  await expect(employer.locator('main')).toContainText(t(EN, 'desk.paper_offline', { percent: '0' }));
  await look(employer, 'people with a paper on its way');
  await line.restore();
  // The browser says that it has a connection again: nobody waits out the pause.
  await employer.evaluate(() => dispatchEvent(new Event('online')));
  const proof = employer.getByRole('link', { name: t(EN, 'paper.registration_proof') });
  await expect(proof).toBeVisible();
  await expect(employer.locator('.bar')).toHaveCount(0);

  // What is no document is refused with its reason, and can be put away.
  await form.locator('[name="paper"]').selectOption('authorisation');
  await form.locator('[name="file"]').setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no document') });
  await form.locator('button').click();
  await expect(employer.getByRole('alert')).toContainText(t(EN, 'error.file_type'));
  await employer.getByRole('button', { name: t(EN, 'desk.paper_off') }).click();
  await expect(employer.getByRole('alert')).toHaveCount(0);

  // In its place another one; the officer opens that.
  await employer.locator('#papers summary').click();
  const replace = employer.locator('#papers form');
  const newer = blankPdf(40_000);
  await replace.locator('[name="file"]').setInputFiles({ name: 'newer.pdf', mimeType: 'application/pdf', buffer: newer });
  await replace.locator('button').click();
  await expect(employer.locator('#papers')).toContainText(t(EN, 'desk.paper_size', { size: Math.ceil(newer.length / 1_024) }));
  await expect(employer.locator('#papers > li')).toHaveCount(1);
  await look(employer, 'people with papers');
  const officer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signInStaff(officer, EN, await addStaff(server, 'opener', 'officer'));
  await officer.goto(`/${EN}/staff/organisations`);
  const shown = officer.locator('section', { has: officer.getByText(code) });
  const address = await shown.getByRole('link', { name: t(EN, 'paper.registration_proof') }).getAttribute('href');
  await look(officer, 'organisations with papers');
  const opened = await officer.evaluate(async (address) => {
    const answer = await fetch(address);
    return [answer.status, answer.headers.get('content-type'), (await answer.arrayBuffer()).byteLength];
  }, address);
  expect(opened).toEqual([200, 'application/pdf', newer.length]);
  await employer.getByRole('button', { name: t(EN, 'desk.paper_drop') }).click();
  await expect(employer.locator('#papers > li')).toHaveCount(0);
});

test('before filing each side gives points back, after filing one asks for a correction, and all read why it was refused', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  const id = await registered(employer, nextCode());
  const officer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signInStaff(officer, EN, await addStaff(server, 'wish', 'officer'));
  await approve(officer, id);
  const { applicant, draft, application } = await applied(browser, server, employer, id);
  await render(employer, applicant, id, application);
  const { json } = await send(employer, 'GET', `/api/organisations/${id}/invitations`);
  const part = `/api/organisations/${id}/invitations/${json.rows[0].id}/part`;
  const post = Object.assign({}, ...PAGES.filter((one) => one.section === 'post').map((one) => one.answers));
  const differs = { revision: 0, answers: [['job_title', `Not ${post.job_title}`]] };
  expect((await send(employer, 'PATCH', part, differs)).status).toBe(200);

  // What differs goes back to the applicant with one press, and comes again.
  await employer.goto(`/${EN}/employer/${id}/cases/${application}`);
  await press(employer, EN, 'desk.differences_return');
  await expect(employer.locator('.summary').first()).toContainText(t(EN, 'desk.state.returned_to_applicant'));
  await expect(employer.locator('main')).toContainText(t(EN, 'correction.reason.contradicts'));
  await expect(employer.locator('main')).not.toContainText(t(EN, 'correction.if_late.goes_back'));
  await act(employer, 'close_correction', { why: 'Ours was wrong' });
  await expect(employer.locator('.summary').first()).toContainText(t(EN, 'desk.state.waiting_for_employer'));

  // The applicant chooses what goes back to the employer, with a note; what differs is offered first. Then that is closed.
  await applicant.goto(`/${EN}/account/employer/${draft}`);
  const [points, back] = ['pin add', 'employer-return'].map((name) => applicant.locator(`form[data-form="${name}"]`));
  await expect(points.locator('option').first()).toHaveAttribute('value', 'q:job_title');
  await back.locator('button').click();
  await expect(applicant.getByRole('alert')).toContainText(t(EN, 'error.pins_missing'));
  await points.locator('[name="pin"]').selectOption('q:contract_start');
  await points.locator('[name="should"]').fill('A month later');
  await points.locator('button').click();
  await expect(applicant.locator('ul.items > li')).toContainText('A month later');
  await look(applicant, 'points for the employer');
  await back.locator('button').click();
  const returned = applicant.locator('#returned');
  await expect(returned).toContainText(t(EN, 'question.contract_start.label'));
  await expect(returned).not.toContainText(t(EN, 'question.job_title.label'));
  await look(applicant, 'points that the employer has');
  await employer.reload();
  await expect(employer.locator('main')).toContainText('A month later');
  await expect(employer.locator('main')).not.toContainText(t(EN, 'correction.if_late.goes_back'));
  await returned.locator('[name="why"]').fill('It may stay');
  await returned.locator('button').click();
  await expect(returned).toHaveCount(0);
  await expect(points).toBeVisible();
  await employer.reload();
  await expect(employer.locator('.summary').first()).toContainText(t(EN, 'desk.state.waiting_for_employer'));
  await act(employer, 'sign');
  await expect(employer.locator('#do-file')).toBeVisible();
  await act(employer, 'file', { where: 'here' });
  await expect(employer.locator('.summary').first()).toContainText(t(EN, 'state.filed'));

  const ask = await unfold(employer, 'ask_correction');
  await ask.locator('form[data-form="case ask_correction"] button').click();
  await expect(employer.getByRole('alert')).toContainText(t(EN, 'error.pins_missing'));
  await ask.locator('[name="pin"]').selectOption('q:job_title');
  await ask.locator('[name="should"]').fill('Chief engineer');
  await ask.locator('form[data-form="pin add"] button').click();
  await expect(ask.locator('ul.items > li')).toContainText('Chief engineer');
  await look(employer, 'asking for a correction');
  await ask.locator('form[data-form="case ask_correction"] button').click();
  await expect(employer.locator('#wish')).toContainText('Chief engineer');
  await expect(employer.locator('#do-ask_correction')).toHaveCount(0);
  await officer.goto(`/${EN}/staff/cases/${application}`);
  await expect(officer.locator('#wish')).toContainText(t(EN, 'question.job_title.label'));
  await expect(officer.locator('#wish')).toContainText('Chief engineer');
  await look(officer, 'case with a wish');
  await act(officer, 'decline_correction', { why: 'An invented reason.' });
  await expect(officer.locator('#wish')).toHaveCount(0);

  // It is refused by two people, on grounds that each reads in their own language.
  await act(officer, 'start_pre_review');
  await act(officer, 'refuse', { ground: 'post_not_fit', why: 'An invented reason.' });
  await expect(officer.locator('main')).toContainText(t(EN, 'desk.proposal_refuse'));
  const second = await somebody(browser, server, { serviceWorkers: 'block' });
  await signInStaff(second, EN, await addStaff(server, 'refuses', 'officer'));
  await second.goto(officer.url());
  await act(second, 'confirm');
  await expect(second.locator('.summary').first()).toContainText(t(EN, 'state.refused'));
  await employer.reload();
  await applicant.goto(`/zh-Hans/applications/${application}`);
  for (const [page, tag] of [[second, EN], [employer, EN], [applicant, 'zh-Hans']]) {
    await expect(page.locator('.timeline').first()).toContainText(t(tag, 'refusal.post_not_fit'));
  }
  await look(employer, 'case that was refused');
  await look(applicant, 'status of what was refused');
});

test('what was filed in the official system is recorded by the employer, and the applicant goes on with it', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  const id = await registered(employer, nextCode());
  const officer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signInStaff(officer, EN, await addStaff(server, 'official', 'officer'));
  await approve(officer, id);
  const { applicant, application } = await applied(browser, server, employer, id);
  await render(employer, applicant, id, application);
  const [standing, main] = [employer.locator('.summary').first(), employer.locator('main')];
  await employer.goto(`/${EN}/employer/${id}/cases/${application}`);
  await act(employer, 'sign');
  await expect(employer.locator('#do-file')).toBeVisible();
  await expect(employer.locator('#do-outcome-accepted')).toHaveCount(0);
  await act(employer, 'file', { where: 'elsewhere', on: today(), receipt: 'OFFICIAL-7' });
  await expect(standing).toContainText(t(EN, 'state.filed'));
  await expect(main).not.toContainText(t(EN, 'app.recorded_elsewhere'));

  // Returned there and sent again, then accepted: who must act follows.
  await act(employer, 'outcome-returned', { on: today(), why: 'A clearer scan' });
  await expect(standing).toContainText(t(EN, 'state.returned_for_correction'));
  await expect(main).toContainText(t(EN, 'app.recorded_elsewhere'));
  await applicant.goto(`/zh-Hans/applications/${application}`);
  await expect(applicant.locator('main')).toContainText(t('zh-Hans', 'step.employer_corrects_there'));
  await expect(applicant.locator('main')).not.toContainText(t('zh-Hans', 'state.returned_for_correction.detail'));
  await expect(applicant.locator('.timeline').first()).toContainText('A clearer scan');
  await act(employer, 'outcome-sent_again', { on: today() });
  await expect(standing).toContainText(t(EN, 'state.filed'));
  await act(employer, 'outcome-accepted', { on: today(), receipt: 'OFFICIAL-8' });
  await expect(standing).toContainText(t(EN, 'state.accepted'));
  await look(employer, 'case that was accepted in the official system');

  // That was the wrong button: it is taken back, and pressed again.
  await act(employer, 'take_back_outcome');
  await expect(standing).toContainText(t(EN, 'state.filed'));
  await act(employer, 'outcome-accepted', { on: today(), receipt: 'OFFICIAL-8' });
  await expect(standing).toContainText(t(EN, 'state.accepted'));

  // Approved, with its letter: nothing of that is this authority's.
  const until = dayAfter({ months: 5 });
  const letter = { on: today(), category: 'B', months: '12', reference: 'OFFICIAL-9', valid_until: until };
  await act(employer, 'outcome-approved', letter);
  await expect(standing).toContainText(t(EN, 'state.approved'));
  await expect(standing).toContainText('OFFICIAL-9');
  await expect(employer.getByRole('link', { name: t(EN, 'app.letter_pdf') })).toHaveCount(0);
  await officer.goto(`/${EN}/staff/cases/${application}`);
  await expect(officer.locator('main')).toContainText(t(EN, 'app.recorded_elsewhere'));
  await expect(officer.locator('.timeline').first()).toContainText(t(EN, 'event.approved_elsewhere'));
  await look(officer, 'case that was approved in the official system');
  await applicant.reload();
  const history = applicant.locator('.timeline').first();
  for (const kind of ['returned', 'sent_again', 'accepted', 'approved']) {
    await expect(history).toContainText(t('zh-Hans', `event.${kind}_elsewhere`));
  }
  await expect(history).toContainText(t('zh-Hans', 'event.outcome_taken_back'));
  await expect(applicant.locator('main')).toContainText(t('zh-Hans', 'app.recorded_elsewhere'));
  await expect(applicant.locator('.summary').first()).toContainText('OFFICIAL-9');
  for (const name of ['app.letter_pdf', 'app.letter_check']) {
    await expect(applicant.getByRole('link', { name: t('zh-Hans', name) })).toHaveCount(0);
  }
  await look(applicant, 'status of what was approved in the official system');

  // The road after it is the applicant's to record.
  const visa = applicant.locator('#on-visa');
  await visa.fill(today());
  await applicant.locator('form').filter({ has: visa }).getByRole('button').click();
  await expect(applicant.locator('#days-again #on-visa')).toHaveCount(1);
  await expect(history).toContainText(t('zh-Hans', 'event.visa_issued'));
});
