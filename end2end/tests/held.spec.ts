// Laps that cannot count as things stand: kept, shown with their reason, counted or dismissed by a person.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { BoardPage } from "../pages/board";
import { ConsolePage } from "../pages/console";
import { HeldPage } from "../pages/held";
import { SignInPage } from "../pages/signin";

const server = useServer();
const api = new Api(server);

test("held laps are counted or dismissed @everySize", async ({ visitor }) => {
  await api.openEvent();
  await api.register({ bib: 1, name: "Mira Okonkwo" }, { bib: 2, name: "Jonas Feld" });
  await api.place(1, "red", 0);
  await api.clock("start");

  const { page } = await visitor("desk");
  const signIn = new SignInPage(page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(page).expectOpen();
  const held = new HeldPage(page);
  await held.open(server.url);
  await held.expectEmpty();
  await expectAccessible(page);

  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(server.url);

  expect(await api.tap(2)).toMatchObject({ status: "held" });
  expect(await api.tap(99)).toMatchObject({ status: "held" });
  await expect(held.row(2)).toBeVisible();
  await expect(held.row(99)).toBeVisible();
  await expectAccessible(page);
  await held.count(2);
  await board.expectDistance(2, "50 m");
  await held.dismiss(99);
  await held.expectEmpty();
});

test("laps that look wrong are kept, taken back or completed with one tap @everySize", async ({ visitor }) => {
  const minute = 60_000;
  const start = Date.now() - 30 * minute;
  const tapAt = (bib: number, ...minutes: number[]) =>
    minutes.reduce((before, at) => before.then(() => expectCounted(bib, new Date(start + at * minute))), Promise.resolve());
  const expectCounted = async (bib: number, at: Date) => {
    expect(await api.tap(bib, at)).toMatchObject({ status: "counted" });
  };
  await api.clock("finish");
  await api.openEvent("Hallenbad", "optional");
  await api.register({ bib: 11, name: "Ida Renner" }, { bib: 12, name: "Tom Weiss" }, { bib: 13, name: "Lea Krug" });
  await api.clock("start", new Date(start));
  // One tapped twice within a quarter of a minute, one with a lap that nobody tapped, one with a true sprint.
  await tapAt(11, 2, 4, 6, 8, 8.2, 10, 12, 14);
  await tapAt(12, 2, 4, 6, 8, 12, 14, 16, 18);
  await tapAt(13, 2, 4, 6, 8, 8.2, 10, 12, 14);

  const { page } = await visitor("desk");
  const signIn = new SignInPage(page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(page).expectOpen();
  const held = new HeldPage(page);
  await held.open(server.url);
  await expect(held.doubt(11, "double tap?")).toContainText("after 0:12");
  await expect(held.doubt(12, "one missed?")).toContainText("usually 2:00");
  await expectAccessible(page);
  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(server.url);
  await board.expectDistance(11, "400 m");

  await held.doubt(11, "double tap?").getByRole("button", { name: /^Take back/ }).click();
  await board.expectDistance(11, "350 m");
  await held.doubt(12, "one missed?").getByRole("button", { name: /^Add 1 lap/ }).click();
  await board.expectDistance(12, "450 m");
  await held.doubt(13, "double tap?").getByRole("button", { name: /^Keep/ }).click();
  await expect(held.doubtful).toHaveCount(0);
  await board.expectDistance(13, "400 m");
  // What was answered is not asked again.
  await page.reload();
  await held.expectEmpty();
  await expect(held.doubtful).toHaveCount(0);
});
