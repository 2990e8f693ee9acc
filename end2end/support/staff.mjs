// Somebody of the staff: an account made on the command line, and the code that their authenticator shows.
import { spawnSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { PORTAL } from './server.mjs';
import { t } from './texts.mjs';

const PASSWORD = 'a long invented password';

/** Makes an account. */
export function hire(server, role, name = `Invented ${role}`) {
  const email = `${role}-${randomUUID()}@authority.example`;
  const args = ['staff', 'add', '--data', server.data, '--name', name, '--email', email, '--role', role, '--password-stdin'];
  const made = spawnSync(PORTAL, args, { input: `${PASSWORD}\n`, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`no account: ${made.stderr}`);
  const secret = /authenticator secret: ([A-Z2-7]+)/.exec(made.stdout)[1];
  return { email, name, secret };
}

function bytesOf(base32) {
  let bits = '';
  for (const symbol of base32) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(symbol).toString(2).padStart(5, '0');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The six digits of now (RFC 6238). */
export function codeOf({ secret }, now = Date.now()) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac('sha1', bytesOf(secret)).update(step).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Fills in the way in, and comes to the first page. */
export async function signInAsStaff(page, tag, account) {
  await page.goto(`/${tag}/staff`);
  await page.locator('#f-username').fill(account.email);
  await page.locator('#f-password').fill(PASSWORD);
  await page.locator('#f-totp').fill(codeOf(account));
  await page.getByRole('button', { name: t(tag, 'app.sign_in'), exact: true }).click();
  await expect(page.getByRole('button', { name: t(tag, 'app.sign_out') })).toBeVisible();
}
