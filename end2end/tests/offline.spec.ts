// A tap is on the tablet's disk before it is sent: whatever happens to network, page and server, it counts once.
import { type Page } from "@playwright/test";
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { CRASHES, openAgain, openIn, openStation } from "../tools/stations";

const server = useServer();
const api = new Api(server);
let expected: Record<number, number> = {};

test.beforeAll(async () => {
  await api.openRace("short");
  expected = await api.laps();
});

const add = (bib: number, laps: number) => (expected[bib] = (expected[bib] ?? 0) + laps);
const expectBoard = () => expect.poll(() => api.laps()).toEqual(expected);

/** How many requests with laps a page sends from now on. */
function requestsOf(page: Page): () => number {
  let requests = 0;
  page.on("request", (request) => (requests += Number(/\/laps$/.test(request.url()))));
  return () => requests;
}

test("taps without a network outlive the page and count once @everySize", async ({ visitor }) => {
  const before = await openStation(visitor, api, { origin: server.url, lane: /red/ });
  const context = before.page.context();
  const laps = expected[7] ?? 0;
  await context.setOffline(true);
  for (let n = 1; n <= 3; n++) {
    await before.tap(7);
    await before.expectLaps(7, laps + n);
  }
  await before.tap(8);
  await before.undo(8);
  await before.expectUnsent(5);
  await before.expectKept();
  await expectAccessible(before.page);
  await before.page.close();

  await context.setOffline(false);
  const station = await openAgain(before, server.url);
  add(7, 3);
  await station.expectUnsent(0);
  await station.expectLaps(7, laps + 3);
  await station.expectLaps(8, expected[8] ?? 0);
  await expectBoard();
});

test("what lies on the disk is shown as counted before it is sent", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /red/ });
  const laps = expected[7] ?? 0;
  await station.page.route("**/api/v1/events/*/laps", (route) => route.abort("failed"));
  await station.tap(7);
  await station.tap(7);
  await station.expectKept();
  await station.page.reload();
  await station.expectOpen();
  await station.expectUnsent(2);
  await station.expectLaps(7, laps + 2);
  await station.page.unroute("**/api/v1/events/*/laps");
  add(7, 2);
  await station.expectUnsent(0);
  await station.expectLaps(7, laps + 2);
  await expectBoard();
});

test("a crash loses nothing, and what the server had already is not shown twice", async ({ visitor }) => {
  const before = await openStation(visitor, api, { origin: server.url, lane: /red/, browser: CRASHES });
  const laps = expected[8] ?? 0;
  // The server hears it, the tablet never hears the answer.
  await before.page.route("**/api/v1/events/*/laps", async (route) => {
    await route.fetch();
    await route.abort("failed");
  });
  await before.tap(8);
  add(8, 1);
  await expectBoard();
  await before.expectKept();
  await before.page.goto("chrome://crash").catch(() => undefined);
  const station = await openAgain(before, server.url);
  await station.expectUnsent(0);
  await station.expectLaps(8, laps + 1);
  await expectBoard();
});

test("a server that was away gets everything when it is back", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /red/ });
  await server.stop();
  await station.tap(7);
  await station.tap(8);
  await station.expectUnsent(2);
  await expect(station.page.getByRole("alert").filter({ hasText: "stays on this tablet" })).toBeVisible();
  await server.start();
  add(7, 1);
  add(8, 1);
  await station.expectUnsent(0);
  await expectBoard();
});

for (const [context, insecure] of [["a secure context", false], ["plain http", true]] as const) {
  test(`of two tabs one sends, and the other when it is gone: ${context}`, async ({ visitor }) => {
    const origin = insecure ? server.insecureUrl : server.url;
    const first = await openStation(visitor, api, { origin, lane: /red/ });
    expect(await first.page.evaluate(() => isSecureContext)).toBe(!insecure);
    const second = await openAgain(first, origin);
    await second.card(7).waitFor();
    const [byFirst, bySecond] = [requestsOf(first.page), requestsOf(second.page)];
    for (const station of [first, second, first, second]) {
      await station.tap(7);
      await station.expectUnsent(0);
    }
    add(7, 4);
    await expectBoard();
    for (const station of [first, second]) await station.expectLaps(7, expected[7] ?? 0);
    expect([byFirst() > 0, bySecond()]).toEqual([true, 0]);

    await first.page.close();
    await second.tap(8);
    add(8, 1);
    await second.expectUnsent(0);
    await expectBoard();
    expect(bySecond()).toBeGreaterThan(0);
  });
}

