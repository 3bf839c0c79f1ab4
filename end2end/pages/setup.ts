import { expect, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export interface EventForm {
  adminToken: string;
  name: string;
  sport: "Swim" | "Run" | "Race";
  lapLength: string;
  lapsPerTap: string;
  paceGroups: { name: string; places: string }[];
}

export class SetupPage {
  constructor(readonly page: Page) {}

  /** From the first page of an empty database, as somebody finds it who opens the printed address. */
  async openFromStart(origin: string): Promise<void> {
    await this.page.goto(origin);
    await untilLive(this.page);
    await this.page.getByRole("link", { name: "Set up your event" }).click();
    await this.expectOpen();
  }

  async expectOpen(): Promise<void> {
    await expect(this.page).toHaveURL(/\/setup$/);
    await expect(this.page.getByRole("heading", { level: 1, name: "Set up your event" })).toBeVisible();
    await untilLive(this.page);
  }

  async create(form: EventForm): Promise<void> {
    const { page } = this;
    await page.getByLabel("Admin token").fill(form.adminToken);
    await page.getByLabel("Event name").fill(form.name);
    await page.getByRole("group", { name: "Sport" }).getByRole("radio", { name: form.sport }).check();
    await page.getByLabel("Lap length").fill(form.lapLength);
    await page.getByLabel("Laps per tap").fill(form.lapsPerTap);
    for (const [index, group] of form.paceGroups.entries()) {
      const name = page.getByLabel(`Pace group ${index + 1} name`);
      if (index > 0 && !(await name.isVisible())) await page.getByRole("button", { name: "Add a pace group" }).click();
      await name.fill(group.name);
      await page.getByLabel(`Pace group ${index + 1} places`).fill(group.places);
    }
    await page.getByRole("button", { name: "Create event" }).click();
  }
}
