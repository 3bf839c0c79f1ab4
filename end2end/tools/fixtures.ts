// People with screens: each has a browser context of their own, watched from the first request to the end of the test.
import { type BrowserContext, type BrowserContextOptions, type Page, test as base } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Watch } from "./checks";

export type Screen = "desk" | "tablet" | "phone";

export interface Options {
  /** `own`: each person has the screen they would have. Else everybody has this one. */
  size: "own" | "tablet" | "phone";
}

export interface Visitor {
  page: Page;
  watch: Watch;
}

interface Fixtures {
  /** Opens a context of its own; at the end of the test its pages must have been clean. */
  visitor: (screen: Screen, options?: BrowserContextOptions) => Promise<Visitor>;
  /** Starts the browser of a tablet whose disk outlives it, and starts it again on the same disk once it was closed. */
  tablet: (options?: TabletOptions) => Promise<Visitor>;
}

export interface TabletOptions {
  /** Arguments of the browser beside the usual ones. */
  args?: string[];
  /** What the test provokes. */
  allow?: RegExp[];
}

const SCREENS: Record<Screen, BrowserContextOptions> = {
  desk: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

export const test = base.extend<Options & Fixtures>({
  size: ["own", { option: true }],
  visitor: async ({ browser, size, locale, timezoneId }, use) => {
    const visitors: Visitor[] = [];
    await use(async (screen, options = {}) => {
      const shape = SCREENS[size === "own" ? screen : size];
      const context = await browser.newContext({ locale, timezoneId, ...shape, ...options });
      const page = await context.newPage();
      const visitor = { page, watch: new Watch(page) };
      visitors.push(visitor);
      return visitor;
    });
    for (const { watch } of visitors) watch.expectCleanPage();
    await Promise.all(visitors.map(({ page }) => page.context().close()));
  },
  tablet: async ({ playwright, launchOptions, locale, timezoneId }, use) => {
    const disk = await mkdtemp(join(tmpdir(), "lapstream-tablet-"));
    let last: BrowserContext | undefined;
    const watches: Watch[] = [];
    await use(async ({ args = [], allow = [] } = {}) => {
      await last?.close();
      const launch = { ...launchOptions, args: [...(launchOptions.args ?? []), ...args] };
      last = await playwright.chromium.launchPersistentContext(disk, { ...launch, ...SCREENS.tablet, locale, timezoneId });
      const page = await last.newPage();
      const watch = new Watch(page);
      watch.allow(...allow);
      watches.push(watch);
      return { page, watch };
    });
    for (const watch of watches) watch.expectCleanPage();
    await last?.close();
    await rm(disk, { recursive: true, force: true });
  },
});

export { expect } from "@playwright/test";
