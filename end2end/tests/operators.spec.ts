// People with a PIN: made at the console, signed in at a pad, on shift at a station, and gone at once.
import { Api } from "../tools/api";
import { expectAccessible, expectClosed } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { AuditPage } from "../pages/audit";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { OperatorsPanel, PinPad } from "../pages/operators";
import { ReceptionPage } from "../pages/reception";
import { SignInPage } from "../pages/signin";
import { StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);

test.describe.configure({ mode: "serial" });

test("an operator is made at the console and signs in at the pad @everySize", async ({ visitor }) => {
  const [name, pin] = ["Rea Sand", server.keepSecret("90471")];
  await api.openEvent();
  const admin = await visitor("desk");
  const signIn = new SignInPage(admin.page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(admin.page).expectOpen();
  const operators = new OperatorsPanel(admin.page);
  await operators.make(name, "Reception", pin);
  await expectAccessible(admin.page);

  // A PIN that somebody has is refused where it was typed, and an easy one is advised against.
  admin.watch.allow(/\b400\b/);
  const dialog = await operators.openNew();
  await operators.fill(dialog, "Ben", "Floor", pin);
  await expect(dialog.getByRole("alert")).toContainText("in use");
  await dialog.getByRole("textbox", { name: "PIN" }).fill("1234");
  await expect(dialog.getByText(/first that anybody would try/)).toBeVisible();
  await expectAccessible(admin.page);
  await dialog.getByRole("button", { name: "Cancel" }).click();

  const desk = await visitor("desk");
  desk.watch.allow(/\b40[13]\b/);
  await desk.page.goto(`${server.url}/signin`);
  await new SignInPage(desk.page).expectOpen();
  await expectAccessible(desk.page);
  const pad = new PinPad(desk.page, "Sign in");
  await pad.enter("0000");
  await expect(desk.page.getByRole("alert")).toContainText("Nobody has this PIN");
  await expect(desk.page.getByLabel("PIN", { exact: true })).toHaveValue("");
  await pad.enter(pin);
  await new ReceptionPage(desk.page).expectOpen();
  await expect(desk.page.getByText(name)).toBeVisible();

  await operators.retire(name);
  await desk.page.reload();
  await expectClosed(desk.page);
});

test("a shift begins and ends at a station without its page being left", async ({ visitor }) => {
  await api.register({ bib: 7, name: "Ada Byron" });
  await api.place(7, "red", 0);
  await api.clock("start");
  await api.operator("Lena", "4791", "lane_count");
  await api.operator("Omar", "4795", "lane_count");
  await api.operator("Desk person", "4792", "reception");

  const { page, watch } = await visitor("desk");
  watch.allow(/\b403\b/);
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_count", "Lane 1"));
  const station = new StationPage(page);
  await station.expectOpen();
  await station.chooseLane(/red/);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  await (await station.openMore()).getByRole("button", { name: "Begin shift" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Begin a shift" });
  await expectAccessible(page);
  const pad = new PinPad(dialog, "Begin shift");
  await pad.enter("4792");
  await expect(dialog.getByRole("alert")).toContainText("may not");
  await pad.enter("4791");
  await expect(dialog).toBeHidden();
  await expect(page.locator("#more")).toBeHidden();
  await expect(page.getByText("Lena · Lane 1")).toBeVisible();
  await station.tap(7);
  await expect.poll(() => api.lastActor("lap.count")).toEqual({ name: "Lena", device: "Lane 1" });
  // The next helper takes over, and is still on shift at another choice of the lane.
  await (await station.openMore()).getByRole("button", { name: "Take over" }).click();
  await pad.enter("4795");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Omar · Lane 1")).toBeVisible();
  await (await station.openMore()).getByRole("button", { name: "Change lane" }).click();
  await station.chooseLane(/red/);
  await expect(page.getByText("Omar · Lane 1")).toBeVisible();
  await (await station.openMore()).getByRole("button", { name: "End shift" }).click();
  await expect(page.getByText("Omar · Lane 1")).toHaveCount(0);
  await expect((await station.openMore()).getByRole("button", { name: "Begin shift" })).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("a viewer reads a player's trail without names and without a way back", async ({ visitor }) => {
  await api.operator("Vi", "4793", "viewer");
  const { page, watch } = await visitor("desk");
  watch.allow(/\b403\b/);
  await page.goto(`${server.url}/signin`);
  await new SignInPage(page).expectOpen();
  await new PinPad(page, "Sign in").enter("4793");
  await expect(page).toHaveURL(/\/$/);
  await page.goto(`${server.url}/audit?target=player:7`);
  const audit = new AuditPage(page);
  await audit.expectOpen();
  await expect(audit.entry("placed")).toHaveCount(1);
  await expect(page.getByText("Ada Byron")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await expectAccessible(page);
  const refused = await page.evaluate(async () => {
    const trail = await (await fetch("/api/v1/audit?target=player:7")).json();
    const undo = `/api/v1/audit/${trail.data.entries[0].id}/undo`;
    const headers = { "content-type": "application/json" };
    return (await fetch(undo, { method: "POST", headers, body: "{}" })).status;
  });
  expect(refused).toBe(403);
});

test("wrong PINs are followed by a wait that is counted down", async ({ visitor }) => {
  await api.operator("Noor", "4790", "reception");
  const { page, watch } = await visitor("desk");
  watch.allow(/\b4(01|29)\b/);
  await page.goto(`${server.url}/signin`);
  await new SignInPage(page).expectOpen();
  const pad = new PinPad(page, "Sign in");
  const note = page.getByRole("status").filter({ hasText: /Wait \d+ s/ });
  for (let tries = 0; tries < 6 && (await note.count()) === 0; tries++) {
    const answered = page.waitForResponse(/\/fn\/session\/pin/);
    await pad.enter("0000");
    await answered;
  }
  await expect(note).toBeVisible();
  await expectAccessible(page);
  const seconds = async () => Number((await note.innerText()).match(/\d+/)?.[0]);
  const before = await seconds();
  await expect.poll(seconds).toBeLessThan(before);
  // The wait is known to a page that is opened anew.
  await page.reload();
  await new SignInPage(page).expectOpen();
  await expect(note).toBeVisible();
});
