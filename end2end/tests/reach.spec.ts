// Whatever is said at a full lane: its cards and undos can be reached, nothing moves under a finger, and a wrong tap stays
// two touches away.
import type { Page } from "@playwright/test";
import { Api } from "../tools/api";
import { expectAccessible, expectNoSidewaysScroll, untilLive } from "../tools/checks";
import { Fingers, spot } from "../tools/fingers";
import { expect, test } from "../tools/fixtures";
import { expectNothingMoved, places, reach, WATCH_CARDS, wholeRows } from "../tools/reach";
import { useServer } from "../tools/server";
import { CUT, enrolStation, openStation } from "../tools/stations";
import type { StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);
const FULL = 16;
/** The size of a screen, and how many rows of cards stay free of what is unfolded over them. */
const SCREENS = [
  { width: 1180, height: 820, rows: 3 },
  { width: 390, height: 844, rows: 3 },
  { width: 320, height: 640, rows: 2 },
] as const;
const NAMES = ["Tadeusz Łukasik", "Dr. Ute Hagen-Wiese", "Mira Okonkwo", "Jonas Feld", "Maximiliane von Auersberg"];
const bib = (no: number) => 101 + no;

test.beforeAll(async () => {
  await api.call("POST", "/api/v1/events", {
    name: "Seebad",
    sport: "swim",
    lap_length_m: 50,
    placement: "required",
    pace_groups: [
      { name: "green", count: FULL },
      { name: "blue", count: FULL },
    ],
  });
  await api.clock("open");
  for (let no = 0; no < 2 * FULL; no++) {
    await api.register({ bib: bib(no), name: NAMES[no % NAMES.length] ?? "" });
    await api.place(bib(no), no < FULL ? "green" : "blue", no % FULL);
  }
  await api.clock("start");
});

/** By what does not depend on the language. */
const cardOf = (page: Page, no: number) => page.locator(`.card[data-bib="${bib(no)}"]`);

/** Four taps for people who are not overdue, within one moment that then stands still. */
async function tapFour(station: StationPage): Promise<void> {
  for (const no of [0, 1, 0, 1]) await cardOf(station.page, no).click();
  await expect(station.page.locator(".undo")).toHaveCount(4);
  const now = await station.page.evaluate(() => Date.now());
  await station.page.clock.pauseAt(now + 300);
}

/** Looks at a page whose clock stood, and runs on meanwhile: what looks waits for it too. */
async function expectAccessibleNow(page: Page): Promise<void> {
  await page.clock.resume();
  await expectAccessible(page);
}

/** All that is said has its room: cards, undos, the question and the alarm are reached, and no card has moved for it. */
async function expectReach(station: StationPage, { width, height, rows }: (typeof SCREENS)[number], quiet: unknown): Promise<void> {
  const { page } = station;
  const at = `${width} × ${height}`;
  const folded = await reach(page, ".card");
  expect(places(folded), `${at}: no card has moved`).toEqual(quiet);
  expect(wholeRows(folded).length, `${at}: rows that can be tapped`).toBeGreaterThanOrEqual(rows);
  if (width > 320) expect(folded.filter(({ hit }) => hit)).toHaveLength(FULL);

  const undos = await reach(page, ".undo");
  expect(undos.map(({ hit }) => hit), `${at}: undos that can be pressed`).toEqual([true, true, true, true]);
  expect(undos.map(({ text }) => /\d+/.exec(text)?.[0])).toEqual([bib(1), bib(0), bib(1), bib(0)].map(String));
  expect(undos.map(({ x }) => x)).toEqual(undos.map(({ x }) => x).sort((a, b) => a - b));
  for (const target of [".ask .btn", ".rail > .fold", ".rail > .help", ".rail > .silence", ".foot .act"]) {
    const found = await reach(page, target);
    expect(found.length, `${at}: ${target}`).toBeGreaterThan(0);
    expect(found.every(({ hit }) => hit), `${at}: ${target} is reached`).toBe(true);
  }
  await station.expectLargeTargets();
  await expectNoSidewaysScroll(page);
}

