// The cards of a lane: what counts as a tap, in which order they stand, and how a mistake is put right.
import { Api } from "../tools/api";
import { expectAccessible, expectNoSidewaysScroll } from "../tools/checks";
import { Fingers, spot } from "../tools/fingers";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { openAgain, openStation } from "../tools/stations";

const server = useServer();
const api = new Api(server);
/** Bib of the first player of a group, by its size. */
const FIRST = { 1: 1, 3: 10, 6: 40, 16: 60 } as const;

test.beforeAll(async () => {
  await api.call("POST", "/api/v1/events", {
    name: "Seepark",
    // On land nobody is missed in the water, which has a panel and a spec of its own.
    sport: "run",
    lap_length_m: 50,
    placement: "optional",
    pace_groups: [
      { name: "alone", count: 1 },
      { name: "three", count: 3 },
      { name: "six", count: 6 },
      { name: "full", count: 16 },
      { name: "resting", count: 2 },
    ],
  });
  await api.clock("open");
  await api.clock("start", new Date(Date.now() - 600_000));
  const names = ["Ada Byron", "Bo Li", "Cy Ott", "Dina Vestergaard-Holm", "Eli Roth", "Fay Winter"];
  for (const [group, count] of [["alone", 1], ["three", 3], ["six", 6], ["full", 16]] as const) {
    for (let no = 0; no < count; no++) {
      const bib = FIRST[count] + no;
      await api.register({ bib, name: names[no % names.length] ?? "" });
      await api.place(bib, group, no);
    }
  }
  await api.register({ bib: 90, name: "Gus Adler" });
  await api.place(90, "resting", 0);
});

const laps = async (bib: number) => (await api.laps())[bib] ?? 0;

test("one finger that is lifted where it came down counts; several at once and a wipe do not @everySize", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /six/ });
  const [left, right] = [station.card(40), station.card(41)];
  const fingers = await Fingers.of(station.page);
  const before = [await laps(40), await laps(41)];
  const expectTaps = async (...taps: number[]) => {
    for (const [no, bib] of [40, 41].entries()) await station.expectLaps(bib, (before[no] ?? 0) + (taps[no] ?? 0));
  };
  await fingers.tap(await spot(left));
  await expectTaps(1, 0);

  // A palm, a wet sleeve: on two cards, on one, and one finger after the other while something lies there.
  await fingers.at(await spot(left), await spot(right));
  await fingers.at();
  await fingers.at(await spot(left, 0.2), await spot(left, 0.8));
  await fingers.at();
  await fingers.at(await spot(left));
  await fingers.at(await spot(left), await spot(right));
  await fingers.at(await spot(left));
  await fingers.at();
  await expectTaps(1, 0);

  // A wipe: over several cards, and within one, also there and back.
  await fingers.at(await spot(left));
  await fingers.move(await spot(right));
  await fingers.at();
  await fingers.at(await spot(left, 0.2));
  await fingers.move(await spot(left, 0.8));
  await fingers.move(await spot(left, 0.2));
  await fingers.at();
  await expectTaps(1, 0);

  // A finger that rolls a little, then the other inputs.
  const at = await spot(right);
  await fingers.at(at);
  await fingers.move({ x: at.x + 6, y: at.y - 5 });
  await fingers.at();
  await expectTaps(1, 1);
  await right.click();
  await right.focus();
  await station.page.keyboard.press("Enter");
  await station.page.keyboard.press("Space");
  await expectTaps(1, 4);
  await station.expectUnsent(0);
});

test("a mouse that is released elsewhere counts nothing, and a key that is held down counts once", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /six/ });
  const [one, other] = [station.card(42), station.card(43)];
  const before = await laps(42);
  const [from, to] = [await spot(one), await spot(other)];
  await station.page.mouse.move(from.x, from.y);
  await station.page.mouse.down();
  await station.page.mouse.move(to.x, to.y);
  await station.page.mouse.up();
  await one.focus();
  await station.page.keyboard.down("Enter");
  await station.page.keyboard.down("Enter");
  await station.page.keyboard.up("Enter");
  await station.expectLaps(42, before + 1);
  await station.expectUnsent(0);
  expect(await laps(42)).toBe(before + 1);
});

