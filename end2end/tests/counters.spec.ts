// Two tablets at one lane: together what both tap is one question, answered on either; each for itself their tallies are
// laid beside each other at the desk, and what differs is settled by a press.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { SignInPage } from "../pages/signin";
import { StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);

test("one lap or two is asked once, and two tallies are settled", async ({ visitor }) => {
  await api.openRace();
  const stationOf = async (name: string, screen: "tablet" | "phone") => {
    const helper = await visitor(screen);
    const enrol = new EnrolPage(helper.page);
    await enrol.open(server.url);
    await enrol.enrol(await api.code("lane_count", name));
    const station = new StationPage(helper.page);
    await station.expectOpen();
    await station.chooseLane(/red/);
    return station;
  };
  const mia = await stationOf("Lane red A", "tablet");
  const jonas = await stationOf("Lane red B", "phone");

  // Both saw the same hand at the wall.
  await mia.tap(7);
  await jonas.expectLaps(7, 1);
  await jonas.tap(7);
  const asks = /Both tablets counted 7 within \d s: one lap or two\?/;
  for (const station of [mia, jonas]) {
    await expect(station.page.getByText(asks)).toBeVisible();
    await station.expectLaps(7, 1);
  }
  await expectAccessible(jonas.page);
  // The keyboard answers as a finger does.
  const one = mia.page.getByRole("button", { name: /^One lap\b.*bib 7$/ });
  await one.focus();
  await mia.page.keyboard.press("Enter");
  await expect(jonas.page.getByText(asks)).toBeHidden();
  await expect(mia.page.getByText(asks)).toBeHidden();
  expect(await api.laps()).toMatchObject({ 7: 1 });

  // From now on each counts for itself.
  const desk = await visitor("desk");
  const signIn = new SignInPage(desk.page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(desk.page).expectOpen();
  await desk.page.getByRole("button", { name: "Edit lane red" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Lane red" });
  await dialog.getByRole("radio", { name: "Each for itself" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await desk.page.goto(`${server.url}/tallies`);
  await expect(desk.page.getByText("The other tablet has not counted yet.")).toBeVisible();

  await mia.tap(8);
  await mia.expectLaps(8, 1);
  await jonas.tap(8);
  await jonas.expectLaps(8, 1);
  await mia.tap(7);
  await mia.expectLaps(7, 2);
  await jonas.tap(8);
  await jonas.expectLaps(8, 2);
  expect(await api.laps(), "the board has what one of them counted").toMatchObject({ 7: 2, 8: 1 });
  await expect(jonas.page.getByText(asks)).toBeHidden();

  // Once the race is over all of it is compared; before, only what the other helper has had time to tap.
  await api.clock("finish");
  await desk.page.reload();
  const red = desk.page.getByRole("region", { name: /Lane red/ });
  await expect(red.getByText("2 differences")).toBeVisible();
  await expect(red.getByText("Lane red A counts")).toBeVisible();
  await expectAccessible(desk.page);
  await red.getByRole("button", { name: /^It was one\b.*bib 7$/ }).click();
  await expect(red.getByText("1 difference", { exact: true })).toBeVisible();
  await red.getByRole("button", { name: /^Count it\b.*bib 8$/ }).click();
  await expect(red.getByText("Both tallies agree.")).toBeVisible();
  await expect.poll(() => api.laps()).toMatchObject({ 7: 2, 8: 2 });
});
