import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

/** The page on which chips are handed out. */
export class ChipsPage {
  readonly worn: Locator;
  readonly unknown: Locator;

  constructor(readonly page: Page) {
    this.worn = page.getByRole("table", { name: "Chips that are worn" });
    this.unknown = page.getByRole("region", { name: "Read, and nobody wears them" });
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/tags`);
    await expect(this.page.getByRole("heading", { level: 1, name: "Chips" })).toBeAttached();
    await untilLive(this.page);
  }

  async assign(chip: string, bib: number): Promise<void> {
    await this.page.getByLabel(`Bib for chip ${chip}`).fill(String(bib));
    await this.page.getByRole("button", { name: `Assign ${chip}` }).click();
    await expect(this.worn.getByRole("row").filter({ hasText: chip })).toContainText(String(bib));
  }

  /** Hands a chip out as a desk does: chip, bib, button. */
  async handOut(chip: string, bib: number): Promise<void> {
    const form = this.page.getByRole("region", { name: "Hand out a chip" });
    await form.getByLabel("Chip", { exact: true }).fill(chip);
    await form.getByLabel("Bib", { exact: true }).fill(String(bib));
    await form.getByRole("button", { name: "Hand out" }).click();
  }

  /** Says that what was read of a chip is nobody's. */
  async dismiss(chip: string): Promise<void> {
    const row = this.unknown.getByRole("listitem").filter({ hasText: chip });
    await row.getByRole("button", { name: `Dismiss ${chip}` }).click();
    await expect(row.getByText("It will not count.")).toBeVisible();
    await row.getByRole("button", { name: "Dismiss", exact: true }).click();
    await expect(row).toHaveCount(0);
  }
}