test("cards stand in the order in which they are expected, and none moves while a tap can be undone or a finger is down", async ({
  visitor,
}) => {
  // Their laps take 42, 41 and 40 seconds.
  for (const [no, lap_s] of [42, 41, 40].entries()) {
    for (let n = 5; n >= 1; n--) await api.tap(10 + no, new Date(Date.now() - 60_000 - n * lap_s * 1_000));
  }
  const station = await openStation(visitor, api, { origin: server.url, lane: /three/ });
  await expect.poll(() => station.order()).toEqual([12, 11, 10]);
  const fingers = await Fingers.of(station.page);
  const undo = (bib: number) => station.page.getByRole("button", { name: new RegExp(`^Undo ${bib}`) });
  // Late enough in the lap that whoever is tapped now is expected clearly after the others.
  await expect.poll(() => station.progress(11), { timeout: 40_000 }).toBeGreaterThan(35);
  await station.tap(12);
  await expect(undo(12)).toBeVisible();
  expect(await station.order()).toEqual([12, 11, 10]);
  // A finger comes down before the undo has closed, and stays.
  await fingers.at(await spot(station.card(11)));
  await expect(undo(12)).toHaveCount(0);
  const before = await laps(11);
  expect(await station.order()).toEqual([12, 11, 10]);
  await fingers.at();
  await station.expectLaps(11, before + 1);
  expect(await station.order()).toEqual([12, 11, 10]);
  await station.card(10).focus();
  await expect.poll(() => station.order()).toEqual([10, 12, 11]);
  await expect(station.card(10)).toBeFocused();
});

test("for those who prefer it a card is chosen first, and all are sent together @everySize", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /six/ });
  const before = [await laps(44), await laps(45)];
  const dialog = await station.openLastTaps();
  await dialog.getByLabel("Choose first, then send").check();
  await dialog.getByRole("button", { name: "Close" }).click();
  for (const bib of [44, 45, 43]) await station.tap(bib);
  await station.tap(43);
  await expect(station.card(44)).toHaveAttribute("aria-pressed", "true");
  await expect(station.card(43)).toHaveAttribute("aria-pressed", "false");
  await station.expectLaps(44, before[0] ?? 0);
  await expectAccessible(station.page);
  await station.expectLargeTargets();
  await station.page.getByRole("button", { name: /^Send\s+2$/ }).click();
  await station.expectLaps(44, (before[0] ?? 0) + 1);
  await station.expectLaps(45, (before[1] ?? 0) + 1);
  await expect(station.card(44)).toHaveAttribute("aria-pressed", "false");
  await station.expectUnsent(0);

  // The device keeps it.
  await station.page.reload();
  await station.expectOpen();
  await station.card(44).waitFor();
  await station.tap(44);
  await expect(station.card(44)).toHaveAttribute("aria-pressed", "true");
  expect(await laps(44)).toBe((before[0] ?? 0) + 1);
});