/** The alarm unfolds over a quarter of the screen at most, and leaves two rows free. */
async function expectUnfolded(station: StationPage, { width, height }: (typeof SCREENS)[number], quiet: unknown): Promise<void> {
  const { page } = station;
  await page.locator(".rail > .fold").click();
  const [unfolded] = await reach(page, ".unfolded");
  const [line] = await reach(page, ".rail");
  expect((unfolded?.height ?? 0) + (line?.height ?? 0), `${width} × ${height}`).toBeLessThanOrEqual(height / 4 + 1);
  const cards = await reach(page, ".card");
  expect(places(cards)).toEqual(quiet);
  expect(wholeRows(cards).length).toBeGreaterThanOrEqual(2);
  await station.expectLargeTargets();
}

test("an alarm of 14 of 16, a question, four undos and no network at once", async ({ visitor }) => {
  const tablet = await visitor("tablet");
  const { page } = tablet;
  tablet.watch.allow(...CUT);
  await page.clock.install();
  const station = await enrolStation(page, api, { origin: server.url, lane: /green/ });
  const other = await openStation(visitor, api, { origin: server.url, lane: /green/ });
  await expect.poll(() => station.order()).toHaveLength(FULL);
  await other.tap(bib(2));
  await station.tap(bib(2));
  await expect(page.locator(".ask")).toBeVisible();

  for (const lang of ["en", "de"]) {
    await page.goto(`${server.url}/station?lang=${lang}`);
    await untilLive(page);
    await page.locator(".card").first().waitFor();
    await expect(page.locator(".ask")).toBeVisible();
    const quiet = new Map<number, unknown>();
    for (const { width, height } of SCREENS) {
      await page.setViewportSize({ width, height });
      await page.clock.runFor(600);
      quiet.set(width, places(await reach(page, ".card")));
    }
    await page.context().setOffline(true);
    await page.clock.fastForward("07:00");
    await expect(page.locator(".rail.alarm")).toBeVisible();
    for (const no of [0, 1]) await cardOf(page, no).click();
    await expect(page.locator(".undo")).toHaveCount(2);
    await page.clock.fastForward("00:06");
    await expect(page.locator(".undo")).toHaveCount(0);
    await expect(page.locator(".rail.alarm")).toContainText(lang === "en" ? "14 of 16 were not counted" : "14 von 16 wurden nicht gezählt");
    await expect(page.locator(".news.bad")).toBeAttached();

    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await page.clock.runFor(600);
      await tapFour(station);
      await expectReach(station, screen, quiet.get(screen.width));
      if (screen.width === 1180) await expectAccessibleNow(page);
      await expectUnfolded(station, screen, quiet.get(screen.width));
      if (screen.width === 390) await expectAccessibleNow(page);
      await page.locator(".rail > .fold").click();
      await page.clock.resume();
      await page.clock.fastForward("00:06");
      await expect(page.locator(".undo")).toHaveCount(0);
    }
    await page.context().setOffline(false);
    await expect(station.unsent.or(page.locator(".unsent"))).toHaveAttribute("data-count", "0");
  }
});

