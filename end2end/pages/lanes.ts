import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";
import { tabTo } from "./reception";

export class LanesPage {
  readonly who: Locator;
  readonly chosen: Locator;

  constructor(readonly page: Page) {
    this.who = page.getByRole("searchbox", { name: "Who" });
    this.chosen = page.getByRole("region", { name: "Chosen" });
  }

  async expectOpen(): Promise<void> {
    await expect(this.page).toHaveURL(/\/lanes$/);
    await expect(this.page.getByRole("heading", { level: 1, name: "Lanes" })).toBeAttached();
    await untilLive(this.page);
  }

  group(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  /** A taken slot of the group. */
  slot(group: string, bib: number): Locator {
    return this.group(group).getByRole("button", { name: new RegExp(`^${bib} `) });
  }

  freeSlot(group: string, place: number): Locator {
    return this.group(group).getByRole("button", { name: `Free place ${place} in ${group}`, exact: true });
  }

  async choose(bib: number): Promise<void> {
    await this.who.fill(String(bib));
    await this.who.press("Enter");
    await expect(this.chosen).toContainText(String(bib));
  }

  async placeByKeyboard(bib: number, group: string): Promise<void> {
    await expect(this.who).toBeFocused();
    await this.page.keyboard.type(String(bib));
    await this.page.keyboard.press("Enter");
    const button = this.chosen.getByRole("button", { name: `Place in ${group}`, exact: true });
    await expect(this.chosen.getByRole("button", { name: /^Place in/ }).first()).toBeFocused();
    await tabTo(this.page, button);
    await this.page.keyboard.press("Enter");
    await expect(this.slot(group, bib)).toBeVisible();
  }

  async place(bib: number, group: string): Promise<void> {
    await this.choose(bib);
    await this.chosen.getByRole("button", { name: `Place in ${group}`, exact: true }).click();
    await expect(this.slot(group, bib)).toBeVisible();
  }

  async release(bib: number): Promise<void> {
    await this.choose(bib);
    await this.chosen.getByRole("button", { name: "Release" }).click();
  }
}
