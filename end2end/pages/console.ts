import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export type DeviceRole = "Reception" | "Grouping desk" | "Lane station" | "Floor" | "Viewer";

export class ConsolePage {
  readonly clock: Locator;
  readonly devices: Locator;

  constructor(readonly page: Page) {
    this.clock = page.getByRole("region", { name: "Clock" });
    this.devices = page.getByRole("table", { name: "Devices" });
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/console`);
    await this.expectOpen();
  }

  async expectOpen(): Promise<void> {
    await expect(this.page).toHaveURL(/\/console$/);
    await expect(this.page.getByRole("heading", { level: 1, name: "Console" })).toBeAttached();
    await untilLive(this.page);
  }

  async openRegistration(): Promise<void> {
    await this.clock.getByRole("button", { name: "Open registration" }).click();
    await this.expectClock("open");
  }

  async startTheClock(): Promise<void> {
    await this.clock.getByRole("button", { name: "Start the clock" }).click();
    await this.expectClock("running");
  }

  async pause(): Promise<void> {
    await this.clock.getByRole("button", { name: "Pause" }).click();
    await this.expectClock("paused");
  }

  async resume(): Promise<void> {
    await this.clock.getByRole("button", { name: "Resume" }).click();
    await this.expectClock("running");
  }

  async finish(): Promise<void> {
    await this.clock.getByRole("button", { name: "Finish" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Finish now" }).click();
    await this.expectClock("finished");
  }

  async expectClock(state: "draft" | "open" | "running" | "paused" | "finished"): Promise<void> {
    await expect(this.clock.getByRole("status")).toContainText(state);
  }

  /** The six digits of a fresh code. */
  async issueCode(role: DeviceRole, deviceName: string): Promise<string> {
    const panel = this.page.getByRole("region", { name: "Enrol a device" });
    await panel.getByRole("group", { name: "Role" }).getByRole("radio", { name: role }).check();
    await panel.getByLabel("Device name").fill(deviceName);
    await panel.getByRole("button", { name: "Issue code" }).click();
    // The name stands beside its code, so this cannot read the code before it.
    await expect(panel.locator(".code-grid")).toContainText(deviceName);
    const code = panel.getByRole("status", { name: "Enrolment code" });
    await expect(code).toHaveText(/^\s*\d{3}\s*\d{3}\s*$/);
    await expect(panel.getByRole("img", { name: "QR code of the enrolment address" })).toBeVisible();
    await expect(panel.getByRole("timer", { name: "Good for" })).toHaveText(/^[0-5]:\d\d$/);
    return (await code.innerText()).replace(/\D/g, "");
  }

  /** The six digits by which another tablet takes a device's place; the dialog stays open. */
  async replace(name: string): Promise<string> {
    await this.devices.getByRole("button", { name: `Replace ${name}` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Replace ${name}` });
    await dialog.getByRole("button", { name: "Issue code" }).click();
    const code = dialog.getByRole("status", { name: "Enrolment code" });
    await expect(code).toHaveText(/^\s*\d{3}\s*\d{3}\s*$/);
    return (await code.innerText()).replace(/\D/g, "");
  }

  device(name: string): Locator {
    return this.devices.getByRole("row").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async rename(from: string, to: string): Promise<void> {
    await this.devices.getByRole("button", { name: `Rename ${from}` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Rename ${from}` });
    await dialog.getByLabel("New name").fill(to);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
  }

  async revoke(name: string): Promise<void> {
    await this.devices.getByRole("button", { name: `Revoke ${name}` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Revoke ${name}?` });
    await dialog.getByRole("button", { name: "Revoke" }).click();
    await expect(dialog).toBeHidden();
  }
}