test("a typed number of heads answers for a whole lane, and fewer lead to the list", async ({ visitor }) => {
  const tablet = await visitor("tablet");
  const { page } = tablet;
  tablet.watch.allow(...CUT);
  await page.clock.install();
  await enrolStation(page, api, { origin: server.url, lane: /blue/ });
  await page.context().setOffline(true);
  await page.clock.fastForward("07:00");
  const alarm = page.getByRole("region", { name: "Hardly anybody was counted" });
  await expect(alarm).toContainText("Nobody was counted here");
  await alarm.getByRole("button", { expanded: false }).click();
  const heads = alarm.getByLabel("How many heads do you see?");
  await expect(heads).toHaveValue(String(FULL));
  await heads.fill("many");
  await expect(alarm.getByRole("button", { name: "A number" })).toHaveAttribute("aria-disabled", "true");
  await heads.fill(String(FULL));
  for (let n = 0; n < 2; n++) await alarm.getByRole("button", { name: "one less" }).click();
  await alarm.getByRole("button", { name: "I see 14" }).click();
  await expect(alarm.getByRole("alert").filter({ hasText: "2 heads are lacking" })).toBeVisible();
  await expect(alarm.getByRole("listitem")).toHaveCount(FULL);
  await expect(alarm.getByText("A desk clears the pool")).toBeVisible();
  await expectAccessible(page);
  await alarm.getByRole("button", { name: "Count again" }).click();
  await heads.fill(String(FULL));
  await heads.press("Enter");
  await expect(page.locator(".rail.alarm")).toHaveCount(0);
  await expect(page.getByText("16 heads seen, no lap counted.")).toBeVisible();
  const said = async () => {
    const { entries } = await api.call<{ entries: unknown[] }>("GET", "/api/v1/audit?action=water.seen&limit=100");
    return entries.length;
  };
  await page.context().setOffline(false);
  await expect.poll(said).toBe(FULL);
});

test("no card moves under a finger or while a tap can be taken back, over a busy hour", async ({ visitor }) => {
  const tablet = await visitor("tablet", { viewport: { width: 1180, height: 820 } });
  const { page } = tablet;
  tablet.watch.allow(...CUT);
  await page.context().addInitScript(WATCH_CARDS);
  await page.clock.install();
  const station = await enrolStation(page, api, { origin: server.url, lane: /green/ });
  const fingers = await Fingers.of(page);
  await expect.poll(() => station.order()).toHaveLength(FULL);
  // Four minutes at a time, with people who come and go, the network that does, and an alarm that rises and is unfolded.
  const slots = [FULL - 1, FULL - 2];
  for (let round = 0; round < 15; round++) {
    // On somebody who stays.
    const finger = await spot(station.card(bib(round % (FULL - slots.length))));
    await fingers.at(finger);
    const slot = slots[round % slots.length] ?? 0;
    switch (round % 5) {
      case 0:
        await page.context().setOffline(true);
        break;
      case 1:
        await page.context().setOffline(false);
        break;
      case 2:
        await api.call("DELETE", `/lane/green/${slot}/player`);
        break;
      case 3:
        await api.place(bib(slots[(round - 1) % slots.length] ?? 0), "green", slots[(round - 1) % slots.length] ?? 0);
        break;
      default:
        await page.locator(".rail > .help").dispatchEvent("click");
    }
    await page.waitForTimeout(120);
    await fingers.at();
    for (let n = 0; n < 3; n++) await fingers.tap(await spot(page.locator(".card").nth((round * 3 + n) % 14)));
    await page.waitForTimeout(120);
    await page.clock.fastForward("00:03");
    await page.waitForTimeout(60);
    await page.clock.fastForward(round % 3 === 0 ? "04:30" : "03:50");
    await page.waitForTimeout(60);
  }
  await page.context().setOffline(false);
  await expectNothingMoved(page, 100);
});

test("a wrong tap is two touches away for ten minutes, also without the network", async ({ visitor }) => {
  const tablet = await visitor("phone");
  const { page } = tablet;
  tablet.watch.allow(...CUT);
  await page.clock.install();
  const station = await enrolStation(page, api, { origin: server.url, lane: /blue/ });
  const counted = async (no: number) => (await api.laps())[bib(no)] ?? 0;
  const wrong = await counted(FULL);
  await station.tap(bib(FULL));
  for (let n = 1; n <= 12; n++) await station.tap(bib(FULL + n));
  await station.expectUnsent(0);
  expect(await counted(FULL)).toBe(wrong + 1);
  await page.context().setOffline(true);
  await page.clock.fastForward("09:30");
  await page.getByRole("button", { name: "Last taps" }).click();
  await page.getByRole("button", { name: `Take back ${bib(FULL)}`, exact: true }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await station.expectLaps(bib(FULL), wrong);
  await station.expectUnsent(1);
  await page.context().setOffline(false);
  await expect.poll(() => counted(FULL)).toBe(wrong);
});
