// Clocks that a test moves.

/** Gives the page such a clock; its timers have numbers like a browser's, which fit into 32 bits. */
export async function installClock(page) {
  await page.clock.install();
  // Playwright's begin at 10^12: what is cancelled by such a number, cut to 32 bits, is not cancelled.
  await page.addInitScript(() => {
    const { setTimeout: set, clearTimeout: clear } = window;
    const long = [];
    window.setTimeout = (...call) => long.push(set(...call));
    window.clearTimeout = (number) => clear(long[number - 1]);
  });
}

/** Lets the timers of this one tab wait from `sleep` to `wake`, as browsers do with tabs that nobody looks at. */
export async function canSleep(page) {
  await page.addInitScript(() => {
    const { setTimeout: set, clearTimeout: clear } = window;
    const due = new Map();
    let asleep = false;
    window.setTimeout = (call, wait) => {
      const number = set(() => (asleep ? due.set(number, call) : call()), wait);
      return number;
    };
    window.clearTimeout = (number) => {
      due.delete(number);
      clear(number);
    };
    window.sleep = (on) => {
      asleep = on;
      for (const [number, call] of due) if (due.delete(number)) call();
    };
  });
  const turn = (on) => page.evaluate((on) => window.sleep(on), on);
  return { sleep: () => turn(true), wake: () => turn(false) };
}
