// Who has not answered an employer's invitation: found, looked at, reminded together, each at most once a day.
import { press } from './support/form.mjs';
import { lettersTo } from './support/mail.mjs';
import { bringAxe, look } from './support/screen.mjs';
import { expect, test } from './support/server.mjs';
import { freshAddress, signIn } from './support/session.mjs';
import { t } from './support/texts.mjs';

const EN = 'en';
const NOW = 1_796_000_000;
const DAY = 86_400;
test.use({ portalEnvironment: { PORTAL_NOW: String(NOW) } });

/** An organisation with invitations that were sent to these people; made by the API, its page open. */
async function invited(page, people) {
  return page.evaluate(async (people) => {
    const send = async (path, body) => {
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
    };
    const about = { name: 'Example Machines Co., Ltd.', credit_code: '91350100M000100Y43', address: '1 Example Road', phone: '0512-55501234' };
    const { id } = await send('/api/organisations', about);
    await send(`/api/organisations/${id}/invitations`, { people });
    return id;
  }, people);
}

test('some, then all who have not answered are reminded, each once a day', async ({ page, server }) => {
  test.setTimeout(120_000);
  const boss = freshAddress();
  const people = Array.from({ length: 53 }, (_, number) => ({
    email: freshAddress(),
    // No address holds such a word: they are searched too.
    label: `${number < 10 ? 'Quist' : 'Person'} Nr${String(number).padStart(2, '0')}`,
    locale: EN,
    post: [],
  }));
  await bringAxe(page);
  await signIn(page, server, EN, boss);
  const id = await invited(page, people);
  const list = `/${EN}/employer/${id}/invitations`;

  // Page by page, and by name.
  await page.goto(list);
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await page.getByRole('link', { name: t(EN, 'desk.page_next') }).click();
  await expect(page.locator('tbody tr')).toHaveCount(3);
  await page.locator('#f-search').fill('quist nr07');
  await press(page, EN, 'desk.filter');
  await expect(page.locator('tbody tr')).toHaveCount(1);

  // Nobody is picked: that is said. Picked too soon: that is said before anything is sent.
  await press(page, EN, 'desk.remind_picked');
  await expect(page.getByRole('alert')).toContainText(t(EN, 'denied.nobody_picked'));
  await page.locator('tbody').getByRole('checkbox').first().check();
  await press(page, EN, 'desk.remind_picked');
  await expect(page.getByRole('heading', { name: t(EN, 'desk.remind_preview', { count: 0 }) })).toBeFocused();
  await expect(page.locator('main ol')).toContainText(t(EN, 'reminder.too_soon', { when: '' }).trim());
  await press(page, EN, 'app.cancel');

  // A day later: two that are picked, then everybody else.
  await server.stop();
  server.environment = { PORTAL_NOW: String(NOW + DAY + 60) };
  await server.start();
  await signIn(page, server, EN, boss);
  await page.goto(`${list}?state=sent&search=quist`);
  await expect(page.locator('tbody tr')).toHaveCount(10);
  for (const name of ['Quist Nr03', 'Quist Nr04']) {
    await page.getByRole('checkbox', { name: t(EN, 'desk.remind_one', { name }) }).check();
  }
  await press(page, EN, 'desk.remind_picked');
  await expect(page.locator('main ol > li')).toHaveCount(2);
  await look(page, 'reminders');
  expect(await lettersTo(server, people[3].email)).toHaveLength(1);
  await page.getByRole('button', { name: t(EN, 'desk.remind_send', { count: 2 }) }).click();
  await expect(page.getByRole('heading', { name: t(EN, 'desk.remind_result', { count: 2 }) })).toBeFocused();
  await expect(page.locator('main ol > li').first()).toContainText(t(EN, 'reminder.sent'));
  expect(await lettersTo(server, people[3].email)).toHaveLength(2);
  await press(page, EN, 'app.back');
  await press(page, EN, 'desk.remind_all');
  await page.getByRole('button', { name: t(EN, 'desk.remind_send', { count: 51 }) }).click();
  await expect(page.getByRole('heading', { name: t(EN, 'desk.remind_result', { count: 51 }) })).toBeFocused();
  // The outbox shows the newest hundred letters: this person's invitation may be among them no more.
  const reminders = (await lettersTo(server, people[3].email)).filter(({ at }) => at > NOW + DAY);
  expect(reminders).toHaveLength(1);
  await press(page, EN, 'app.back');
  await expect(page.getByRole('button', { name: t(EN, 'desk.remind_all') })).toBeDisabled();
});
