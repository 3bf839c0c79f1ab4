// The reception beyond the story: given bibs, edits, and start lists.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { BoardPage } from "../pages/board";
import { EnrolPage } from "../pages/enrol";
import { LanesPage } from "../pages/lanes";
import { ReceptionPage } from "../pages/reception";

const server = useServer();
const api = new Api(server);

test.beforeAll(() => api.openEvent());

test("an empty list, a given bib, a taken one, an edit", async ({ visitor }) => {
  const { page, watch } = await visitor("desk");
  watch.allow(/\b409\b/);
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("reception", "Desk 1"));
  const reception = new ReceptionPage(page);
  await reception.expectOpen();
  await expect(page.locator(".empty")).toBeVisible();
  await expectAccessible(page);

  await reception.form.getByLabel("Bib", { exact: true }).fill("77");
  await reception.name.fill("Ada Byron");
  await reception.name.press("Enter");
  await reception.expectRegistered("Ada Byron");
  await expect(reception.row("Ada Byron")).toContainText("77");

  await reception.form.getByLabel("Bib", { exact: true }).fill("77");
  await reception.name.fill("Bo Li");
  await reception.name.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "77" })).toBeVisible();
  await expect(reception.row("Bo Li")).toHaveCount(0);
  await expect(reception.name, "what was typed is not lost").toHaveValue("Bo Li");

  await reception.edit(77, async (dialog) => {
    await expectAccessible(page);
    await dialog.getByLabel("Team").fill("SV Nord");
  });
  await expect(reception.row("Ada Byron")).toContainText("SV Nord");
});

test("a start list comes in whole or not at all", async ({ visitor }) => {
  const { page } = await visitor("desk");
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("reception", "Desk 2"));
  const reception = new ReceptionPage(page);
  await reception.expectOpen();

  let dialog = await reception.previewStartList("Startnummer;Name;Jahrgang\n201;Pia Lindqvist;2011\n-4;Tom Bach;1990\n");
  await expect(dialog.locator(".bad")).toHaveCount(1);
  await expect(dialog.getByRole("button", { name: /^Import/ })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(reception.row("Pia Lindqvist")).toHaveCount(0);

  dialog = await reception.previewStartList("bib,name,team\n201,Pia Lindqvist,Schule am See\n202,Tom Bach,\n");
  await dialog.getByRole("button", { name: "Import 2 players" }).click();
  await expect(dialog).toBeHidden();
  await expect(reception.row("Pia Lindqvist")).toContainText("201");
  await expect(reception.row("Tom Bach")).toContainText("202");
});

test("a player withdraws, is disqualified, re-enters, and one registered by mistake is removed", async ({ visitor }) => {
  await api.register({ bib: 301, name: "Nora Quist" }, { bib: 302, name: "Finn Oster" });
  await api.place(301, "red", 0);
  const { page, watch } = await visitor("desk");
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("reception", "Desk 3"));
  const reception = new ReceptionPage(page);
  await reception.expectOpen();
  await expect(reception.only("All"), "nobody has left yet").toHaveCount(0);

  await reception.changeStanding(301, "Withdraw", "cramp", async (dialog) => {
    await expect(dialog).toContainText("Laps and rank stay");
    await expectAccessible(page);
  });
  await expect(reception.row("Nora Quist")).toContainText("withdrawn");
  await reception.only("Withdrawn").check();
  await expect(reception.row("Nora Quist")).toBeVisible();
  await expect(reception.row("Finn Oster")).toHaveCount(0);
  await expectAccessible(page);
  await reception.only("All").check();

  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(server.url);
  await expect(board.row(301)).toContainText("withdrawn");
  await expectAccessible(hall.page);

  const grouping = await visitor("desk");
  const door = new EnrolPage(grouping.page);
  await door.open(server.url);
  await door.enrol(await api.code("lane_assign", "Grouping"));
  const lanes = new LanesPage(grouping.page);
  await lanes.expectOpen();
  await lanes.choose(301);
  await expect(lanes.chosen).toContainText("withdrawn");
  await expect(lanes.chosen.getByRole("button", { name: /^Place in/ })).toHaveCount(0);
  await expectAccessible(grouping.page);

  await reception.changeStanding(301, "Disqualify", "cut the lane short");
  await expect(board.row(301)).toHaveCount(0);
  await reception.changeStanding(301, "Re-enter", "the jury decided otherwise");
  await expect(reception.row("Nora Quist")).toContainText("registered");
  await expect(board.row(301)).not.toContainText("withdrawn");
  await expect(lanes.chosen.getByRole("button", { name: /^Place in/ }).first()).toBeVisible();

  await reception.changeStanding(302, "Remove", "registered twice");
  await expect(reception.row("Finn Oster")).toHaveCount(0);

  // Whoever has laps is not removed: they would be lost.
  watch.allow(/\b409\b/);
  await api.place(301, "red", 1);
  await api.clock("start");
  await api.tap(301);
  await reception.changeStanding(301, "Remove", "by mistake");
  await expect(page.getByRole("alert").filter({ hasText: "would be lost" })).toBeVisible();
});
