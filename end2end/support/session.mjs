// Starting, signing in, and a draft that is filled already, for tests that are about something else.
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { codesTo, newCode } from './mail.mjs';
import { DECLARATIONS, GAP, PAGES } from './person.mjs';
import { answer, expectHeading, expectSaveState, press } from './form.mjs';
import { t } from './texts.mjs';

/** The version of the form (`permit::forms::VERSION`). */
export const FORM_VERSION = 3;

/** An address that no other test uses. */
export function freshAddress() {
  return `applicant-${randomUUID()}@example.com`;
}

/** From the landing page to the first page of the form. */
export async function startAsGuest(page, tag) {
  await page.goto(`/${tag}`);
  await press(page, tag, 'landing.start');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(tag, 'page.qualification.title'));
}

/** On a page of the form, in a draft of which something is kept already. */
export async function startAt(page, tag, formPage) {
  await startAsGuest(page, tag);
  await answer(page, 'highest_degree', 'master');
  await expectSaveState(page, 'device');
  await page.goto(page.url().replace(/form\/.*$/, `form/${formPage}`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(tag, `page.${formPage}.title`));
}

/** What only who is signed in sees: the way out, or on an employer's pages the way to all its organisations. */
function signedIn(page, tag) {
  const out = page.getByRole('button', { name: t(tag, 'app.sign_out'), exact: true });
  return out.or(page.locator('.header__nav').getByRole('link', { name: t(tag, 'desk.employer'), exact: true })).first();
}

/** The two forms of signing in, from the first to wherever they lead. */
export async function enterCode(page, server, tag, address) {
  const before = await codesTo(server, address);
  await page.locator('#sign-in-email').fill(address);
  await press(page, tag, 'app.sign_in_send');
  await expect(page.locator('#sign-in-code')).toBeFocused();
  await page.locator('#sign-in-code').fill(await newCode(server, address, before));
  await page.locator('#sign-in-code').press('Enter');
  await expect(signedIn(page, tag)).toBeVisible();
}

/** Signs in from the sign-in page. */
export async function signIn(page, server, tag, address) {
  await page.goto(`/${tag}/sign-in`);
  await enterCode(page, server, tag, address);
}

/** Signs out, and forgets what is not on the server. From a page of the account, that is done where the answers are. */
export async function signOut(page, tag) {
  await press(page, tag, 'app.sign_out');
  await page.getByRole('dialog').getByRole('button', { name: t(tag, 'app.sign_out_confirm'), exact: true }).click();
  await expectHeading(page, t(tag, 'landing.title'));
}

function stored(value) {
  if (value === true) return 'yes';
  return [value].flat().join('\n');
}

/** The changes that would save the whole person, the declarations only when asked for. */
export function changesOf(pages, declarations = {}) {
  const changes = [];
  const put = (key, value) => changes.push({ key, value: stored(value), base: 0 });
  for (const one of pages) {
    for (const [question, value] of Object.entries(one.answers ?? {})) put(question, value);
    for (const [place, row] of (one.rows ?? []).entries()) {
      const id = randomUUID().replaceAll('-', '');
      put(`${one.group}@${id}`, String(place + 1));
      for (const [question, value] of Object.entries(row)) put(`${question}@${id}`, value);
    }
  }
  for (const [question, value] of Object.entries(declarations)) put(question, value);
  return changes;
}

/** Saves a draft through the API as the person who is signed in on this page, and returns its id. */
export async function seed(page, changes, version = FORM_VERSION) {
  const id = randomUUID();
  const status = await page.evaluate(
    async ({ id, changes, version }) => {
      const body = JSON.stringify({ form_version: version, known: 0, changes });
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch(`/api/drafts/${id}`, { method: 'PATCH', headers, body })).status;
    },
    { id, changes, version },
  );
  expect(status).toBe(200);
  return id;
}

/** A draft in which nothing is missing. */
export async function seedWhole(page) {
  const between = { work_kind: 'unemployed', work_from: GAP.from, work_to: GAP.to };
  const pages = PAGES.map((one) => (one.page === 'work' ? { ...one, rows: [...one.rows, between] } : one));
  return seed(page, changesOf(pages, DECLARATIONS));
}

/** Changes an answer as another device of the person who is signed in on this page would. */
export async function changeElsewhere(page, draft, key, value) {
  const status = await page.evaluate(
    async ({ draft, key, value, version }) => {
      const { revision } = await (await fetch(`/api/drafts/${draft}`)).json();
      const body = JSON.stringify({ form_version: version, known: revision, changes: [{ key, value, base: revision }] });
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch(`/api/drafts/${draft}`, { method: 'PATCH', headers, body })).status;
    },
    { draft, key, value, version: FORM_VERSION },
  );
  expect(status).toBe(200);
}

/** The application that a draft became. */
export async function submit(page, draft, locale) {
  const result = await page.evaluate(
    async ({ draft, locale, version }) => {
      const stored = await (await fetch(`/api/drafts/${draft}`)).json();
      if (!stored.revision) return stored;
      const body = JSON.stringify({ form_version: version, revision: stored.revision, locale, agreed: true });
      const headers = { 'Content-Type': 'application/json' };
      const answered = await fetch(`/api/drafts/${draft}/application`, { method: 'POST', headers, body });
      return answered.json();
    },
    { draft, locale, version: FORM_VERSION },
  );
  expect(result).toHaveProperty('id');
  return result.id;
}

/** What the application needs in Chinese, written and confirmed: `employer` and `applicant` are pages of who is signed in. */
export async function render(employer, applicant, organisation, application) {
  const patch = (page, path, body) =>
    page.evaluate(
      async ({ path, body }) => {
        const headers = { 'Content-Type': 'application/json' };
        const answer = await fetch(path, { method: 'PATCH', headers, body: JSON.stringify(body) });
        return { status: answer.status, ...(await answer.json()) };
      },
      { path, body },
    );
  const owed = `/api/organisations/${organisation}/cases/${application}/renderings`;
  const { list } = await employer.evaluate(async (path) => (await fetch(path)).json(), owed);
  const texts = list.map(({ key, original }) => ({ key, original, chinese: '示例' }));
  expect((await patch(employer, owed, { texts })).turn).toBe('applicant');
  const answers = list.map(({ key }) => ({ key, chinese: '示例', confirmed: true }));
  const confirmed = await patch(applicant, `/api/applications/${application}/renderings`, { answers });
  expect(confirmed).toMatchObject({ status: 200, turn: '' });
}

/** A page of another browser, as on another machine, where the same person signs in. */
export async function anotherMachine(browser, server, tag, address) {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signIn(page, server, tag, address);
  return page;
}
