// Desks beside each other: what one does the others see, and who comes second is told who was first.
import { Api } from "../tools/api";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { BoardPage } from "../pages/board";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { LanesPage } from "../pages/lanes";
import { SignInPage } from "../pages/signin";
import { StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);

test.beforeAll(async () => {
  await api.openEvent();
  await api.register({ bib: 1, name: "Mira Okonkwo" }, { bib: 2, name: "Jonas Feld" }, { bib: 3, name: "Bo Li" });
});

test("two desks: moved, released, and the same slot wanted twice", async ({ visitor }) => {
  const desks = [];
  for (const name of ["Desk A", "Desk B"]) {
    const { page, watch } = await visitor("desk");
    const enrol = new EnrolPage(page);
    await enrol.open(server.url);
    await enrol.enrol(await api.code("lane_assign", name));
    const lanes = new LanesPage(page);
    await lanes.expectOpen();
    desks.push({ lanes, page, watch });
  }
  const [a, b] = desks as [(typeof desks)[0], (typeof desks)[0]];
  await a.lanes.place(1, "red");
  await expect(b.lanes.slot("red", 1)).toBeVisible();

  // A moves 1 to blue by clicking a free slot; B releases.
  await a.lanes.choose(1);
  await a.lanes.freeSlot("blue", 2).click();
  await expect(b.lanes.slot("blue", 1)).toBeVisible();
  await expect(b.lanes.slot("red", 1)).toHaveCount(0);
  await b.lanes.release(1);
  await expect(a.lanes.slot("blue", 1)).toHaveCount(0);

  // B's picture is old: the answers that would renew it are held back, and A takes the slot meanwhile.
  b.watch.allow(/409/);
  let letThrough = (): void => undefined;
  const gate = new Promise<void>((open) => (letThrough = open));
  await b.page.route("**/fn/lanes/groups", async (route) => {
    await gate;
    await route.continue();
  });
  await b.lanes.choose(3);
  await a.lanes.choose(2);
  await a.lanes.freeSlot("blue", 1).click();
  await expect(a.lanes.slot("blue", 2)).toBeVisible();
  await b.lanes.freeSlot("blue", 1).click();
  await expect(b.page.getByRole("alert").filter({ hasText: "Desk A placed 2 · Jonas Feld there" })).toBeVisible();
  letThrough();
  await expect(b.lanes.slot("blue", 2)).toBeVisible();
});

test("the clock pauses and resumes, its start is set back, and an undo closes after five seconds", async ({ visitor }) => {
  const admin = await visitor("desk");
  const signIn = new SignInPage(admin.page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  const console = new ConsolePage(admin.page);
  await console.expectOpen();
  await console.startTheClock();

  const lane = await visitor("tablet");
  const enrol = new EnrolPage(lane.page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_count", "Lane 1"));
  const station = new StationPage(lane.page);
  await station.expectOpen();
  await station.chooseLane(/blue/);
  await station.tap(2);
  await station.expectLaps(2, 1);
  const undo = lane.page.getByRole("button", { name: /^Undo 2\b/ });
  await expect(undo).toBeVisible();
  await expect(undo).toBeHidden({ timeout: 8_000 });

  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(server.url);
  await board.expectDistance(2, "50 m");
  await console.pause();
  await expect(hall.page.getByText("Paused")).toBeVisible();
  await expect(station.card(2)).toContainText("paused");
  await console.resume();
  await expect(station.card(2)).not.toContainText("paused");

  const early = new Date(Date.now() - 20 * 60_000);
  expect(await api.tap(2, early)).toMatchObject({ status: "held" });
  await api.clock("start", new Date(Date.now() - 40 * 60_000));
  await expect(hall.page.locator(".board")).toContainText(/39:5\d|40:\d\d/);
});