test("was 48, not 47: one action, also without a network and over a closed page @everySize", async ({ visitor }) => {
  const before = await openStation(visitor, api, { origin: server.url, lane: /six/ });
  const [wrong, right] = [await laps(40), await laps(41)];
  await before.tap(40);
  await before.expectUnsent(0);
  await before.expectLaps(40, wrong + 1);
  await before.page.context().setOffline(true);
  const dialog = await before.openLastTaps();
  await expectAccessible(before.page);
  await dialog.getByRole("button", { name: "Was not 40" }).first().click();
  await expect(dialog.getByRole("heading", { name: "Who was it, not 40?" })).toBeVisible();
  await expectAccessible(before.page);
  await dialog.getByRole("button", { name: /^41/ }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await before.expectLaps(40, wrong);
  await before.expectLaps(41, right + 1);
  await before.expectUnsent(1);
  await before.expectKept();
  await before.page.close();
  await before.page.context().setOffline(false);

  const station = await openAgain(before, server.url);
  await station.expectUnsent(0);
  await station.expectLaps(40, wrong);
  await station.expectLaps(41, right + 1);
  await expect.poll(() => laps(40)).toBe(wrong);
  await expect.poll(() => laps(41)).toBe(right + 1);
});

test("the taps of the last ten minutes can be taken back, also after the page was opened anew", async ({ visitor }) => {
  const before = await openStation(visitor, api, { origin: server.url, lane: /alone/ });
  for (let n = 1; n <= 12; n++) await before.tap(1);
  await before.expectLaps(1, 12);
  await before.expectUnsent(0);
  await before.page.close();
  const station = await openAgain(before, server.url);
  const dialog = await station.openLastTaps();
  await expect(dialog.getByRole("listitem")).toHaveCount(12);
  await expect(dialog.getByRole("listitem").first()).toContainText("Ada Byron");
  for (let n = 1; n <= 3; n++) await dialog.getByRole("button", { name: "Take back 1" }).first().click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await station.expectLaps(1, 9);
  await station.expectUnsent(0);
  await expect.poll(() => laps(1)).toBe(9);
});

test("whoever is gone for long stands back, and leaves the lane only when somebody says so @everySize", async ({ visitor }) => {
  // Four seconds a lap: gone for long before a quarter of a minute is over.
  for (let n = 5; n >= 1; n--) await api.tap(90, new Date(Date.now() - n * 4_000));
  const station = await openStation(visitor, api, { origin: server.url, lane: /resting/ });
  await expect(station.card(90)).toHaveAccessibleName(/overdue|long gone/, { timeout: 30_000 });
  await expect(station.card(90)).toHaveAccessibleName(/long gone/, { timeout: 30_000 });
  await expectAccessible(station.page);
  const list = await station.openLastTaps();
  await list.getByRole("button", { name: "Hand-over" }).click();
  await expect(list.getByRole("row").filter({ hasText: "Gus Adler" })).toContainText("long gone");
  await expectAccessible(station.page);
  await list.getByRole("button", { name: "Back" }).click();
  await list.getByRole("button", { name: "Close" }).click();

  const people = await station.openPeople();
  await expectAccessible(station.page);
  await people.getByRole("button", { name: "Let go 90" }).click();
  await expect(station.card(90)).toHaveCount(0);
  await station.expectUnsent(0);
  await api.place(90, "resting", 0);
});

test("without the network somebody is taken, counted, noted, rests and goes; all of it arrives as it was said @everySize", async ({ visitor }) => {
  const ida = 95;
  await api.register({ bib: ida, name: "Ida Brandt" });
  const station = await openStation(visitor, api, { origin: server.url, lane: /resting/ });
  const { page } = station;
  await expect(station.card(90)).toBeVisible();
  const before = await laps(90);
  await page.context().setOffline(true);

  await station.take(ida);
  await station.tap(ida);
  await station.expectLaps(ida, 1);
  let person = await station.openPerson(ida);
  await expectAccessible(page);
  await person.getByLabel("Note").fill("cramp in the left leg");
  await person.getByRole("button", { name: "Note it" }).click();
  await person.getByRole("button", { name: `More about ${ida}` }).click();
  await expect(person.getByText("cramp in the left leg")).toBeVisible();
  await person.getByRole("button", { name: "On a break" }).click();
  await station.closePeople();
  await expect(station.card(ida)).toHaveAccessibleName(/on a break/);
  await station.tap(ida);
  await station.expectLaps(ida, 2);
  await expect(station.card(ida)).not.toHaveAccessibleName(/on a break/);
  person = await station.openPerson(90);
  await person.getByRole("button", { name: "one lap more" }).click();
  await person.getByLabel("Why").fill("seen from the other end");
  await person.getByRole("button", { name: "Correct" }).click();
  await station.closePeople();
  await station.expectLaps(90, before + 1);
  await station.letGo(90);
  await station.expectUnsent(7);

  await page.reload().catch(() => undefined); // offline there may be nothing to load, and nothing is lost
  await page.context().setOffline(false);
  await page.goto(`${server.url}/station`);
  await station.expectUnsent(0);
  await expect.poll(() => laps(ida)).toBe(2);
  await expect.poll(() => laps(90)).toBe(before + 1);
  await expect(station.card(90)).toHaveCount(0);
  await expect(station.card(ida)).toContainText("Ida Brandt");
  const trail = JSON.stringify(await api.call("GET", `/api/v1/audit?target=player:90`));
  expect(trail).toContain("seen from the other end");
  expect(trail).toContain("lane.release");
  person = await station.openPeople();
  await expect(person.getByRole("listitem").filter({ hasText: "Ida Brandt" })).toContainText("cramp in the left leg");
  await person.getByRole("button", { name: `More about ${ida}` }).click();
  await person.getByRole("button", { name: "Let go from this lane" }).click();
  await station.expectUnsent(0);
  await api.place(90, "resting", 0);
});

test("somebody unknown has a card, whose laps count once it is known who it is", async ({ visitor }) => {
  const [jon, unknown] = [96, 999_974];
  await api.register({ bib: jon, name: "Jon Frey" });
  const station = await openStation(visitor, api, { origin: server.url, lane: /resting/ });
  const add = await station.openPeople();
  await add.getByRole("button", { name: "Somebody unknown" }).click();
  await expect(station.card("A?")).toBeVisible();
  await station.tap("A?");
  await station.tap("A?");
  await station.expectLaps("A?", 2);
  await station.expectUnsent(0);
  expect(await laps(unknown)).toBe(0);
  const held = await api.call<{ bib: number; counted_at: string }[]>("GET", "/api/v1/events/current/held");
  const moments = held.filter(({ bib }) => bib === unknown).map(({ counted_at }) => counted_at);
  expect(moments).toHaveLength(2);
  await station.page.reload();
  await station.expectLaps("A?", 2);

  const who = await station.openPerson("A?");
  await expectAccessible(station.page);
  await who.getByLabel("Who is it?").fill(String(jon));
  await who.getByRole("button", { name: "It is this one" }).click();
  await station.closePeople();
  await expect(station.card("A?")).toHaveCount(0);
  await station.expectLaps(jon, 2);
  await station.expectUnsent(0);
  await expect.poll(() => laps(jon)).toBe(2);
  const { splits } = await api.call<{ splits: { counted_at: string }[] }>("GET", `/api/v1/events/current/players/${jon}`);
  expect(splits.map(({ counted_at }) => counted_at).sort()).toEqual(moments.sort());
  const left = await api.call<{ bib: number }[]>("GET", "/api/v1/events/current/held");
  expect(left.filter(({ bib }) => bib === unknown)).toHaveLength(0);
  await station.letGo(jon);
});

for (const [name, players] of [["alone", 1], ["six", 6], ["full", 16]] as const) {
  test(`${players} on a lane: every card is seen at once, whatever the screen`, async ({ visitor }) => {
    const station = await openStation(visitor, api, { origin: server.url, lane: new RegExp(name) });
    await expect.poll(() => station.order()).toHaveLength(players);
    for (const [width, height] of [[390, 844], [844, 390], [820, 1180], [1180, 820], [1440, 900]] as const) {
      await station.page.setViewportSize({ width, height });
      const cut = () =>
        station.page.locator(".cards").evaluate((list) => Math.max(0, list.scrollHeight - list.clientHeight));
      // A phone on its side has no room for four rows under head and foot.
      if (!(players === 16 && height === 390)) await expect.poll(cut, `${width} × ${height}`).toBe(0);
      for (const card of await station.page.locator(".card").all()) {
        const box = await card.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${width} × ${height}`).toBeGreaterThanOrEqual(56);
      }
      await expectNoSidewaysScroll(station.page);
    }
    await expectAccessible(station.page);
  });
}
