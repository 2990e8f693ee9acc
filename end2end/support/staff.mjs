// People of the authority and of the helpdesk: their accounts are made on the command line, as an operator makes them.
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { expectHeading, press } from './form.mjs';
import { ROOT } from './server.mjs';
import { t } from './texts.mjs';

const PORTAL = process.env.PORTAL ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'release', 'portal');
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The six digits of an authenticator (RFC 6238) at this moment. */
function totp(secret) {
  let bits = '';
  for (const letter of secret.replace(/=+$/, '')) bits += BASE32.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Makes an account. */
export async function addStaff(server, name, role) {
  const email = `${name}@authority.example`;
  const wanted = ['staff', '--data', server.data, 'add', '--name', name, '--email', email, '--role', role];
  const { stdout } = await promisify(execFile)(PORTAL, wanted);
  const said = (what) => stdout.match(new RegExp(`^${what}: (.*)$`, 'm'))[1];
  return { email, password: said('password'), secret: said('authenticator secret') };
}

/** Signs in on the staff's page; leads to the queue, or to the helpdesk's page. */
export async function signInStaff(page, tag, { email, password, secret }) {
  await page.goto(`/${tag}/staff`);
  await page.locator('#f-username').fill(email);
  await page.locator('#f-password').fill(password);
  await page.locator('#f-totp').fill(totp(secret));
  await page.getByRole('button', { name: t(tag, 'app.sign_in'), exact: true }).click();
  await expect(page.getByRole('button', { name: t(tag, 'app.sign_out') })).toBeVisible();
}

/** Opens what can be done with the case on screen. */
export async function unfold(page, action) {
  const details = page.locator(`#do-${action}`);
  if ((await details.getAttribute('open')) === null) await details.locator('summary').first().click();
  return details;
}

/** Does it: the fields of its form by their names, then its button. */
export async function act(page, action, fields = {}) {
  const details = await unfold(page, action);
  const form = details.locator(`form[data-form="case ${action}"]`);
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    const kind = await field.first().getAttribute('type');
    if (kind === 'radio' || kind === 'checkbox') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
  await form.locator('button').click();
}

/** Opens what somebody's support code is of, as the helpdesk does. */
export async function openWith(helper, tag, code, heading) {
  await helper.goto(`/${tag}/staff/help`);
  await expectHeading(helper, t(tag, 'desk.help'));
  await helper.locator('#f-code').fill(code);
  await press(helper, tag, 'desk.help_open');
  await expectHeading(helper, t(tag, heading));
}

/** Pins a note with a suggested answer to a question of what is open. */
export async function pin(helper, tag, question, phrase, value) {
  const at = helper.locator(`[id="a-${question}"]`);
  await at.getByRole('button', { name: t(tag, 'desk.note_to') }).click();
  await at.locator('[name="phrase"]').selectOption(phrase);
  await at.locator('[name="value"]').fill(value);
  await at.getByRole('button', { name: t(tag, 'desk.note_pin'), exact: true }).click();
  await expect(at).toContainText(t(tag, `note.phrase.${phrase}`));
  await expect(at).toContainText(t(tag, 'desk.note_suggests', { value }));
}
