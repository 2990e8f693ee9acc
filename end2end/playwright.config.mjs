// The browser tests: `make test`, or `npx playwright test NAME` in this folder after a `make size`.
import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './support/browser.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.mjs',
  outputDir: 'test-results',
  // scripts/step reads the counts from the JSON file.
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  // One server a file (support/server.mjs), and the tests of a file one after the other.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes only sometimes is broken.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // Keeping traces costs a fifth of the time; where a failure needs one: npx playwright test NAME --trace retain-on-failure
    screenshot: 'only-on-failure',
    launchOptions,
  },
});
