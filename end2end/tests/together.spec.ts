// Two people at two screens: what one gets wrong the other finds and undoes, while the boards follow and a viewer can do
// neither.
import { Api } from "../tools/api";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { AuditPage } from "../pages/audit";
import { BoardPage } from "../pages/board";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { PinPad } from "../pages/operators";
import { ReceptionPage } from "../pages/reception";
import { SignInPage } from "../pages/signin";
import { StationPage } from "../pages/station";
import { TakingsPage } from "../pages/takings";

const server = useServer();
const api = new Api(server);

test("a wrong lap, a withdrawal and a payment of one are undone by another", async ({ visitor }) => {
  await api.openEvent();
  await api.register({ bib: 7, name: "Ada Byron" }, { bib: 8, name: "Bo Lienert" });
  await api.place(7, "red", 0);
  await api.place(8, "red", 1);
  await api.clock("start");
  expect(await api.tap(8)).toMatchObject({ status: "counted" });
  await api.operator("Mia Kern", server.keepSecret("81500"), "floor");
  await api.operator("Jonas Ott", server.keepSecret("47110"), "floor");
  await api.operator("Vi Sager", server.keepSecret("31415"), "viewer");

  const hall = await visitor("phone");
  const board = new BoardPage(hall.page);
  await board.open(server.url);
  await board.expectOrder(8, 7);

  const signedIn = async (pin: string, screen: "desk" | "tablet" = "desk") => {
    const person = await visitor(screen);
    const signIn = new SignInPage(person.page);
    await signIn.open(server.url);
    await new PinPad(person.page, "Sign in").enter(pin);
    return person;
  };

  // Mia is at a lane's tablet, then at the desk, and gets three things wrong.
  const tablet = await visitor("tablet");
  const enrol = new EnrolPage(tablet.page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_count", "Lane 1"));
  const station = new StationPage(tablet.page);
  await station.expectOpen();
  await station.chooseLane(/red/);
  await (await station.openMore()).getByRole("button", { name: "Begin shift" }).click();
  await new PinPad(tablet.page.getByRole("dialog", { name: "Begin a shift" }), "Begin shift").enter("81500");
  await expect(tablet.page.getByText("Mia Kern · Lane 1")).toBeVisible();
  await station.tap(7);
  await board.expectDistance(7, "50 m");

  const mia = await signedIn("81500");
  await new ConsolePage(mia.page).expectOpen();
  const takings = new TakingsPage(mia.page);
  await takings.open(server.url);
  await takings.choose(7);
  await takings.set("Entry fee", "Cash");
  await takings.take("12.50", /^Take €12.50$/);
  await mia.page.getByRole("navigation", { name: "Desks" }).getByRole("link", { name: "Reception" }).click();
  const reception = new ReceptionPage(mia.page);
  await reception.expectOpen();
  await reception.changeStanding(8, "Withdraw", "said so at the desk");
  await expect(board.row(8)).toContainText(/withdrawn/i);

  // Jonas finds each in the trail, and undoes it.
  const jonas = await signedIn("47110");
  await new ConsolePage(jonas.page).expectOpen();
  const audit = new AuditPage(jonas.page);
  await audit.open(server.url);
  const dialog = jonas.page.getByRole("dialog");
  for (const [entry, reason] of [
    [/lap counted.*Ada Byron.*Mia Kern · Lane 1/s, "the cap was eight"],
    [/withdrawn.*Bo Lienert.*Mia Kern/s, "it was somebody else"],
    [/€12\.50.*Mia Kern/s, "the money was Bo's"],
  ] as const) {
    await audit.undo(audit.entry(entry).first(), reason);
    await expect(dialog).toBeHidden();
    await expect(audit.entry(reason)).toContainText("Jonas Ott");
  }
  await board.expectDistance(7, "0 m");
  await expect(board.row(8)).not.toContainText(/withdrawn/i);
  await board.expectOrder(8, 7);
  await takings.open(server.url);
  await takings.expectToday("€0.00");
  await expect(takings.row("Ada Byron")).toContainText("undone");
  await station.expectLaps(7, 0);

  // A viewer sees what happened, and no way back; nor does the server give one.
  const viewer = await signedIn("31415");
  viewer.watch.allow(/\b403\b/);
  await expect(viewer.page).toHaveURL(/\/$/);
  const seen = new AuditPage(viewer.page);
  await seen.open(server.url, "?target=player:7");
  await expect(seen.entry("lap counted").first()).toBeVisible();
  await expect(viewer.page.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  const refused = await viewer.page.evaluate(async () => {
    const trail = await (await fetch("/api/v1/audit?target=player:7")).json();
    const open = trail.data.entries.find((entry: { undoable: boolean }) => entry.undoable);
    const headers = { "content-type": "application/json" };
    return (await fetch(`/api/v1/audit/${open.id}/undo`, { method: "POST", headers, body: "{}" })).status;
  });
  expect(refused).toBe(403);
});
