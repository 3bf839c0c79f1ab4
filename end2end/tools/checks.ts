// What holds on every page: quiet console, no failed request, nothing axe objects to, nothing that scrolls sideways.
import AxeBuilder from "@axe-core/playwright";
import { type ConsoleMessage, expect, type Page, type Request } from "@playwright/test";

/** Collects what goes wrong on a page from its first request on. */
export class Watch {
  private readonly problems: string[] = [];
  private expected: RegExp[] = [];

  constructor(readonly page: Page) {
    page.on("console", (message) => this.hear(message));
    page.on("pageerror", (error) => this.problems.push(`error: ${error.message}`));
    page.on("requestfailed", (request) => this.missed(request));
    page.on("response", (answer) => {
      if (answer.status() >= 400) this.problems.push(`${answer.status()} for ${answer.url()}`);
    });
  }

  private hear(message: ConsoleMessage): void {
    // As below: what a page that is left was still opening.
    if (message.text().endsWith("WebSocket is closed before the connection is established.")) return;
    if (message.type() === "error" || message.type() === "warning") {
      this.problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  }

  private missed(request: Request): void {
    const reason = request.failure()?.errorText ?? "";
    // The browser drops what a page it leaves was still loading; nothing is wrong with that.
    if (reason !== "net::ERR_ABORTED") this.problems.push(`${reason} for ${request.url()}`);
  }

  /** From here on these do not count: the spec provokes them. */
  allow(...expected: RegExp[]): void {
    this.expected.push(...expected);
  }

  expectCleanPage(): void {
    const left = this.problems.filter((problem) => !this.expected.some((pattern) => pattern.test(problem)));
    expect(left, `problems on ${this.page.url()}`).toEqual([]);
  }
}

/** WCAG A and AA and axe's best practice, in light and in dark, and no sideways scrolling. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
    expect(found, `axe on ${page.url()}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await expectNoSidewaysScroll(page);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${page.url()} is ${over} px wider than the screen`).toBeLessThanOrEqual(0);
}

/** Each page sets this mark itself once it is live; before that a click would be lost. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
}

/** The page must still be the one that was loaded: a reload would lose the mark. */
export async function markAsLoaded(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute("data-loaded-once", ""));
}

export async function expectNotReloaded(page: Page): Promise<void> {
  await expect(page.locator("html[data-loaded-once]")).toBeAttached();
}

/** Instead of the desk: why it is closed, and the way in. */
export async function expectClosed(page: Page): Promise<void> {
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  await expect(page.getByRole("link", { name: "Enrol this device with a code" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(0);
}
