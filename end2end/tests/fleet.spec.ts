// The fleet: stations as the console sees them, the strip of those that cannot wait, and a tablet that is replaced.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { LanesPage } from "../pages/lanes";
import { SignInPage } from "../pages/signin";
import { StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);

test("the console sees how stations are, and a drowned tablet is replaced @everySize", async ({ visitor }) => {
  await api.openEvent();
  await api.register({ bib: 7, name: "Ada Byron" }, { bib: 8, name: "Bo Li" });
  await api.place(7, "red", 0);
  await api.place(8, "red", 1);
  await api.clock("start");

  const { page } = await visitor("desk");
  const signIn = new SignInPage(page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  const console = new ConsolePage(page);
  await console.expectOpen();

  const first = await visitor("tablet");
  const enrol = new EnrolPage(first.page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_count", "Tablet 1"));
  const station = new StationPage(first.page);
  await station.expectOpen();
  await station.chooseLane(/red/);
  await station.tap(7);
  await station.expectUnsent(0);
  const row = console.device("Tablet 1");
  await expect(row).toContainText("red");
  await expect(row).toContainText("2 players");
  // How long an answer takes is known with the second word of a station.
  await expect(row).toContainText(/network \w+, \d+ ms/, { timeout: 30_000 });
  await expectAccessible(page);

  // A browser that keeps nothing on its disk is one to be afraid for: every desk says so.
  const desk = await visitor("desk");
  const grouping = new EnrolPage(desk.page);
  await grouping.open(server.url);
  await grouping.enrol(await api.code("lane_assign", "Desk 2"));
  await new LanesPage(desk.page).expectOpen();
  const strip = desk.page.getByRole("complementary", { name: "Stations that need somebody" });
  await expect(strip).toHaveCount(0);
  const second = await visitor("tablet");
  await second.page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  const forgetful = new EnrolPage(second.page);
  await forgetful.open(server.url);
  await forgetful.enrol(await api.code("lane_count", "Tablet 2"));
  const other = new StationPage(second.page);
  await other.expectOpen();
  await other.chooseLane(/blue/);
  await expect(strip).toContainText("blue: keeps taps in memory only", { timeout: 30_000 });
  await expectAccessible(desk.page);
  await expect(console.device("Tablet 2")).toContainText("keeps taps in memory only");
  await (await other.openMore()).getByRole("button", { name: "Change lane" }).click();

  // The new tablet takes over name and lane; the old one is shut out.
  const code = server.keepSecret(await console.replace("Tablet 1"));
  await expectAccessible(page);
  first.watch.allow(/\b401\b/, /WebSocket/);
  const third = await visitor("tablet");
  const anew = new EnrolPage(third.page);
  await anew.open(server.url);
  await anew.enrol(code);
  const heir = new StationPage(third.page);
  await heir.expectOpen();
  await expect(third.page.getByRole("heading", { level: 1, name: /red/ })).toBeVisible();
  await heir.expectLaps(7, 1);
  await heir.tap(8);
  await heir.expectUnsent(0);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(console.device("Tablet 1")).toHaveCount(1);
  await station.tap(7);
  await expect(first.page.getByRole("alert").filter({ hasText: /sign|enrol/i })).toBeVisible();
  await expect(station.unsent).not.toHaveText(/^\s*0 unsent/);
});
