// Letters as they leave the portal: by SMTP, to a real mail server.
import { test as base, expect, request } from '@playwright/test';
import { press } from './support/form.mjs';
import { FORM_VERSION, freshAddress, seedWhole } from './support/session.mjs';
import { Server } from './support/server.mjs';
import { MailServer } from './support/smtp.mjs';
import { t } from './support/texts.mjs';

const NOW = Math.floor(Date.now() / 1000);
const FROM = { name: 'Pörtal of Utopia', address: 'portal@utopia.example' };

/** `start` starts a portal that sends through `mail`. */
const test = base.extend({
  mail: async ({}, use) => {
    const mail = await MailServer.start();
    await use(mail);
    await mail.close();
  },
  start: async ({ mail }, use, testInfo) => {
    const servers = [];
    await use(async (environment = {}) => {
      const from = `${FROM.name} <${FROM.address}>`;
      servers.push(await Server.create({ PORTAL_SMTP_URL: mail.url, PORTAL_MAIL_FROM: from, ...environment }));
      return servers.at(-1);
    });
    for (const server of servers) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server log', { body: server.log(), contentType: 'text/plain' });
      }
      await server.remove();
    }
  },
});

/** Asks for a code as a program would. */
async function ask(server, address, tag = 'en') {
  const api = await request.newContext({ baseURL: server.url });
  const answer = await api.post('/api/sign-in-codes', { data: { email: address, locale: tag } });
  expect(answer.status()).toBe(202);
  return api;
}

const codeIn = (letter) => letter.text.match(/(?<!\d)\d{6}(?!\d)/)[0];

function expectHeaders({ headers, envelope, types }, address) {
  expect(envelope).toEqual({ from: FROM.address, to: [address] });
  expect(headers.from).toContain(`<${FROM.address}>`);
  expect(headers.to).toBe(address);
  expect(headers['message-id']).toMatch(/^<[^<>@\s]+@utopia\.example>$/);
  expect(Date.parse(headers.date)).toBe(NOW * 1000);
  expect(headers['mime-version']).toBe('1.0');
  expect(headers['auto-submitted']).toBe('auto-generated');
  expect(headers['content-type']).toMatch(/^multipart\/alternative;/);
  // The last is what a mail program prefers.
  expect(types).toEqual(['text/plain; charset=utf-8', 'text/html; charset=utf-8']);
}

for (const tag of ['ar']) {
  test(`the code and the receipt come by mail, and nobody else can read them (${tag})`, async ({ page, mail, start }) => {
    const server = await start({ PORTAL_NOW: String(NOW) });
    const address = freshAddress();
    await page.goto(`${server.url}/${tag}/sign-in`);
    await page.locator('#sign-in-email').fill(address);
    await press(page, tag, 'app.sign_in_send');
    await expect(page.locator('#sign-in-code')).toBeFocused();

    const first = await mail.letterTo(address);
    const code = codeIn(first);
    expectHeaders(first, address);
    expect(first.subject).toBe(t(tag, 'mail.code.subject'));
    expect(first.text).toBe(t(tag, 'mail.code.text', { code, minutes: '10' }));
    expect(first.html).toContain(`<html lang="${tag}" dir="${t(tag, 'locale.dir')}">`);
    expect(first.html).toContain(code);
    await expect(page.locator('a[href="/dev/mail"]')).toHaveCount(0);
    for (const path of ['/dev/mail', '/dev/mail.json']) {
      expect((await page.request.get(server.url + path)).status(), path).toBe(404);
    }

    await page.locator('#sign-in-code').fill(code);
    await page.locator('#sign-in-code').press('Enter');
    await expect(page.getByRole('button', { name: t(tag, 'app.sign_out'), exact: true })).toBeVisible();

    const draft = await seedWhole(page);
    const data = { form_version: FORM_VERSION, revision: 1, locale: tag, agreed: true };
    const sent = await page.request.post(`${server.url}/api/drafts/${draft}/application`, { data });
    expect(sent.status()).toBe(201);
    const { id, reference } = await sent.json();
    const receipt = await mail.letterTo(address);
    const url = `${server.url}/${tag}/applications/${id}`;
    expectHeaders(receipt, address);
    expect(receipt.headers['message-id']).not.toBe(first.headers['message-id']);
    expect(receipt.subject).toBe(t(tag, 'mail.receipt.subject', { reference }));
    expect(receipt.text).toContain(reference);
    expect(receipt.text).toContain(url);
    expect(receipt.html).toContain(reference);
    await page.goto(url);
    await expect(page.getByText(reference).first()).toBeVisible();
  });
}

test('a letter waits for a mail server that is away', async ({ mail, start }) => {
  await mail.close();
  const server = await start();
  const address = freshAddress();
  const api = await ask(server, address);
  await expect.poll(() => server.log()).toContain("the mail server can't be reached");
  await mail.open();
  const code = codeIn(await mail.letterTo(address));
  const signedIn = await api.post('/api/session', { data: { email: address, code } });
  expect(signedIn.status()).toBe(200);
  expect(server.log()).not.toContain(address);
});

test('a letter that hangs, or that the mail server refuses, holds up nobody', async ({ mail, start }) => {
  const server = await start();
  const [hangs, refused, other] = [freshAddress(), freshAddress(), freshAddress()];
  mail.hold(hangs);
  mail.refused.add(refused);
  await ask(server, hangs);
  await ask(server, refused);
  await ask(server, other);
  expect((await mail.letterTo(other)).subject).toBe(t('en', 'mail.code.subject'));
  await expect.poll(() => server.log()).toContain('the mail server refused a letter, which is given up');
  mail.release(hangs);
  expect((await mail.letterTo(hangs)).subject).toBe(t('en', 'mail.code.subject'));
  expect(server.log()).not.toContain(refused);
});
