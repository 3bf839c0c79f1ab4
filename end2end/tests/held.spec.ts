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
