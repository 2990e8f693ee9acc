// A bad line: requests that are held, and answers that are lost. Files that use it say
// `test.use({ serviceWorkers: 'block' })`: what a service worker fetches, no test can hold.

/** Everything about one draft, or about drafts. */
export const DRAFTS = /\/api\/drafts(\/[^/]+)?$/;

/** A promise with its key. */
function gate() {
  let open;
  const passed = new Promise((resolve) => (open = resolve));
  return { passed, open };
}

/** The server gets the next one and does it, and its answer is lost. */
export async function loseAnswer(page, method, path = DRAFTS) {
  const lost = gate();
  let waiting = true;
  await page.route(path, async (route) => {
    if (!waiting || route.request().method() !== method) return route.fallback();
    waiting = false;
    await route.fetch();
    await route.abort();
    lost.open();
  });
  return { lost: lost.passed };
}

/** The server gets the next one and does it; its answer is held until `release`. */
export async function holdAnswer(page, method, path = DRAFTS) {
  const [arrived, released] = [gate(), gate()];
  let waiting = true;
  await page.route(path, async (route) => {
    if (!waiting || route.request().method() !== method) return route.fallback();
    waiting = false;
    const response = await route.fetch();
    arrived.open();
    await released.passed;
    await route.fulfill({ response });
  });
  return { arrived: arrived.passed, release: released.open };
}

/** What is asked with this method leaves the browser only at `release`; what its page gave up by then, never. */
export async function holdRequests(page, method, path = DRAFTS) {
  const released = gate();
  await page.route(path, async (route) => {
    if (route.request().method() === method) await released.passed;
    return route.fallback().catch(() => {});
  });
  return { release: released.open };
}

/** No request of this method leaves the browser until `restore`. */
export async function cut(page, method, path = DRAFTS) {
  const handler = (route) => (route.request().method() === method ? route.abort() : route.fallback());
  await page.route(path, handler);
  return { restore: () => page.unroute(path, handler) };
}
