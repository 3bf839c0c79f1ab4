// A station that is opened while the network is away, on a browser that was closed: it goes on from what it last knew.
import { appendFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { Api } from "../tools/api";
import { expectAccessible, untilLive } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { copySite, useServer } from "../tools/server";
import { CUT, enrolStation, openIn, openStation } from "../tools/stations";
import { BoardPage } from "../pages/board";
import { keptLaps, StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);
let expected: Record<number, number> = {};

test.beforeAll(async () => {
  await api.openRace("short");
  expected = await api.laps();
});

const add = (bib: number, laps: number) => (expected[bib] = (expected[bib] ?? 0) + laps);
const expectBoard = () => expect.poll(() => api.laps()).toEqual(expected);
/** The builds of which everything is kept: the page comes last. */
const keptBuilds = (page: Page) =>
  page.evaluate(async () => {
    const builds = (await caches.keys()).filter((name) => name.startsWith("lapstream.build."));
    const whole = await Promise.all(builds.map((cacheName) => caches.match("/station", { cacheName })));
    return builds.filter((_, no) => whole[no]);
  });

test("a browser that was closed opens the station without the server, counts, and brings it in later", async ({ tablet }) => {
  const before = await tablet({ allow: CUT });
  const first = await enrolStation(before.page, api, { origin: server.url, lane: /red/ });
  for (let n = 0; n < 2; n++) await first.tap(7);
  await first.expectUnsent(0);
  add(7, 2);
  await first.expectReadyForOffline(7, 2);
  await server.stop("SIGKILL");

  // Started twice: what was tapped without the network is there after the second time too.
  for (const taps of [1, 2]) {
    const { page } = await tablet({ allow: CUT });
    await openIn(page, server.url);
    const station = new StationPage(page);
    await station.expectLaps(7, 1 + taps);
    await expect(page.getByRole("heading", { level: 1, name: /red/ })).toBeVisible();
    await expect(page.getByRole("timer", { name: "Race time" })).toHaveText(/^\s*\d+:\d\d/);
    await station.tap(7);
    await station.expectLaps(7, 2 + taps);
    await station.expectUnsent(taps);
    await station.expectKept();
    if (taps === 1) await expectAccessible(page);
  }

  // Boards are never old: there is none.
  const { page } = await tablet({ allow: CUT });
  for (const path of ["/", "/e/seebad", "/console"]) {
    await page.goto(server.url + path);
    await expect(page.getByRole("heading", { level: 1, name: "No connection" })).toBeVisible();
    await expect(page.locator("[data-bib]")).toHaveCount(0);
  }
  await expectAccessible(page);
  await page.goto(server.url);
  await server.start();
  await new BoardPage(page).expectDistance(7, "2 m");

  await openIn(page, server.url);
  add(7, 2);
  await new StationPage(page).expectUnsent(0);
  await new StationPage(page).expectLaps(7, 4);
  await expectBoard();
});

test("a tap is counted when it was made, also on a tablet whose clock is wrong and that starts without the network", async ({ visitor }) => {
  const script = {
    content: `{
      const now = Date.now, Real = Date;
      window.Date = class extends Real {
        constructor(...parts) { if (parts.length) super(...parts); else super(Date.now()); }
        static now() { return now() + 600_000; }
      };
    }`,
  };
  const station = await openStation(visitor, api, { origin: server.url, lane: /blue/, script });
  await station.tap(9);
  add(9, 1);
  await station.expectUnsent(0);
  await station.expectReadyForOffline(9, expected[9] ?? 0);
  await server.stop("SIGKILL");
  await openIn(station.page, server.url);
  await station.expectLaps(9, expected[9] ?? 0);
  const tapped = Date.now();
  await station.tap(9);
  add(9, 1);
  await station.expectKept();
  await server.start();
  await station.expectUnsent(0);
  await expectBoard();
  const counted = (await api.countedAt()).at(-1)?.getTime() ?? 0;
  expect(Math.abs(counted - tapped)).toBeLessThan(1_500);
});

test("a new build leaves a running station alone, and is there at its next start, also without the network", async ({ visitor }) => {
  test.setTimeout(240_000);
  const station = await openStation(visitor, api, { origin: server.url, lane: /red/ });
  const { page } = station;
  await station.expectReadyForOffline(8, expected[8] ?? 0);
  await expect.poll(() => keptBuilds(page)).toHaveLength(1);
  const [old] = await keptBuilds(page);

  // The same names, as builds may have them, and something else in one of the files.
  const site = await copySite();
  const code = (await readdir(join(site, "pkg"))).filter((name) => /^lapstream\b.*\.js(\.br|\.gz)?$/.test(name));
  for (const name of code) {
    if (name.endsWith(".js")) await appendFile(join(site, "pkg", name), '\ndocument.documentElement.dataset.edition = "new";\n');
    else await rm(join(site, "pkg", name));
  }
  const edition = (of: Page) => of.locator("html[data-edition=new]");
  await server.stop();
  await server.start({ site });
  await station.tap(8);
  add(8, 1);
  await station.expectUnsent(0);
  // The new one is kept beside the old one, which is still in use.
  await expect.poll(() => keptBuilds(page), { timeout: 120_000 }).toHaveLength(2);
  await expect(edition(page)).toHaveCount(0);
  await station.tap(8);
  add(8, 1);
  await station.expectLaps(8, expected[8] ?? 0);
  await station.expectUnsent(0);
  // Loaded anew while the server is away it is the new one already.
  await server.stop("SIGKILL");
  await openIn(page, server.url);
  await expect(edition(page)).toBeAttached();
  await station.expectLaps(8, expected[8] ?? 0);

  const context = page.context();
  await page.close();
  const again = await context.newPage();
  await openIn(again, server.url);
  await expect(edition(again)).toBeAttached();
  await new StationPage(again).tap(8);
  add(8, 1);
  await expect.poll(() => keptBuilds(again)).not.toContain(old);
  await server.start({ site });
  await new StationPage(again).expectUnsent(0);
  await expectBoard();
  await server.stop();
  await server.start();
  await rm(site, { recursive: true });
});

test("a page that is kept speaks the language that was chosen last, and is forgotten with the device", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /red/, allow: [/^401 for/] });
  const { page } = station;
  await station.expectReadyForOffline(8, expected[8] ?? 0);
  const keptLanguage = () =>
    page.evaluate(async () => {
      const kept = await caches.match("/station");
      return /<html[^>]*lang="(\w+)"/.exec((await kept?.text()) ?? "")?.[1];
    });
  expect(await keptLanguage()).toBe("en");
  await page.goto(`${server.url}/?lang=de`);
  await expect.poll(keptLanguage).toBe("de");
  await server.stop();
  await openIn(page, server.url);
  await expect(page.getByText("0 ungesendet")).toBeVisible();
  await page.goto(server.url);
  await expect(page.getByRole("heading", { level: 1, name: "Keine Verbindung" })).toBeVisible();
  await server.start();

  await page.context().clearCookies();
  await page.goto(`${server.url}/station`);
  await untilLive(page);
  await expect.poll(keptLanguage).toBe(undefined);
  await expect.poll(() => page.evaluate(keptLaps, 8)).toBe(undefined);
});
