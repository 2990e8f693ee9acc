// What an officer decides about an employer is what stands on the screen; employers are found; and what leads to the
// employer's own people is no applicant's own.
import { agreeAndSend, press } from './support/form.mjs';
import { look, somebody } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { freshAddress, seedWhole, signIn } from './support/session.mjs';
import { addStaff, signInStaff } from './support/staff.mjs';
import { t } from './support/texts.mjs';

const EN = 'en';
const CODES = ['91350100M000100Y43', '91310115MA1000009X'];
test.use({ serviceWorkers: 'block' });

/** Sends JSON as who is signed in on this page, and returns what comes back. */
function send(page, method, path, body) {
  return page.evaluate(
    async ({ method, path, body }) => {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
      return answer.json();
    },
    { method, path, body },
  );
}

const about = (name, credit_code) => ({ name, credit_code, address: '1 Example Road', phone: '0512-55501234' });

test('an officer approves what was seen, and finds it again', async ({ browser, server }) => {
  test.setTimeout(120_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  const { id } = await send(employer, 'POST', '/api/organisations', about('Seen Pumps Co., Ltd.', CODES[0]));
  const officer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signInStaff(officer, EN, await addStaff(server, 'registrar', 'officer'));
  await officer.goto(`/${EN}/staff/organisations`);
  const shown = officer.locator('section', { hasText: CODES[0] });
  await expect(shown).toContainText('Seen Pumps Co., Ltd.');
  // Who handles applications stands there, too: to begin with, whoever registered it.
  const facts = shown.locator('.summary__row');
  const inCharge = await facts.filter({ hasText: t(EN, 'member.role.in_charge') }).locator('dd').innerText();
  await expect(facts.filter({ hasText: t(EN, 'member.role.handler') }).locator('dd')).toHaveText(inCharge);

  // Renamed meanwhile: the click decides nothing, and the new name is shown.
  await send(employer, 'PUT', `/api/organisations/${id}`, { ...about('Other Pumps Co., Ltd.', CODES[0]), seen: 1 });
  await shown.getByRole('button', { name: t(EN, 'desk.approve') }).click();
  await expect(officer.getByRole('alert')).toContainText(t(EN, 'error.organisation_changed'));
  await expect(shown).toContainText('Other Pumps Co., Ltd.');
  await expect(shown).toContainText(t(EN, 'organisation.state.pending'));
  await shown.getByRole('button', { name: t(EN, 'desk.approve') }).click();
  await expect(officer.locator('#live')).toHaveText(t(EN, 'account.done'));
  await expect(shown).toHaveCount(0);

  // By a part of its code, among those that were approved.
  await officer.locator('#f-state').selectOption('approved');
  await officer.locator('#f-search').fill('m000 100y43');
  await press(officer, EN, 'desk.filter');
  await expect(officer).toHaveURL(/\?state=approved&search=m000%20100y43$/);
  await expect(shown).toContainText(t(EN, 'organisation.state.approved'));
  await look(officer, 'employers found');
  await officer.locator('#f-search').fill('nobody');
  await press(officer, EN, 'desk.filter');
  await expect(officer.locator('main')).toContainText(t(EN, 'desk.organisations_none_found'));

  // Two people of the employer at once: what the other changed is shown first, what was typed stays, and neither is lost.
  await employer.goto(`/${EN}/employer/${id}/people`);
  await employer.locator('summary', { hasText: t(EN, 'desk.about_change') }).click();
  const form = employer.locator('form[data-form="about"]');
  await form.locator('[name="phone"]').fill('0512-55509999');
  const { revision } = await send(employer, 'GET', `/api/organisations/${id}`);
  const moved = { ...about('Other Pumps Co., Ltd.', CODES[0]), address: '2 Example Road', seen: revision };
  await send(employer, 'PUT', `/api/organisations/${id}`, moved);
  await form.locator('button').click();
  await expect(employer.getByRole('alert')).toContainText(t(EN, 'error.organisation_changed'));
  await expect(form.locator('[name="address"]')).toHaveValue('2 Example Road');
  await expect(form.locator('[name="phone"]')).toHaveValue('0512-55509999');
  await look(employer, 'changed by two');
  await form.locator('button').click();
  await expect(employer.locator('#live')).toHaveText(t(EN, 'account.done'));
  await expect(form.locator('[name="phone"]')).toHaveValue('0512-55509999');
  const stored = await send(employer, 'GET', `/api/organisations/${id}`);
  expect([stored.about.address, stored.about.phone]).toEqual(['2 Example Road', '0512-55509999']);
});

test('a number that is a handler’s is not taken as the applicant’s, and the page says what to do', async ({ browser, server }) => {
  test.setTimeout(120_000);
  const employer = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(employer, server, EN, freshAddress());
  const { id } = await send(employer, 'POST', '/api/organisations', about('Reached Pumps Co., Ltd.', CODES[1]));
  await employer.goto(`/${EN}/employer/${id}/people`);
  await employer.locator('summary', { hasText: t(EN, 'desk.member_add') }).click();
  const form = employer.locator('form[data-form="member"]');
  await form.locator('[name="email"]').fill(freshAddress());
  await form.locator('[name="phone"]').fill('+86 13800138000');
  await look(employer, 'somebody is added');
  await form.locator('button').click();
  await expect(employer.locator('.rows').first()).toContainText('+86 13800138000');

  const applicant = await somebody(browser, server, { serviceWorkers: 'block' });
  await signIn(applicant, server, EN, freshAddress());
  const draft = await seedWhole(applicant);
  const { code } = await send(applicant, 'POST', `/api/drafts/${draft}/employer?locale=en`);
  await send(employer, 'POST', `/api/organisations/${id}/join`, { code });
  await applicant.goto(`/${EN}/drafts/${draft}/send`);
  await agreeAndSend(applicant);
  const field = t(EN, 'question.china_phone.label');
  await expect(applicant.locator('#failed-here')).toContainText(t(EN, 'problem.not_own', { field }));
  await applicant.locator('#failed-here').getByRole('link', { name: field }).click();
  await expect(applicant.locator('[data-key="china_phone"]')).toHaveValue('138 0013 8000');
});
