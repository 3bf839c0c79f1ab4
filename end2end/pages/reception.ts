import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export class ReceptionPage {
  readonly form: Locator;
  readonly name: Locator;
  readonly born: Locator;
  readonly search: Locator;
  readonly players: Locator;

  constructor(readonly page: Page) {
    this.form = page.getByRole("region", { name: "Register" });
    this.name = this.form.getByLabel("Name", { exact: true });
    this.born = this.form.getByLabel("Born or age");
    this.search = page.getByRole("searchbox", { name: "Bib or name" });
    this.players = page.getByRole("table", { name: "Players" });
  }

  async expectOpen(): Promise<void> {
    await expect(this.page).toHaveURL(/\/reception$/);
    await expect(this.page.getByRole("heading", { level: 1, name: "Reception" })).toBeAttached();
    await untilLive(this.page);
  }

  /** By keyboard alone: the name has the focus on arrival and after each registration. */
  async registerByKeyboard(name: string, born?: string): Promise<void> {
    const { keyboard } = this.page;
    await expect(this.name).toBeFocused();
    await keyboard.type(name);
    if (born) {
      await tabTo(this.page, this.born);
      await keyboard.type(born);
    }
    await keyboard.press("Enter");
    await this.expectRegistered(name);
    await expect(this.name).toBeFocused();
    await expect(this.name).toHaveValue("");
  }

  async expectRegistered(name: string): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: /^Registered/ })).toContainText(name);
    await expect(this.row(name)).toBeVisible();
  }

  row(name: string): Locator {
    return this.players.getByRole("row").filter({ hasText: name });
  }

  async edit(bib: number, change: (dialog: Locator) => Promise<void>): Promise<void> {
    await this.players.getByRole("button", { name: `Edit ${bib}`, exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: new RegExp(`^Edit ${bib}`) });
    await change(dialog);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
  }

  /** Opens the dialog of a player's standing, looks, and confirms. */
  async changeStanding(
    bib: number,
    way: "Re-enter" | "Withdraw" | "Disqualify" | "Remove",
    reason: string,
    look?: (dialog: Locator) => Promise<void>,
  ): Promise<void> {
    await this.players.getByRole("button", { name: `Status ${bib}`, exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: new RegExp(`^Status: ${bib}`) });
    await dialog.getByRole("radio", { name: way }).check();
    await dialog.getByLabel("Reason").fill(reason);
    await look?.(dialog);
    await dialog.getByRole("button", { name: `${way} ${bib}` }).click();
  }

  /** The choice that is there once somebody has left the race. */
  only(standing: "All" | "In the race" | "Withdrawn" | "Disqualified"): Locator {
    return this.page.getByRole("group", { name: "Show" }).getByRole("radio", { name: standing });
  }

  /** Chooses a start list and shows its preview. */
  async previewStartList(csv: string): Promise<Locator> {
    await this.page.getByRole("button", { name: "Import a start list" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Import a start list" });
    await dialog
      .getByLabel("CSV file")
      .setInputFiles({ name: "start.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await expect(dialog.getByRole("table", { name: "Preview" })).toBeVisible();
    return dialog;
  }
}

/** Presses Tab until `target` has the focus. */
export async function tabTo(page: Page, target: Locator, most = 12): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target, `not reached with ${most} presses of Tab`).toBeFocused();
}
