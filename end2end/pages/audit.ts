import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export class AuditPage {
  readonly entries: Locator;

  constructor(readonly page: Page) {
    this.entries = page.getByRole("region", { name: "Entries" }).getByRole("listitem");
  }

  async open(origin: string, query = ""): Promise<void> {
    await this.page.goto(`${origin}/audit${query}`);
    await this.expectOpen();
  }

  async expectOpen(): Promise<void> {
    await expect(this.page).toHaveURL(/\/audit/);
    await expect(this.page.getByRole("heading", { level: 1, name: "Audit" })).toBeVisible();
    await untilLive(this.page);
  }

  /** Entries that say this. */
  entry(text: string | RegExp): Locator {
    return this.entries.filter({ hasText: text });
  }

  async undo(entry: Locator, reason: string, together = false): Promise<void> {
    await entry.getByRole("button", { name: "Undo" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill(reason);
    if (together) await dialog.getByRole("checkbox", { name: /Undo first/ }).check();
    await dialog.getByRole("button", { name: "Undo" }).click();
  }
}
