// Other ways in: a scanner that types, a number pad, chips whose wearers are known later, and a sheet of paper.
import type { Page } from "@playwright/test";
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { openStation } from "../tools/stations";
import { BoardPage } from "../pages/board";
import { ChipsPage } from "../pages/chips";
import { ConsolePage } from "../pages/console";
import { PaperPage } from "../pages/paper";
import { SignInPage } from "../pages/signin";

const server = useServer();
const api = new Api(server);
const MINUTE = 60_000;

/** Keys as a scanner presses them: all at once, Enter last, which must not press what has the focus. */
async function scan(page: Page, code: string): Promise<void> {
  const presses = await page.evaluate((keys) => {
    const target = document.activeElement ?? document.body;
    const press = (key: string) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    return keys.map(press).at(-1);
  }, [...code, "Enter"]);
  expect(presses).toBe(false);
}

/** A player's code with its check digits. */
function codeOf(event: number, bib: number): string {
  const check = 98 - ((event * 1_000_000 + bib) * 100) % 97;
  return `LS${event}B${bib}C${String(check).padStart(2, "0")}`;
}

let start: number;

test.beforeAll(async () => {
  await api.openEvent("Seebad", "optional");
  await api.register({ bib: 7, name: "Ada Byron" }, { bib: 8, name: "Bo Li" }, { bib: 9, name: "Cy Ott" });
  await api.place(7, "red", 0);
  await api.place(8, "red", 1);
  await api.place(9, "blue", 0);
  start = Date.now() - 30 * MINUTE;
  await api.clock("start", new Date(start));
});

test("a scanner and a number pad count as a tap does @everySize", async ({ visitor }) => {
  const before = await api.laps();
  const laps = (bib: number, more: number) => (before[bib] ?? 0) + more;
  const counted = (n: number) => `${n} ${n === 1 ? "lap" : "laps"}`;
  const { id } = await api.call<{ id: number }>("GET", "/api/v1/events/current");
  const station = await openStation(visitor, api, { origin: server.url, lane: /red/ });
  const { page } = station;

  // The focus is on another card: the scanner's Enter does not press it.
  await station.card(8).focus();
  await scan(page, codeOf(id, 7));
  await station.expectLaps(7, laps(7, 1));
  await station.expectLaps(8, laps(8, 0));
  await scan(page, codeOf(id, 7).toLowerCase());
  await expect(page.getByText("7 was read twice and counts once")).toBeVisible();
  await station.expectLaps(7, laps(7, 1));

  // With a dialog open it counts as well, and its Enter presses no button of it.
  const lastTaps = await station.openLastTaps();
  const close = lastTaps.getByRole("button", { name: "Close" });
  await close.focus();
  await scan(page, codeOf(id, 8));
  await expect(page.getByText(`8 Bo Li: counted, ${counted(laps(8, 1))}`)).toBeVisible();
  await expect(lastTaps).toBeVisible();
  await close.click();
  await station.expectLaps(8, laps(8, 1));

  // What is no code of this event says so, and counts nobody.
  const pad = page.getByRole("dialog", { name: "Count by number" });
  await scan(page, codeOf(id + 1, 8));
  await expect(pad.getByText("This code is of another event.")).toBeVisible();
  await pad.getByRole("button", { name: "Back to the lane" }).click();

  // Digits that are typed open the pad, which says where somebody else is.
  await station.card(8).focus();
  await page.keyboard.type("9");
  await expect(pad.getByLabel("Number")).toHaveValue("9");
  await page.keyboard.press("Enter");
  await expect(pad.getByText("9 Cy Ott is in blue 1.")).toBeVisible();
  await expectAccessible(page);
  await station.expectLargeTargets();
  await pad.getByRole("button", { name: "Back to the lane" }).click();

  await page.getByRole("button", { name: "By number" }).click();
  await pad.getByRole("button", { name: "8", exact: true }).click();
  await pad.getByRole("button", { name: "Count", exact: true }).click();
  await expect(pad.getByText(`8 Bo Li: counted, ${counted(laps(8, 2))}`)).toBeVisible();
  await pad.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(pad.getByText(/reads no codes by camera|camera was not allowed/)).toBeVisible();
  await pad.getByRole("button", { name: "Back to the lane" }).click();
  await station.expectLaps(8, laps(8, 2));
  await station.expectUnsent(0);
  await expect.poll(async () => await api.laps()).toMatchObject({ 7: laps(7, 1), 8: laps(8, 2) });
});

test("a chip that is known later and a sheet of paper count at their own time @everySize", async ({ visitor }) => {
  const before = await api.laps();
  const metres = (bib: number, more: number) => `${((before[bib] ?? 0) + more) * 50} m`;
  const { page } = await visitor("desk");
  const signIn = new SignInPage(page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(page).expectOpen();
  const board = new BoardPage((await visitor("phone")).page);
  await board.open(server.url);

  const chip = `E2${Date.now()}`;
  const read = (minute: number) => ({
    id: crypto.randomUUID(),
    tag: chip,
    source: "transponder",
    counted_at: new Date(start + minute * MINUTE).toISOString(),
  });
  await api.call("POST", "/api/v1/events/current/laps", { laps: [read(2), read(4), read(6)] });
  const chips = new ChipsPage(page);
  await chips.open(server.url);
  await expect(chips.unknown).toContainText("3 laps wait");
  await expectAccessible(page);
  await chips.assign(chip, 9);
  await expect(chips.unknown).toHaveCount(0);
  await board.expectDistance(9, metres(9, 3));

  // It was Bo's all the time: what was read of it is his. Moving it asks first.
  await chips.handOut(chip, 8);
  await expect(page.getByText("9 Cy Ott wears this chip. Move it to 8?")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "9 was a mistake" }).click();
  await board.expectDistance(8, metres(8, 3));
  await board.expectDistance(9, metres(9, 0));
  const spare = `SPARE${Date.now()}`;
  await api.call("POST", "/api/v1/events/current/laps", { laps: [{ ...read(8), tag: spare }] });
  await expect(chips.unknown).toContainText(spare);
  await chips.dismiss(spare);

  // Ada was tapped once in that time: of her four strokes three are new.
  await api.tap(7, new Date(start + 11 * MINUTE));
  const paper = new PaperPage(page);
  await paper.open(server.url);
  await expectAccessible(page);
  await paper.begin("red", new Date(start + 10 * MINUTE), new Date(start + 20 * MINUTE));
  await paper.type(4, 2);
  await expect(paper.row(7).getByRole("cell")).toHaveText(["Ada Byron", "4", "1", "3"]);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Count 5 strokes" }).click();
  await board.expectDistance(7, metres(7, 4));
  await board.expectDistance(8, metres(8, 5));
  await page.getByRole("table", { name: "Sheets that were typed in" }).getByRole("button", { name: /^Undo/ }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
  await board.expectDistance(7, metres(7, 1));
  await board.expectDistance(8, metres(8, 3));
});
