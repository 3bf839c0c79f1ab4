import { expect, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export class SignInPage {
  constructor(readonly page: Page) {}

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/signin`);
    await this.expectOpen();
  }

  async expectOpen(): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await untilLive(this.page);
  }

  async signIn(adminToken: string): Promise<void> {
    await this.page.getByLabel("Admin token").fill(adminToken);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  async expectRefused(): Promise<void> {
    await expect(this.page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  }
}
