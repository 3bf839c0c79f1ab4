import { expect, type Locator, type Page } from "@playwright/test";

/** The console's panel about who guesses codes, PINs and tokens. */
export class GuessingPanel {
  readonly region: Locator;
  readonly guessers: Locator;
  readonly shutOuts: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole("region", { name: /Wrong codes and PINs|Somebody is guessing/ });
    this.guessers = this.region.getByRole("table", { name: "Who guesses" });
    this.shutOuts = this.region.getByRole("table", { name: "Shut out" });
  }

  guesser(address: string, secret: string): Locator {
    return this.guessers.getByRole("row").filter({ hasText: address }).filter({ hasText: secret });
  }

  shutOutRow(address: string): Locator {
    return this.shutOuts.getByRole("row").filter({ hasText: address });
  }

  async shutOut(address: string, secret: string): Promise<void> {
    await this.guesser(address, secret).getByRole("button", { name: `Shut out ${address}` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Shut out ${address}?` });
    await dialog.getByRole("button", { name: "Shut out" }).click();
    await expect(dialog).toBeHidden();
    await expect(this.shutOutRow(address)).toBeVisible();
  }

  async letIn(address: string): Promise<void> {
    await this.shutOutRow(address).getByRole("button", { name: `Let in again ${address}` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Let in again ${address}?` });
    await dialog.getByRole("button", { name: "Let in again" }).click();
    await expect(dialog).toBeHidden();
    await expect(this.shutOutRow(address)).toHaveCount(0);
  }
}
