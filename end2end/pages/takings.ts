import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export type Kind = "Entry fee" | "Donation";
export type Method = "Cash" | "Card" | "Transfer" | "Other";

export class TakingsPage {
  readonly form: Locator;
  readonly who: Locator;
  readonly waiting: Locator;
  readonly payer: Locator;
  readonly amount: Locator;
  readonly payments: Locator;
  readonly today: Locator;
  readonly days: Locator;

  constructor(readonly page: Page) {
    this.form = page.getByRole("region", { name: "Take a payment" });
    this.who = page.getByRole("searchbox", { name: "Who" });
    this.waiting = this.form.getByRole("list", { name: "Found" });
    this.payer = page.getByRole("region", { name: "Who pays" });
    this.amount = this.form.getByRole("textbox", { name: /^Amount/ });
    this.payments = page.getByRole("table", { name: "Payments", exact: true });
    this.today = page.getByRole("region", { name: /^Today/ });
    this.days = page.getByRole("region", { name: "Day by day" });
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/takings`);
    await this.expectOpen();
  }

  async expectOpen(): Promise<void> {
    await expect(this.page).toHaveURL(/\/takings$/);
    await expect(this.page.getByRole("heading", { level: 1, name: "Takings" })).toBeAttached();
    await untilLive(this.page);
  }

  async choose(bib: number): Promise<void> {
    await this.who.fill(String(bib));
    await this.who.press("Enter");
    await expect(this.payer).toContainText(String(bib));
    await expect(this.amount).toBeFocused();
  }

  async set(kind: Kind, method: Method): Promise<void> {
    await this.form.getByRole("group", { name: "For" }).getByRole("radio", { name: kind }).check();
    await this.form.getByRole("group", { name: "Paid" }).getByRole("radio", { name: method }).check();
  }

  /** Presses the button that names the amount, and waits until it was taken or given back. */
  async take(amount: string, button: RegExp): Promise<void> {
    await this.amount.fill(amount);
    await this.form.getByRole("button", { name: button }).click();
    await expect(this.page.getByRole("status").filter({ hasText: /^(Taken|Given back):/ })).toBeVisible();
    await expect(this.who).toBeFocused();
  }

  row(text: string | RegExp): Locator {
    return this.payments.getByRole("row").filter({ hasText: text });
  }

  /** What the day comes to, as it stands at the top. */
  async expectToday(amount: string): Promise<void> {
    await expect(this.today.getByRole("status")).toContainText(amount);
  }

  async undo(row: Locator, reason: string): Promise<void> {
    await row.getByRole("button", { name: /^Undo/ }).click();
    const dialog = this.page.getByRole("dialog", { name: /^Undo:/ });
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "Undo" }).click();
  }
}
