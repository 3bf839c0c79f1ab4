// The public board when the server goes away and comes back.
import { Api } from "../tools/api";
import { expectAccessible, expectNotReloaded, markAsLoaded } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { BoardPage } from "../pages/board";

const server = useServer();
const api = new Api(server);

test.beforeAll(() => api.openEvent());

test("an empty board says so @everySize", async ({ visitor }) => {
  const { page } = await visitor("phone");
  await new BoardPage(page).open(server.url);
  await expect(page.getByText("No players yet")).toBeVisible();
  await expectAccessible(page);
});

test("the board outlives a kill of the server and goes on by itself", async ({ visitor }) => {
  await api.register({ bib: 5, name: "Ada Byron" }, { bib: 6, name: "Bo Li" });
  await api.place(5, "red", 0);
  await api.place(6, "red", 1);
  await api.clock("start");
  const { page, watch } = await visitor("phone");
  watch.allow(/\/live\//, /ERR_CONNECTION_REFUSED/);
  const board = new BoardPage(page);
  await board.open(server.url);
  await markAsLoaded(page);
  expect(await api.tap(6)).toMatchObject({ status: "counted" });
  await board.expectOrder(6, 5);

  await server.stop("SIGKILL");
  await expect(page.locator(".conn")).not.toHaveAttribute("data-state", "live");
  await board.expectDistance(6, "50 m");
  await server.start();
  expect(await api.tap(5)).toMatchObject({ status: "counted" });
  expect(await api.tap(5, new Date(Date.now() + 1))).toMatchObject({ status: "counted" });
  await expect(page.locator(".conn")).toHaveAttribute("data-state", "live", { timeout: 30_000 });
  await board.expectDistance(5, "100 m");
  await board.expectDistance(6, "50 m");
  await board.expectOrder(5, 6);
  await expectNotReloaded(page);
});

test("a connection that fell silent is given up and made anew", async ({ visitor }) => {
  const { page } = await visitor("phone");
  let connections = 0;
  let silent = false;
  // A laptop whose lid was closed: the socket stays open and nothing ever comes.
  await page.routeWebSocket(/\/live\//, (socket) => {
    connections += 1;
    const upstream = socket.connectToServer();
    upstream.onMessage((message) => {
      if (!silent) socket.send(message);
    });
  });
  await page.clock.install();
  const board = new BoardPage(page);
  await board.open(server.url);
  await expect(page.locator(".conn")).toHaveAttribute("data-state", "live");
  expect(connections).toBe(1);

  silent = true;
  expect(await api.tap(5)).toMatchObject({ status: "counted" });
  await board.expectDistance(5, "100 m");
  silent = false;
  await page.clock.fastForward("01:00");
  await expect.poll(() => connections).toBe(2);
  await board.expectDistance(5, "150 m");
  await expect(page.locator(".conn")).toHaveAttribute("data-state", "live");
});

test("an unknown event is a page that says so", async ({ visitor }) => {
  const { page, watch } = await visitor("phone");
  watch.allow(/\b404\b/);
  const answer = await page.goto(`${server.url}/e/no-such-event`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
});
