import { expect, type Locator, type Page } from "@playwright/test";
import { untilLive } from "../tools/checks";

export class StationPage {
  readonly unsent: Locator;

  constructor(readonly page: Page) {
    this.unsent = page.getByRole("status").filter({ hasText: /unsent/ });
  }

  async expectOpen(): Promise<void> {
    await expect(this.page).toHaveURL(/\/station$/);
    await untilLive(this.page);
  }

  async chooseLane(name: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: "Choose your lane" })).toBeVisible();
    await this.page.locator(".lane-pick").getByRole("button", { name }).click();
    await expect(this.page.getByRole("heading", { level: 1, name })).toBeVisible();
  }

  /** A player's card by the bib, or by what stands on it. */
  card(marker: number | string): Locator {
    const name = new RegExp(`^${String(marker).replace("?", "\\?")} `);
    return this.page.getByRole("list", { name: "Players in this lane" }).getByRole("button", { name });
  }

  async tap(bib: number | string): Promise<void> {
    await this.card(bib).click();
  }

  async undo(bib: number): Promise<void> {
    // The newest tap stands first.
    await this.page.getByRole("button", { name: new RegExp(`^Undo ${bib}\\b`) }).first().click();
  }

  /** The bibs of the cards as they stand. */
  async order(): Promise<number[]> {
    return await this.page.locator(".card").evaluateAll((cards) => cards.map((card) => Number(card.getAttribute("data-bib"))));
  }

  /** How much of the usual time of a lap has passed, in per cent. */
  async progress(bib: number): Promise<number> {
    return await this.card(bib)
      .locator(".eta")
      .evaluate((bar) => Number((bar as HTMLElement).style.getPropertyValue("--p")));
  }

  /** The list of this tablet's last taps. */
  async openLastTaps(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Last taps" }).click();
    const dialog = this.page.locator("#last-taps");
    await expect(dialog).toBeVisible();
    return dialog;
  }

  async expectLaps(bib: number | string, laps: number): Promise<void> {
    await expect(this.card(bib)).toHaveAccessibleName(new RegExp(`\\b${laps} laps?\\b`));
    await expect(this.card(bib).locator(".c")).toHaveText(new RegExp(`^\\s*${laps}(?!\\d)`));
  }

  async expectUnsent(taps: number): Promise<void> {
    await expect(this.unsent).toHaveText(new RegExp(`^\\s*${taps} unsent`));
  }

  /** Everything that was tapped is on the tablet's disk, whatever happens to the page now. */
  async expectKept(): Promise<void> {
    await expect(this.unsent).toHaveAttribute("data-unkept", "0");
  }

  get tablet(): Locator {
    return this.page.getByRole("dialog", { name: "This tablet" });
  }

  /** What is needed once a shift. */
  async openMore(): Promise<Locator> {
    await this.page.getByRole("button", { name: "More", exact: true }).click();
    const more = this.page.locator("#more");
    await expect(more).toBeVisible();
    return more;
  }

  async openTablet(): Promise<Locator> {
    await (await this.openMore()).getByRole("button", { name: "This tablet" }).click();
    await expect(this.tablet).toBeVisible();
    return this.tablet;
  }

  async closeTablet(): Promise<void> {
    await this.tablet.getByRole("button", { name: "Back to the lane" }).click();
    await expect(this.tablet).toBeHidden();
  }

  /** Page and code are kept for a start without the network, and the lane as it is now. */
  async expectReadyForOffline(bib: number, laps: number): Promise<void> {
    const tablet = await this.openTablet();
    await expect(tablet.getByText("Opens again while offline", { exact: true })).toBeVisible({ timeout: 30_000 });
    await this.closeTablet();
    await expect.poll(() => this.page.evaluate(keptLaps, bib)).toBe(laps);
  }

  async take(bib: number): Promise<void> {
    const people = await this.openPeople();
    await people.getByLabel("Take somebody onto this lane").fill(String(bib));
    await people.getByRole("button", { name: "Take onto this lane" }).click();
    await expect(people).toBeHidden();
    await expect(this.card(bib)).toBeVisible();
  }

  async letGo(bib: number): Promise<void> {
    const person = await this.openPerson(bib);
    await person.getByRole("button", { name: "Let go from this lane" }).click();
    await this.closePeople();
    await expect(this.card(bib)).toHaveCount(0);
  }

  /** The people of the lane, and what can be said of them. */
  async openPeople(): Promise<Locator> {
    await this.page.getByRole("button", { name: "People", exact: true }).click();
    return this.page.locator("#people");
  }

  async openPerson(bib: number | string): Promise<Locator> {
    const people = await this.openPeople();
    await people.getByRole("button", { name: `More about ${bib}` }).click();
    return people;
  }

  async closePeople(): Promise<void> {
    const people = this.page.locator("#people");
    await people.getByRole("button", { name: "Close" }).click();
    await expect(people).toBeHidden();
  }

  /** Everything a finger has to hit measures at least 56 px. In one look: an undo may end between two. */
  async expectLargeTargets(): Promise<void> {
    const sizes = await this.page.getByRole("button").evaluateAll((buttons) =>
      (buttons as HTMLElement[]).map((button) => {
        const { width, height } = button.getBoundingClientRect();
        return { text: button.innerText, size: Math.min(width, height) };
      }),
    );
    const shown = sizes.filter(({ size }) => size > 0);
    expect(shown.length, "there are targets").toBeGreaterThan(0);
    expect(shown.filter(({ size }) => size < 56), "targets under 56 px").toEqual([]);
  }
}

/** The laps of a player in what the tablet has kept of its lane. */
export async function keptLaps(bib: number): Promise<number | undefined> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open("lapstream.station"));
  const notes = await answer(database.transaction("notes").objectStore("notes").getAll(IDBKeyRange.bound("lane/", "lane0")));
  database.close();
  const lanes = notes.map((note) => JSON.parse(note as string) as { view: { players: { bib: number; laps: number }[] } });
  return lanes.flatMap((lane) => lane.view.players).find((player) => player.bib === bib)?.laps;
}
