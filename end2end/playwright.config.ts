import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";
import type { Options } from "./tools/fixtures";
import { INSECURE_HOST } from "./tools/server";

const chromium =
  process.env.CHROMIUM ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

export default defineConfig<Options>({
  testDir: "tests",
  // Each file has a server and a database of its own. Two at a time: a browser and its server wait for each other, so that
  // one alone leaves half of two cores idle.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["./tools/reasons.ts"]],
  outputDir: "test-results",
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    // Each person has the screen they would have: desks at a desk, stations on a tablet, boards on a phone.
    { name: "desktop", use: { size: "own" } },
    // The same with everything on one size of screen, for the specs that say so.
    { name: "tablet", use: { size: "tablet" }, grep: /@everySize/ },
    { name: "phone", use: { size: "phone" }, grep: /@everySize/ },
    // No tests: what is measured in a browser.
    { name: "measures", testDir: "measures", use: { size: "own" } },
    // Nor here: the README's pictures.
    { name: "screenshots", testDir: "screenshots", use: { size: "own" } },
  ],
});
