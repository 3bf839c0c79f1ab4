// What the event is and who may still come in: locked registration, an edited event, one that is called off, and laps
// corrected by hand.
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

test.beforeAll(() => api.openEvent());

test("a lock of registration closes reception at once @everySize", async ({ visitor }) => {
  const floor = await visitor("desk");
  const signIn = new SignInPage(floor.page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  const console = new ConsolePage(floor.page);
  await console.expectOpen();
  const registration = floor.page.getByRole("region", { name: "Registration" });

  const desk = await visitor("desk");
  const enrol = new EnrolPage(desk.page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("reception", "Desk 1"));
  const reception = new ReceptionPage(desk.page);
  await reception.expectOpen();
  await expect(reception.name).toBeVisible();

  await registration.getByRole("button", { name: "Lock now" }).click();
  await expect(registration.getByRole("status")).toContainText("Locked since");
  await expectAccessible(floor.page);
  await expect(reception.form.getByRole("status").filter({ hasText: "Registration is locked" })).toBeVisible();
  await expect(reception.name).toBeHidden();
  await expect(desk.page.getByRole("button", { name: "Import a start list" })).toHaveCount(0);
  await expectAccessible(desk.page);

  // Floor and admin still register, with a reason that is asked for before anything is sent.
  await floor.page.goto(`${server.url}/reception`);
  const late = new ReceptionPage(floor.page);
  await late.expectOpen();
  await late.name.fill("Nora Lindqvist");
  await late.name.press("Enter");
  const reason = late.form.getByLabel("Reason for the late registration");
  await expect(reason).toBeFocused();
  await expect(late.row("Nora Lindqvist")).toHaveCount(0);
  await expectAccessible(floor.page);
  await reason.fill("came by the late train");
  await reason.press("Enter");
  await late.expectRegistered("Nora Lindqvist");
  await expect(reception.row("Nora Lindqvist")).toBeVisible();
  const audit = new AuditPage(floor.page);
  await audit.open(server.url);
  await expect(audit.entry(/registered.*Nora Lindqvist/)).toContainText("came by the late train");
  await expect(audit.entry("registered past the lock")).toHaveCount(1);

  // A time that lies ahead locks nothing yet; lifting the lock opens reception where it stands.
  await console.open(server.url);
  await registration.getByRole("button", { name: "Unlock" }).click();
  await expect(registration.getByRole("status")).toContainText("Reception registers");
  await expect(reception.name).toBeVisible();
  await registration.getByText("Lock from a time on").click();
  await registration.getByLabel("Locked from").fill("2090-01-01T09:00:30");
  await registration.getByRole("button", { name: "Set the time" }).click();
  await expect(registration.getByRole("status")).toContainText("Will be locked at 2090-01-01 09:00");
  await reception.name.fill("Otis Brandt");
  await reception.name.press("Enter");
  await reception.expectRegistered("Otis Brandt");
});

test("an edited event and one that is called off are seen at once", async ({ visitor }) => {
  await api.openEvent("Strandbad");
  const { page } = await visitor("desk");
  const signIn = new SignInPage(page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(page).expectOpen();
  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(`${server.url}/e/strandbad`);
  const heading = hall.page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText("Strandbad");

  await page.getByRole("button", { name: "Edit the event" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit the event" });
  await expectAccessible(page);
  await dialog.getByLabel("Lap length in metres").fill("0");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("metres");
  await dialog.getByLabel("Event name").fill("Strandbad am See");
  await dialog.getByLabel("Lap length in metres").fill("25");
  await dialog.getByLabel("Reason").fill("the short pool");
  await dialog.getByLabel("Time zone of the place").fill("Europe/Berlin");
  await dialog.getByLabel("Planned start").fill("2027-06-05T14:00:30");
  await dialog.getByLabel("Planned end").fill("2027-06-05T13:00:30");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The end lies after the start");
  await dialog.getByLabel("Planned end").fill("2027-06-06T14:00:30");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("2027-06-05 14:00 – 2027-06-06 14:00")).toBeVisible();
  await expect(heading).toHaveText("Strandbad am See");
  await expect(hall.page.locator("header")).toContainText("25 m a lap");
  await expect(hall.page).toHaveTitle(/Strandbad am See/);

  await page.getByRole("button", { name: "Call it off" }).click();
  await page.getByRole("dialog", { name: "Call the event off?" }).getByRole("button", { name: "Yes" }).click();
  await expect(hall.page.locator("header")).toContainText("Called off");
  await expect(page.getByRole("link", { name: "Set up another event" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Let it take place" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Yes" }).click();
  await expect(hall.page.locator("header")).toContainText("Before the start");

  const audit = new AuditPage(page);
  await audit.open(server.url);
  await expect(audit.entry("event changed")).toContainText("the short pool");
  await expect(audit.entry("event called off")).toHaveCount(1);
});

test("laps are corrected by hand, and the trail is narrowed by time", async ({ visitor }) => {
  await api.openEvent("Hallenbad");
  await api.register({ bib: 7, name: "Ada Byron" });
  await api.place(7, "red", 0);
  await api.clock("start");
  const { page, watch } = await visitor("desk");
  const signIn = new SignInPage(page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(page).expectOpen();
  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(server.url);

  await page.goto(`${server.url}/reception`);
  const reception = new ReceptionPage(page);
  await reception.expectOpen();
  watch.allow(/\b400\b/);
  await reception.players.getByRole("button", { name: "Laps 7", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Laps: 7/ });
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Laps" }).fill("3");
  await dialog.getByRole("button", { name: "Correct 7" }).click();
  await expect(dialog.getByRole("alert")).toContainText("why");
  await dialog.getByLabel("Reason").fill("sheet of lane 2");
  await dialog.getByRole("button", { name: "Correct 7" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "3 laps" })).toBeVisible();
  await board.expectDistance(7, "150 m");

  const audit = new AuditPage(page);
  await audit.open(server.url, "?event=hallenbad");
  await expect(audit.entry("laps adjusted")).toContainText("sheet of lane 2");
  await page.getByLabel("From").fill("2090-01-01T00:00:00");
  await page.getByLabel("From").press("Tab");
  await expect(audit.entries).toHaveCount(0);
  await expect(page).toHaveURL(/from=2089-12-31T23%3A00%3A00/);
  await page.getByLabel("From").fill("2020-01-01T00:00:30");
  await page.getByLabel("From").press("Tab");
  await expect(audit.entry("laps adjusted")).toHaveCount(1);

  // The address carries the filter over a reload, and what it shows can be undone.
  await page.reload();
  await audit.expectOpen();
  await expect(page.getByLabel("From")).toHaveValue("2020-01-01T00:00:30");
  await audit.undo(audit.entry("laps adjusted"), "the sheet of lane 3");
  await expect(page.getByRole("dialog")).toBeHidden();
  await board.expectDistance(7, "0 m");
  watch.allow(/\b404\b/);
  await page.goto(`${server.url}/audit?target=player:999`);
  await expect(page.getByRole("alert")).toContainText("999");
});
