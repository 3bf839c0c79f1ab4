import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

/** Who is in the water, and the roll-call; also the strip that every desk shows of it. */
export class WaterPage {
  readonly strip: Locator;
  readonly minors: Locator;
  readonly rollCall: Locator;

  constructor(readonly page: Page) {
    this.strip = page.getByRole("complementary", { name: "Alarms from the water" });
    this.minors = page.getByRole("complementary", { name: "Minors at night" });
    this.rollCall = page.locator(".roll-call");
  }

  async open(): Promise<void> {
    await this.page.getByRole("navigation", { name: "Desks" }).getByRole("link", { name: "In the water" }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "In the water" })).toBeVisible();
    await untilLive(this.page);
  }

  lane(name: string): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${name}`) });
  }

  /** Presses, reads what will happen, and presses again. */
  async confirm(button: string, dialog: RegExp, answer: string): Promise<void> {
    await this.page.getByRole("button", { name: button, exact: true }).click();
    await this.page.getByRole("dialog", { name: dialog }).getByRole("button", { name: answer }).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }
}
