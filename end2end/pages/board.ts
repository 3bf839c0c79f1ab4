import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export class BoardPage {
  readonly standings: Locator;
  readonly connection: Locator;

  constructor(readonly page: Page) {
    this.standings = page.getByRole("list", { name: "Standings" });
    this.connection = page.locator(".conn");
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await untilLive(this.page);
    await this.expectConnection("live");
  }

  async expectConnection(state: "live" | "connecting" | "offline"): Promise<void> {
    await expect(this.connection).toHaveAttribute("data-state", state);
  }

  row(bib: number): Locator {
    return this.standings.locator(`li[data-bib="${bib}"]`);
  }

  async expectDistance(bib: number, distance: string): Promise<void> {
    await expect(this.row(bib).locator(".dist")).toHaveText(new RegExp(`^\\s*${distance.replace(" ", "\\s*")}\\s*$`));
  }

  /** The bibs from first to last. */
  async expectOrder(...bibs: number[]): Promise<void> {
    await expect
      .poll(() => this.standings.getByRole("listitem").evaluateAll((rows) => rows.map((row) => Number(row.dataset.bib))))
      .toEqual(bibs);
  }
}
