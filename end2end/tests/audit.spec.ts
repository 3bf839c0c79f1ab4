// The audit trail: seen as it grows, narrowed, and undone from, while the boards follow.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { AuditPage } from "../pages/audit";
import { BoardPage } from "../pages/board";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { ReceptionPage } from "../pages/reception";
import { SignInPage } from "../pages/signin";

const server = useServer();
const api = new Api(server);

test("what was done is seen as it comes and undone @everySize", async ({ visitor }) => {
  await api.openEvent();
  await api.register({ bib: 7, name: "Ada Byron", team: "Nordlichter" }, { bib: 8, name: "Bo Li" });
  await api.place(7, "red", 0);
  await api.clock("start");

  const { page, watch } = await visitor("desk");
  const signIn = new SignInPage(page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(page).expectOpen();
  const audit = new AuditPage(page);
  await audit.open(server.url);
  await expect(audit.entry("race started")).toHaveCount(1);
  await expectAccessible(page);

  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(server.url);
  expect(await api.tap(7)).toMatchObject({ status: "counted" });
  await board.expectDistance(7, "50 m");
  await expect(audit.entry("lap counted")).toContainText("7 · Ada Byron");

  await audit.undo(audit.entry("lap counted"), "tapped twice");
  await expect(page.getByRole("dialog")).toBeHidden();
  await board.expectDistance(7, "0 m");
  await expect(audit.entry(/Undone: lap counted/)).toContainText("tapped twice");
  await expect(audit.entry(/^(?!.*Undone).*lap counted/)).toContainText("undone");
  // An undo is undone from the same list.
  await audit.undo(audit.entry(/Undone: lap counted/), "it was right");
  await board.expectDistance(7, "50 m");

  // What stands in the way is said, and can be undone together.
  watch.allow(/409/);
  await audit.undo(audit.entry(/registered.*Ada Byron/), "the wrong event");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("1 counted laps and slot 0 of red");
  await expectAccessible(page);
  await dialog.getByRole("checkbox", { name: /Undo first/ }).check();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(dialog).toBeHidden();
  await expect(board.row(7)).toHaveCount(0);

  // Narrowed by bib, with an address that can be shared.
  await page.getByRole("searchbox", { name: "Bib" }).fill("8");
  await page.getByRole("searchbox", { name: "Bib" }).press("Enter");
  await expect(audit.entries).toHaveCount(1);
  await expect(audit.entry("Bo Li")).toHaveCount(1);
  await expect(page).toHaveURL(/target=player/);
});

test("a desk sees the history of a player and nothing else", async ({ visitor }) => {
  const { page, watch } = await visitor("desk");
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("reception", "Desk 1"));
  const reception = new ReceptionPage(page);
  await reception.expectOpen();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Audit" })).toHaveCount(0);
  await page.getByRole("button", { name: /^Edit\s+8/ }).click();
  await page.getByRole("dialog").getByRole("link", { name: "History" }).click();
  const audit = new AuditPage(page);
  await audit.expectOpen();
  await expect(audit.entry("Bo Li")).toHaveCount(1);
  await expectAccessible(page);

  watch.allow(/403/);
  await page.goto(`${server.url}/audit`);
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
});
