import { expect, type Locator, type Page } from "@playwright/test";

export type OperatorRole = "Admin" | "Floor" | "Reception" | "Grouping desk" | "Lane station" | "Viewer";

/** The console's list of people with a PIN. */
export class OperatorsPanel {
  readonly table: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByRole("table", { name: "Operators" });
  }

  row(name: string): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async openNew(): Promise<Locator> {
    await this.page.getByRole("button", { name: "New operator" }).click();
    const dialog = this.page.getByRole("dialog", { name: "New operator" });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  async fill(dialog: Locator, name: string, role: OperatorRole, pin: string): Promise<void> {
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("group", { name: "Role" }).getByRole("radio", { name: role }).check();
    await dialog.getByRole("textbox", { name: "PIN" }).fill(pin);
    await dialog.getByRole("button", { name: "Save" }).click();
  }

  async make(name: string, role: OperatorRole, pin: string): Promise<void> {
    const dialog = await this.openNew();
    await this.fill(dialog, name, role, pin);
    await expect(dialog).toBeHidden();
    await expect(this.row(name)).toBeVisible();
  }

  async retire(name: string): Promise<void> {
    await this.row(name).getByRole("button", { name: "Retire" }).click();
    const dialog = this.page.getByRole("dialog", { name: `Retire ${name}?` });
    await dialog.getByRole("button", { name: "Retire" }).click();
    await expect(dialog).toBeHidden();
    await expect(this.row(name)).toHaveCount(0);
  }
}

/** A pad for a PIN, on its page or in a dialog. */
export class PinPad {
  constructor(
    readonly root: Page | Locator,
    readonly submit: string,
  ) {}

  async press(pin: string): Promise<void> {
    for (const digit of pin) await this.root.getByRole("button", { name: digit, exact: true }).click();
  }

  async enter(pin: string): Promise<void> {
    await this.press(pin);
    await this.root.getByRole("button", { name: this.submit, exact: true }).click();
  }
}
