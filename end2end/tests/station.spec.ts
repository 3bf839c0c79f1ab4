// A station on a bad network: what was tapped is shown, kept, sent again with the same id, and counted once.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { BoardPage } from "../pages/board";
import { EnrolPage } from "../pages/enrol";
import { StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);

test.beforeAll(async () => {
  await api.openEvent();
  await api.register({ bib: 7, name: "Ada Byron" }, { bib: 8, name: "Bo Li" });
  await api.place(7, "red", 0);
  await api.clock("start");
});

test("a failed send is shown and repeated, and counts once", async ({ visitor }) => {
  const { page, watch } = await visitor("tablet");
  watch.allow(/laps/, /ERR_FAILED/);
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_count", "Lane 1"));
  const station = new StationPage(page);
  await station.expectOpen();
  await station.chooseLane(/red/);

  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(server.url);

  // The server hears the first send, but the tablet never hears the answer: the hardest case for "once".
  const ids: string[] = [];
  await page.route("**/api/v1/events/*/laps", async (route) => {
    const body = route.request().postDataJSON() as { laps: { id: string }[] };
    ids.push(...body.laps.map((lap) => lap.id));
    await route.fetch();
    await route.abort("failed");
  });
  await station.tap(7);
  await station.expectLaps(7, 1);
  await station.expectUnsent(1);
  await expectAccessible(page);
  await board.expectDistance(7, "50 m");

  const repeated = page.waitForRequest("**/api/v1/events/*/laps");
  // An attempt that is under way is heard to its end, or it would be settled twice.
  await page.unrouteAll({ behavior: "wait" });
  expect((await repeated).postData()).toContain(ids[0]);
  await station.expectUnsent(0);
  await station.expectLaps(7, 1);
  await board.expectDistance(7, "50 m");
});

test("what other desks and tablets do appears on the card list @everySize", async ({ visitor }) => {
  const { page } = await visitor("tablet");
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_count", "Lane 1 b"));
  const station = new StationPage(page);
  await station.expectOpen();
  await station.chooseLane(/red/);
  await expect(station.card(7)).toBeVisible();

  await api.place(8, "red", 1);
  await expect(station.card(8)).toBeVisible();
  expect(await api.tap(8)).toMatchObject({ status: "counted" });
  await station.expectLaps(8, 1);
  await station.expectLargeTargets();
  await api.call("DELETE", "/lane/red/1/player");
  await expect(station.card(8)).toHaveCount(0);
});
