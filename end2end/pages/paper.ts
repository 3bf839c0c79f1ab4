import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

/** The page on which tally sheets are printed and typed in. */
export class PaperPage {
  readonly preview: Locator;

  constructor(readonly page: Page) {
    this.preview = page.getByRole("table", { name: "What would be counted" });
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/sheets`);
    await expect(this.page.getByRole("heading", { level: 1, name: "Paper" })).toBeAttached();
    await untilLive(this.page);
  }

  async begin(lane: string, from: Date, to: Date): Promise<void> {
    const form = this.page.getByRole("region", { name: "Type a sheet in" });
    await form.getByLabel("Lane").selectOption({ label: lane });
    const local = (at: Date) =>
      this.page.evaluate((ms) => {
        const date = new Date(ms);
        return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
      }, at.getTime());
    await form.getByLabel("From").fill(await local(from));
    await form.getByLabel("To").fill(await local(to));
  }

  /** Numbers one after the other, as they stand on the sheet: each with Enter. The last Enter asks for the preview. */
  async type(...strokes: number[]): Promise<void> {
    await this.page.getByRole("list", { name: "Strokes" }).getByRole("textbox").first().focus();
    for (const number of strokes) {
      await this.page.keyboard.type(String(number));
      await this.page.keyboard.press("Enter");
    }
    await expect(this.preview).toBeVisible();
  }

  row(bib: number): Locator {
    return this.preview.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: String(bib), exact: true }) });
  }
}
