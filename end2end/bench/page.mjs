// What one visit over the slow line costs, on a processor four times slower. Every page is measured by the same clock,
// its own, from the begin of navigation.

const SLOWER = 4;
/** A page that asks for nothing so long (ms) has all it wants. */
const QUIET = 2_000;
const PATIENCE = 120_000;

/** Slows the processor down for this page. */
export async function slowDown(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

/** Runs in the page, before its own scripts: notes when the first field was painted and could be used. */
function watch(selector) {
  const hasRoom = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1;
  };
  // Some hide the native radio button and draw one at its label.
  const isShown = (field) =>
    field.checkVisibility({ visibilityProperty: true }) && [field, ...field.labels].some(hasRoom);
  const isUsable = (field) => !field.disabled && !field.readOnly && isShown(field);
  const look = () => {
    if ([...document.querySelectorAll(selector)].some(isUsable)) {
      // The next frame comes when this one was painted.
      requestAnimationFrame(() => (window.benchUsable = performance.now()));
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

/** What speaks against comparing a page, as it turns up: requests to other hosts, and failed ones. */
function faultsOf(page, host) {
  const faults = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.host !== host) faults.push(`a request to ${url.host}`);
  });
  page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure().errorText}`));
  page.on('pageerror', (error) => faults.push(error.message));
  return faults;
}

/** Presses the first choice as a person would, and says whether it took. */
async function choose(page, selector) {
  const field = page.locator(selector).first();
  const place = await field.evaluate((input) => {
    const target = input.labels[0] ?? input;
    target.scrollIntoView({ block: 'center' });
    const { x, y, height } = target.getBoundingClientRect();
    return { x: x + 5, y: y + height / 2 };
  });
  await page.mouse.click(place.x, place.y);
  return field.isChecked();
}

/**
 * Visits a page through its relay. Of the visit: the milliseconds until the first text was painted (`readable`) and
 * the first field could be used (`usable`), the bytes that had come by then (`needed`), all `bytes` and `requests`
 * until nothing more came, and the path where it ended.
 */
export async function visit(context, { relay, path, first }) {
  const page = await context.newPage();
  await slowDown(page);
  const faults = faultsOf(page, new URL(relay.url).host);
  await page.addInitScript(watch, first);
  relay.reset();
  await page.goto(relay.url + path, { waitUntil: 'commit', timeout: PATIENCE });
  await page.waitForFunction(() => window.benchUsable, undefined, { polling: 200, timeout: PATIENCE });
  while (relay.quietFor() < QUIET) await page.waitForTimeout(200);
  const { began, usable, readable } = await page.evaluate(() => ({
    began: performance.timeOrigin,
    usable: window.benchUsable,
    readable: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  }));
  const result = {
    readable,
    usable,
    needed: relay.bytesBy(began + usable),
    bytes: relay.bytesBy(Infinity),
    requests: relay.requests(),
  };
  if (!(await choose(page, first))) faults.push("the first field can't be used");
  // What was chosen is kept on the device by then.
  await page.waitForTimeout(QUIET);
  const end = new URL(page.url()).pathname;
  await page.close();
  if (faults.length) throw new Error(`${relay.url}${path} can't be compared: ${faults.join('; ')}`);
  return { ...result, end };
}
