// A rehearsal: helpers tap made-up swimmers and are told what they missed, while the real event is as it was.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { SignInPage } from "../pages/signin";
import { StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);

test("a helper learns on swimmers who are not there, and the real event does not notice", async ({ visitor }) => {
  // A lap so short that the wall is touched every few seconds.
  await api.call("POST", "/api/v1/events", {
    name: "Seebad",
    sport: "swim",
    lap_length_m: 5,
    pace_groups: [{ name: "red", count: 3 }],
  });
  await api.clock("open");
  await api.register({ bib: 7, name: "Ada Byron" });
  await api.place(7, "red", 0);

  const desk = await visitor("desk");
  const signIn = new SignInPage(desk.page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(desk.page).expectOpen();
  await desk.page.getByRole("button", { name: "Set up a rehearsal" }).click();
  const strip = desk.page.getByRole("complementary", { name: "Rehearsal" });
  await expect(strip).toBeVisible();
  await expectAccessible(desk.page);

  const helper = await visitor("phone");
  const enrol = new EnrolPage(helper.page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_count", "Lane red"));
  const station = new StationPage(helper.page);
  await station.expectOpen();
  await helper.page.goto(`${server.url}/station?rehearse=rehearsal`);
  await expectAccessible(helper.page);
  await helper.page.getByRole("button", { name: "Yes, open it" }).click();
  await station.chooseLane(/red/);
  const pool = helper.page.getByRole("region", { name: "Rehearsal" });
  await expect(pool).toBeVisible();
  await expectAccessible(helper.page);

  // Tap whoever touches the wall, once; then somebody who does not.
  const atWall = pool.getByRole("status");
  await expect(atWall).toContainText(/\d+ at the wall/, { timeout: 30_000 });
  const bib = Number(/\d+/.exec((await atWall.textContent()) ?? "")?.[0]);
  await station.tap(bib);
  await station.expectLaps(bib, 1);
  await pool.getByRole("button", { name: "How did I do?" }).click();
  const report = helper.page.getByRole("dialog", { name: "How you did" });
  await expect(report).toContainText(/1 of \d+ touches tapped/);
  await report.getByRole("button", { name: "Go on" }).click();

  // The real event is as it was, for the board and for the tablet that goes back to it.
  expect(await api.laps()).toEqual({ 7: 0 });
  await pool.getByRole("link", { name: "To the real event" }).click();
  await station.chooseLane(/red/);
  await expect(station.card(7)).toBeVisible();
  await expect(pool).toHaveCount(0);

  await desk.page.getByRole("button", { name: "Clear the rehearsal" }).click();
  await desk.page.getByRole("dialog", { name: "Clear the rehearsal?" }).getByRole("button", { name: "Clear it" }).click();
  await expect(desk.page.getByText("The rehearsal is cleared")).toBeVisible();
  const { rows } = await api.call<{ rows: unknown[] }>("GET", "/api/v1/events/rehearsal/board");
  expect(rows).toEqual([]);
  await strip.getByRole("link", { name: "To the real event" }).click();
  await expect(desk.page.getByRole("heading", { level: 2, name: "Seebad" })).toBeVisible();
});
