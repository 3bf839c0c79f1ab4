import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export class HeldPage {
  readonly laps: Locator;
  /** Laps that count and look wrong. */
  readonly doubtful: Locator;

  constructor(readonly page: Page) {
    this.laps = page.getByRole("table", { name: "Held laps" });
    this.doubtful = page.getByRole("table", { name: "Laps to look at" });
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/held`);
    await expect(this.page.getByRole("heading", { level: 1, name: "Held laps" })).toBeAttached();
    await untilLive(this.page);
  }

  row(bib: number): Locator {
    return this.laps.getByRole("row").filter({ has: this.page.getByText(String(bib), { exact: true }) });
  }

  /** The row of a lap that looks wrong. */
  doubt(bib: number, why: string): Locator {
    return this.doubtful
      .getByRole("row")
      .filter({ has: this.page.getByText(String(bib), { exact: true }) })
      .filter({ hasText: why });
  }

  async count(bib: number): Promise<void> {
    await this.row(bib).getByRole("button", { name: /^Count/ }).click();
    await expect(this.row(bib)).toHaveCount(0);
  }

  async dismiss(bib: number): Promise<void> {
    await this.row(bib).getByRole("button", { name: /^Dismiss/ }).click();
    await expect(this.row(bib)).toHaveCount(0);
  }

  async expectEmpty(): Promise<void> {
    await expect(this.page.getByText("Nothing is held")).toBeVisible();
  }
}
