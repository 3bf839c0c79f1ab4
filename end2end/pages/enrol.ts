import { expect, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export class EnrolPage {
  constructor(readonly page: Page) {}

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/enrol`);
    await this.expectOpen();
  }

  async expectOpen(): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: "Enrol this device" })).toBeVisible();
    await untilLive(this.page);
  }

  async enrol(code: string): Promise<void> {
    await this.page.getByLabel("Code", { exact: true }).fill(code);
    await this.page.getByRole("button", { name: "Enrol" }).click();
  }

  /** What a camera does with the console's QR code: opens the address; the code is spent only by the button. */
  async enrolByLink(origin: string, code: string): Promise<void> {
    await this.page.goto(`${origin}/enrol?code=${code}`);
    await this.expectOpen();
    await expect(this.page.getByLabel("Code", { exact: true })).toHaveValue(code);
    await this.page.getByRole("button", { name: "Enrol" }).click();
  }

  async expectRefused(): Promise<void> {
    await expect(this.page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
    await expect(this.page).toHaveURL(/\/enrol/);
  }
}