test("plain http: the queue outlives the page, and the station says what it cannot promise", async ({ visitor }) => {
  const before = await openStation(visitor, api, { origin: server.insecureUrl, lane: /blue/ });
  await expect(before.page.getByText("Over http the browser cannot promise")).toBeVisible();
  const context = before.page.context();
  await context.setOffline(true);
  await before.tap(9);
  await before.expectKept();
  await before.page.close();
  await context.setOffline(false);
  const station = await openAgain(before, server.insecureUrl);
  add(9, 1);
  await station.expectUnsent(0);
  await station.expectLaps(9, expected[9] ?? 0);
  await expectBoard();
});

test("a browser that keeps nothing says so, counts all the same, and asks before it is closed", async ({ visitor }) => {
  const script = { content: "Object.defineProperty(window, 'indexedDB', { get: () => undefined });" };
  const station = await openStation(visitor, api, { origin: server.url, lane: /blue/, script });
  await expect(station.page.getByRole("alert").filter({ hasText: "do not close this page" })).toBeVisible();
  await expectAccessible(station.page);
  await station.tap(9);
  add(9, 1);
  await station.expectUnsent(0);
  await expectBoard();

  await station.page.context().setOffline(true);
  await station.tap(9);
  await station.expectUnsent(1);
  const asked = station.page.waitForEvent("dialog");
  const closing = station.page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  await closing;
  await station.page.context().setOffline(false);
  add(9, 1);
  await station.expectUnsent(0);
  await expectBoard();
});

test("after a restore from an older backup the station sends again what is missing, also an undo", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /red/ });
  await station.tap(7);
  await station.expectUnsent(0);
  await server.backUp("older");
  await station.undo(7);
  for (let n = 0; n < 3; n++) await station.tap(8);
  await station.tap(7);
  await station.undo(7);
  await station.expectUnsent(0);
  add(8, 3);
  await expectBoard();

  await server.restore("older");
  await expect(station.page.getByText("taps were missing on the server")).toBeVisible({ timeout: 30_000 });
  await expectBoard();
  await station.expectUnsent(0);
  for (const bib of [7, 8]) await station.expectLaps(bib, expected[bib] ?? 0);

  // It asks once after each start: a lap that somebody counted again since stays counted.
  await openIn(station.page, server.url);
  await station.expectLaps(8, expected[8] ?? 0);
  await expect(station.page.getByText("taps were missing on the server")).toHaveCount(0);
});

test("tablets whose clocks are ten minutes wrong count at the right time and in order", async ({ visitor }) => {
  const skewed = (minutes: number) => ({
    content: `{
      const now = Date.now, Real = Date;
      window.Date = class extends Real {
        constructor(...parts) { if (parts.length) super(...parts); else super(Date.now()); }
        static now() { return now() + ${minutes * 60_000}; }
      };
    }`,
  });
  const stations = [
    await openStation(visitor, api, { origin: server.url, lane: /blue/, script: skewed(10) }),
    await openStation(visitor, api, { origin: server.url, lane: /blue/, script: skewed(-10) }),
  ];
  const taps: number[] = [];
  for (const station of [...stations, ...stations, ...stations]) {
    // Sooner, both tablets would have tapped the same lap.
    if (taps.length > 0) await expect(station.card(9).locator("small")).toHaveText(/0:0[1-9]/);
    await station.tap(9);
    taps.push(Date.now());
    await station.expectUnsent(0);
  }
  add(9, taps.length);
  await expectBoard();
  const counted = (await api.countedAt()).slice(-taps.length).map((at) => at.getTime());
  expect(counted).toEqual([...counted].sort((a, b) => a - b));
  counted.forEach((at, n) => expect(Math.abs(at - (taps[n] ?? 0)), `tap ${n}`).toBeLessThan(1_500));
});
