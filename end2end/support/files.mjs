// The page of a document, as a person uses it.
import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import { t } from './texts.mjs';

/** A file as a browser is given one. */
export const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Opens the page of a document; once it stands, files can be added. */
export async function openSlot(page, tag, draft, slot) {
  await page.goto(`/${tag}/drafts/${draft}/files/${slot}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(tag, `document.${slot}.title`));
  await expect(page.locator('#add-files')).toBeAttached();
}

/** Chooses files. */
export function choose(page, ...files) {
  return page.locator('#add-files').setInputFiles(files);
}

/** The files that are in the document. */
export function attached(page) {
  return page.locator('ol.files > li');
}

/** The files that are on their way. */
export function underWay(page) {
  return page.locator('#documents > div > ul.files > li');
}

/** The pages that wait for the person's word. */
export function pages(page) {
  return page.locator('ol.pages > li');
}

/** What the server has in a draft: the rows of its files, by their questions. */
export function filesOf(page, draft) {
  return page.evaluate(async (id) => {
    const { draft: { entries } = {} } = await (await fetch(`/api/drafts/${id}`)).json();
    const rows = {};
    for (const [key, { value }] of Object.entries(entries ?? {})) {
      const [question, row] = key.split('@');
      if (row && /^doc/.test(question)) (rows[row] ??= {})[question] = value;
    }
    return Object.values(rows)
      .filter(({ documents }) => documents)
      .sort((one, other) => one.documents - other.documents);
  }, draft);
}

/** The bytes of a file on the server. */
export async function bytesOf(page, id) {
  const base64 = await page.evaluate(async (id) => {
    const answer = await fetch(`/api/files/${id}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let text = '';
    for (let from = 0; from < bytes.length; from += 32_768) text += String.fromCharCode(...bytes.subarray(from, from + 32_768));
    return btoa(text);
  }, id);
  return Buffer.from(base64, 'base64');
}

/** The files of a draft, once the server has so many. */
export async function expectFiles(page, draft, count) {
  await expect.poll(async () => (await filesOf(page, draft)).length).toBe(count);
  return filesOf(page, draft);
}

/** Uploads a file in one piece as who is signed in on this page, and returns its id. */
export function upload(page, bytes) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    const tus = { 'Tus-Resumable': '1.0.0' };
    const begun = await fetch('/api/uploads', { method: 'POST', headers: { ...tus, 'Upload-Length': `${bytes.length}` } });
    const piece = { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    const sent = await fetch(begun.headers.get('Location'), { method: 'PATCH', headers: piece, body: bytes });
    return sent.headers.get('Upload-File');
  }, bytes.toString('base64'));
}
