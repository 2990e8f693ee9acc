// How long a key takes from being pressed to being seen, in a draft that is filled in, on the slow processor.
import { inputs } from '../support/form.mjs';
import { freshAddress, seedWhole, signIn } from '../support/session.mjs';
import { slowDown } from './page.mjs';

const TAG = 'en';
const TYPED = 'Erika Maria Beispiel';
/** Between two keys (ms): a quick typist. */
const PAUSE = 150;

/** Runs in the page: notes the milliseconds from each key to the end of the frame that paints what it changed. */
function watchKeys() {
  window.benchKeys = [];
  let pressed = 0;
  addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
  const note = () => {
    const since = pressed;
    requestAnimationFrame(() => {
      // A frame is painted before the next message is heard.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.benchKeys.push(performance.now() - since);
      port2.postMessage(undefined);
    });
  };
  addEventListener('input', note, true);
}

/** The milliseconds of each key. */
export async function measureKeys(browser, server) {
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
  const page = await context.newPage();
  await signIn(page, server, TAG, freshAddress());
  const draft = await seedWhole(page);
  await page.goto(`/${TAG}/drafts/${draft}/form/names`);
  const field = inputs(page, 'native_name').first();
  await field.fill('');
  await slowDown(page);
  await field.focus();
  await page.evaluate(watchKeys);
  await field.pressSequentially(TYPED, { delay: PAUSE });
  await page.waitForTimeout(1_000);
  const typed = await field.inputValue();
  const times = await page.evaluate(() => window.benchKeys);
  await context.close();
  if (typed !== TYPED || times.length !== TYPED.length) throw new Error(`"${TYPED}" typed, the field holds "${typed}"`);
  return times;
}
