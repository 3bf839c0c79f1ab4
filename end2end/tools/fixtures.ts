// People with screens: each has a browser context of their own, watched from the first request to the end of the test.
import { type BrowserContextOptions, type Page, test as base } from "@playwright/test";
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
});

export { expect } from "@playwright/test";
