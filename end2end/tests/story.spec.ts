// The main job, from an empty database to a board that moves: everybody at once, each in a browser of their own.
import { expectAccessible, expectNotReloaded, markAsLoaded, untilLive } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { BoardPage } from "../pages/board";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { LanesPage } from "../pages/lanes";
import { ReceptionPage } from "../pages/reception";
import { SetupPage } from "../pages/setup";
import { StationPage } from "../pages/station";

const server = useServer();

test("from an empty database to a moving board @everySize", async ({ visitor }) => {
  const admin = await visitor("desk");
  const desk = await visitor("desk");
  const grouping = await visitor("desk");
  const lane = await visitor("tablet");
  const hall = await visitor("phone");

  const setup = new SetupPage(admin.page);
  const console = new ConsolePage(admin.page);
  const reception = new ReceptionPage(desk.page);
  const lanes = new LanesPage(grouping.page);
  const station = new StationPage(lane.page);
  const board = new BoardPage(hall.page);

  await test.step("the holder of the admin token sets up the event", async () => {
    await admin.page.goto(server.url);
    await untilLive(admin.page);
    await expectAccessible(admin.page);
    await setup.openFromStart(server.url);
    await expectAccessible(admin.page);
    await setup.create({
      adminToken: server.adminToken,
      name: "24 h Seebad",
      sport: "Swim",
      lapLength: "50",
      lapsPerTap: "1",
      paceGroups: [
        { name: "red", places: "4" },
        { name: "blue", places: "2" },
      ],
    });
    await console.expectOpen();
    expect(await admin.page.content(), "the token came back to the page").not.toContain(server.adminToken);
  });

  await test.step("the browser holds an HttpOnly cookie and nothing else", async () => {
    const cookies = await admin.page.context().cookies();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false });
      server.keepSecret(cookie.value);
    }
    const kept = await admin.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toContain(server.adminToken);
  });

  await test.step("registration opens and three devices are enrolled", async () => {
    await console.openRegistration();
    const enrolled = [
      { role: "Reception", name: "Desk 1", visitor: desk },
      { role: "Grouping desk", name: "Desk 2", visitor: grouping },
      { role: "Lane station", name: "Lane 1", visitor: lane },
    ] as const;
    for (const { role, name, visitor } of enrolled) {
      const code = server.keepSecret(await console.issueCode(role, name));
      const enrol = new EnrolPage(visitor.page);
      if (role === "Lane station") {
        await enrol.enrolByLink(server.url, code);
      } else {
        await enrol.open(server.url);
        await expectAccessible(visitor.page);
        await enrol.enrol(code);
      }
      await expect(visitor.page).not.toHaveURL(/\/enrol/);
      await expect(console.device(name)).toBeVisible();
    }
    await expectAccessible(admin.page);
  });

  await test.step("the reception registers by keyboard alone", async () => {
    await reception.expectOpen();
    await reception.registerByKeyboard("Mira Okonkwo");
    await reception.registerByKeyboard("Jonas Feld", "1988");
    await reception.registerByKeyboard("Emil Sørensen", "11");
    await expect(reception.row("Emil Sørensen")).toContainText("3");
    await reception.search.fill("jon");
    await expect(reception.row("Mira Okonkwo")).toHaveCount(0);
    await expect(reception.row("Jonas Feld")).toBeVisible();
    await reception.search.fill("");
    await expect(reception.row("Mira Okonkwo")).toBeVisible();
    await expectAccessible(desk.page);
  });

  await test.step("the board shows them by their public names", async () => {
    await board.open(server.url);
    await expect(hall.page.getByRole("heading", { level: 1, name: "24 h Seebad" })).toBeVisible();
    await board.expectOrder(1, 2, 3);
    await expect(board.row(3)).toContainText("Emil S.");
    await expect(board.row(3)).not.toContainText("Sørensen");
    await expectAccessible(hall.page);
    await markAsLoaded(hall.page);
  });

  await test.step("the grouping desk places two of them", async () => {
    await lanes.expectOpen();
    await lanes.placeByKeyboard(1, "red");
    await lanes.place(2, "red");
    await expectAccessible(grouping.page);
    await markAsLoaded(grouping.page);
  });

  await test.step("the station chooses its lane", async () => {
    await station.expectOpen();
    await expectAccessible(lane.page);
    await station.chooseLane(/red/);
    await expect(station.card(1)).toBeVisible();
    await expect(station.card(2)).toBeVisible();
    await expect(station.card(3)).toHaveCount(0);
    await station.expectLargeTargets();
    await markAsLoaded(lane.page);
  });

  await test.step("the clock starts, taps count, and the board follows", async () => {
    await console.startTheClock();
    await station.tap(1);
    await station.expectLaps(1, 1);
    await board.expectDistance(1, "50 m");
    await station.tap(2);
    await station.expectLaps(2, 1);
    await station.tap(2);
    await station.expectLaps(2, 2);
    await board.expectDistance(2, "100 m");
    await board.expectOrder(2, 1, 3);
    await station.expectUnsent(0);
  });

  await test.step("a wrong tap is taken back within its five seconds", async () => {
    // Nothing on the way from the tap to its undoing waits for the server, whose disk may be slow for longer than that.
    await station.tap(1);
    await station.expectLaps(1, 2);
    await station.undo(1);
    await station.expectLaps(1, 1);
    await board.expectDistance(1, "50 m");
    await expectAccessible(lane.page);
  });

  await test.step("the station takes a player onto its lane and lets one go; the desk sees both", async () => {
    await station.take(3);
    await expect(lanes.slot("red", 3)).toBeVisible();
    await station.tap(3);
    await board.expectDistance(3, "50 m");
    await station.letGo(2);
    await expect(lanes.slot("red", 2)).toHaveCount(0);
    await lanes.place(2, "blue");
  });

  await test.step("nobody reloaded anything", async () => {
    for (const { page } of [hall, grouping, lane]) await expectNotReloaded(page);
  });

  await test.step("without JavaScript the board says the same", async () => {
    const plain = await visitor("phone", { javaScriptEnabled: false });
    // How Chromium calls a script that it was told not to run, and what it says of a file that only scripts use.
    plain.watch.allow(/^csp for .*\.js$/, /was preloaded/);
    await plain.page.goto(server.url);
    const still = new BoardPage(plain.page);
    await still.expectOrder(2, 1, 3);
    await still.expectDistance(2, "100 m");
    await still.expectDistance(1, "50 m");
    await expect(still.row(3)).toContainText("Emil S.");
    await plain.page.goto(`${server.url}/e/24-h-seebad`);
    await still.expectOrder(2, 1, 3);
  });

  await test.step("the clock stops", async () => {
    await console.finish();
    await expectAccessible(admin.page);
  });
});
