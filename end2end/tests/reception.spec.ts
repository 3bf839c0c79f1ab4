// The reception beyond the story: given bibs, edits, and start lists.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { EnrolPage } from "../pages/enrol";
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
