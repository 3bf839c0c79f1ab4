// Somebody is not seen in the water, the pool is cleared, and minors swim at night.
import { Api } from "../tools/api";
import { expectAccessible, untilLive } from "../tools/checks";
import { expect, test, type Visitor } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { CUT, enrolStation, openStation } from "../tools/stations";
import { EnrolPage } from "../pages/enrol";
import { WaterPage } from "../pages/water";

// One event, one test after the other.
test.describe.configure({ mode: "serial" });

const server = useServer();
const api = new Api(server);

/** A time zone in which it is eleven at night now. */
function nightZone(): string {
  const ahead = 23 - new Date().getUTCHours();
  const hours = ahead > 12 ? ahead - 24 : ahead;
  return `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}

async function enrolDesk({ page }: Visitor): Promise<WaterPage> {
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("floor", "Floor"));
  await expect(page).toHaveURL(/\/console$/);
  // A page that is left while its socket is being opened complains about it.
  await untilLive(page);
  const water = new WaterPage(page);
  await water.open();
  return water;
}

test("an alarm offline, a call for help, and a pool that is cleared @everySize", async ({ visitor }) => {
  await api.openEvent();
  await api.register({ bib: 7, name: "Ada Byron", age: 14 }, { bib: 8, name: "Bo Li" }, { bib: 9, name: "Cy Ott" });
  await api.place(7, "red", 0);
  await api.place(8, "red", 1);
  await api.place(9, "blue", 0);
  await api.clock("start");

  const floor = await enrolDesk(await visitor("desk"));
  await expect(floor.page.getByText("3 people in the water")).toBeVisible();
  await expect(floor.lane("red").getByRole("row")).toHaveCount(3);
  await expect(floor.page.getByText("This replaces no lifeguard").first()).toBeVisible();
  await expect(floor.strip).toHaveCount(0);
  await expectAccessible(floor.page);

  const tablet = await visitor("tablet");
  tablet.watch.allow(...CUT);
  await tablet.page.clock.install();
  const red = await enrolStation(tablet.page, api, { origin: server.url, lane: /red/ });
  const blue = await openStation(visitor, api, { origin: server.url, lane: /blue/ });
  const missing = tablet.page.getByRole("region", { name: "Not seen for too long" });

  await test.step("without the network the station misses who was not tapped, and keeps the answers", async () => {
    await expect(missing).toHaveCount(0);
    await tablet.page.context().setOffline(true);
    await tablet.page.clock.fastForward("06:00");
    await expect(missing).toContainText("2 not seen for too long");
    await expectAccessible(tablet.page);
    await missing.getByRole("button", { name: "2 not seen for too long" }).click();
    await expect(missing.getByRole("listitem")).toHaveCount(2);
    await expect(missing).toContainText("This replaces no lifeguard");
    await expectAccessible(tablet.page);
    await red.expectLargeTargets();
    await missing.getByRole("button", { name: "Silence" }).press("Enter");
    await missing.getByRole("button", { name: "Seen 7" }).click();
    await expect(missing.getByRole("listitem")).toHaveCount(1);
    // Who is overdue alone is answered in the line itself.
    await missing.getByRole("button", { name: "Help! for 8" }).click();
    await expect(missing).toHaveCount(0);
    await expect(tablet.page.getByRole("region", { name: "Help was called" })).toContainText("Bo Li");
    await expect(tablet.page.getByText("the desk has not heard your answer")).toBeVisible();
    await expect(floor.strip).toHaveCount(0);
  });

  await test.step("the answers come with the network, and every desk hears of the call", async () => {
    await tablet.page.context().setOffline(false);
    await expect(floor.strip).toContainText("8 Bo Li");
    await expect(floor.strip).toContainText("help called");
    await expect(tablet.page.getByText("the desk has not heard your answer")).toHaveCount(0);
    await expectAccessible(floor.page);
    await floor.strip.getByRole("button", { name: "Silence" }).click();
    await floor.strip.getByRole("button", { name: "All clear 8" }).click();
    await expect(floor.strip).toHaveCount(0);
    await expect(tablet.page.getByRole("region", { name: "Help was called" })).toHaveCount(0);
    const said = await api.call<{ entries: { action: string }[] }>("GET", "/api/v1/audit?action=water");
    expect(said.entries.map(({ action }) => action).sort()).toEqual(["water.clear", "water.help", "water.seen"]);
  });

  await test.step("the pool is cleared at two stations and a desk", async () => {
    await floor.confirm("Clear the pool", /Clear the pool/, "Clear the pool now");
    await expect(floor.rollCall.getByRole("heading", { name: "3 missing", exact: true })).toBeVisible();
    await expect(floor.strip).toContainText("3 missing of 3");
    const [redCall, blueCall] = [red, blue].map(({ page }) => page.getByRole("region", { name: "Clear the pool" }));
    if (!redCall || !blueCall) throw new Error("two stations");
    await expect(redCall.getByRole("button", { name: /missing$/ })).toHaveCount(2);
    await expectAccessible(tablet.page);
    await expectAccessible(floor.page);
    await redCall.getByRole("button", { name: /^7 / }).click();
    await redCall.getByRole("button", { name: /^8 / }).press("Enter");
    await expect(redCall.getByText("This lane is out")).toBeVisible();
    await redCall.getByRole("button", { name: /^8 / }).click();
    await expect(redCall.getByText("1 missing in this lane")).toBeVisible();
    await expect(floor.rollCall.getByText("8 Bo Li, 9 Cy Ott")).toBeVisible();
    await blueCall.getByRole("button", { name: /^9 / }).click();
    await expect(floor.rollCall.getByRole("heading", { name: "1 missing", exact: true })).toBeVisible();
    await floor.rollCall.getByRole("button", { name: /^8 / }).click();
    await expect(floor.rollCall.getByRole("heading", { name: "Everybody is out" })).toBeVisible();
    await expect(redCall.getByText("This lane is out")).toBeVisible();

    await floor.confirm("End the roll-call", /End the roll-call/, "End it");
    await expect(redCall).toHaveCount(0);
    await expect(red.card(7)).toHaveAccessibleName(/^7 /);
    await floor.confirm("Let the clock run on", /run on/, "Run on now");
    await red.tap(7);
    await red.expectUnsent(0);
    await expect.poll(() => api.laps()).toMatchObject({ 7: 1 });
  });

  await test.step("whoever is said to be out leaves the lane", async () => {
    await tablet.page.context().setOffline(true);
    await tablet.page.clock.fastForward("06:00");
    await missing.getByRole("button", { expanded: false }).click();
    await missing.getByRole("button", { name: "Out of the water 8" }).click();
    await expect(red.card(8)).toHaveCount(0);
    await tablet.page.context().setOffline(false);
    await expect(floor.lane("red").getByRole("row")).toHaveCount(2);
  });
});

test("a minor at night without a permission is shown until one is noted", async ({ visitor }) => {
  const night = await enrolDesk(await visitor("desk", { timezoneId: nightZone() }));
  await expect(night.minors).toContainText("7 Ada Byron");
  await expectAccessible(night.page);
  await night.minors.getByRole("button", { name: "Note a permission 7" }).click();
  await expect(night.minors).toHaveCount(0);
  const player = await api.call<{ night_permission: boolean }>("GET", "/api/v1/events/current/players/7/details");
  expect(player.night_permission).toBe(true);
});

test("a desk misses whoever a lane has not seen, and says those of a lane whose tablet is not heard in one line", async ({ visitor }) => {
  test.setTimeout(180_000);
  await api.clock("finish");
  await api.openEvent("Nachtbad", "optional");
  await api.register({ bib: 7, name: "Ada Byron" }, { bib: 8, name: "Bo Li" }, { bib: 9, name: "Cy Ott" });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await api.clock("start", minutesAgo(90));
  for (const [bib, lane] of [[7, "red"], [8, "red"], [9, "blue"]] as const) {
    await api.take(bib, lane, minutesAgo(80));
    for (let minute = 75; minute > 60; minute--) await api.tap(bib, minutesAgo(minute));
  }
  const floor = await enrolDesk(await visitor("desk"));
  const lines = floor.strip.locator(".lines > ul > li");
  await expect(lines).toHaveCount(3);
  await expect(floor.strip.getByRole("alert")).toHaveText(/3 not seen for too long/);
  await floor.strip.getByRole("button", { name: "Seen 9" }).click();
  await expect(lines).toHaveCount(2);

  // A tablet that is in the lane and then goes: its helpers may know better, and are asked once for all of them.
  const red = await openStation(visitor, api, { origin: server.url, lane: /red/ });
  await expect.poll(() => api.stationsHeard(), { timeout: 30_000 }).toBe(1);
  await red.page.close();
  await expect(lines).toHaveCount(1, { timeout: 90_000 });
  await expect(lines).toContainText("lane red · 2 not seen for too long · The lane’s tablet is not heard");
  await floor.strip.getByText("Who?").click();
  await expect(lines.getByRole("listitem")).toHaveText([/^7 Ada Byron/, /^8 Bo Li/]);
  await expectAccessible(floor.page);
  await floor.strip.getByRole("button", { name: "All seen lane red" }).click();
  await expect(floor.strip).toHaveCount(0);
});
