// Two hours at six stations in two minutes: taps and undos, and at random points cuts, reloads, crashes, second tabs and
// restarts. The server's count equals the script's, exactly. A seed that failed is run again with LAPSTREAM_SEED.
import { type Page } from "@playwright/test";
import { Api } from "../tools/api";
import { expect, test } from "../tools/fixtures";
import { Server } from "../tools/server";
import { CRASHES, openAgain, openStation } from "../tools/stations";
import { StationPage } from "../pages/station";

const SEEDS = Number(process.env.LAPSTREAM_SEEDS ?? 3);
const FIRST = Number(process.env.LAPSTREAM_SEED ?? 1);
const STEPS = Number(process.env.LAPSTREAM_STEPS ?? 90);
const GROUPS: Record<string, number[]> = { red: [1, 2, 3, 4], blue: [5, 6], green: [7, 8], yellow: [9] };
/** Two tablets at red and at blue, one at the others. */
const STATIONS = ["red", "red", "blue", "blue", "green", "yellow"];

/** Mulberry32: small, and the same everywhere. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One tablet: its tabs, and whether its network is cut. */
class Tablet {
  offline = false;
  other: StationPage | undefined;

  constructor(
    private readonly server: Server,
    private station: StationPage,
    readonly bibs: number[],
  ) {}

  private get page(): Page {
    return this.station.page;
  }

  /** A tap is on its way to the tablet's disk before anything else is done to the page: else it was lost in the page. */
  async tap(bib: number): Promise<void> {
    const written = () => this.page.evaluate(() => Number(localStorage.getItem("written")));
    const before = await written();
    await this.station.tap(bib);
    await expect.poll(written, `the tap for ${bib} is written`).toBeGreaterThan(before);
  }

  /** Takes back the newest tap while it can be; says whose it was. */
  async undo(): Promise<number | undefined> {
    // Found and pressed at one moment: a click that is given up may have been made all the same.
    const bib = await this.page.evaluate(() => {
      const buttons = Array.from(document.querySelectorAll("button"));
      const newest = buttons.find((button) => /^\s*Undo \d/.test(button.textContent ?? ""));
      newest?.click();
      return Number(/\d+/.exec(newest?.textContent ?? "")?.[0] ?? 0);
    });
    return bib || undefined;
  }

  async cut(offline: boolean): Promise<void> {
    this.offline = offline;
    await this.page.context().setOffline(offline);
  }

  /** Whatever ends a page, it comes back with what was on the disk. */
  async comeBack(how: "reload" | "close" | "crash"): Promise<void> {
    await this.station.expectKept();
    // The page itself comes from the server.
    await this.cut(false);
    if (how === "reload") {
      await this.page.reload();
      await this.station.expectOpen();
    } else {
      if (how === "crash") await this.page.goto("chrome://crash").catch(() => undefined);
      const ended = this.page;
      this.station = await openAgain(this.station, this.server.url);
      await ended.close();
    }
    await this.station.card(this.bibs[0] ?? 0).waitFor();
  }

  /** A second tab, which is then the one that is tapped on. */
  async swapTabs(): Promise<void> {
    await this.cut(false);
    const other = this.other ?? (await openAgain(this.station, this.server.url));
    this.other = this.station;
    this.station = other;
    await other.page.bringToFront();
    await other.card(this.bibs[0] ?? 0).waitFor();
  }

  async settle(): Promise<void> {
    await this.cut(false);
    await expect(this.station.unsent).toHaveText(/^\s*0 unsent/, { timeout: 60_000 });
  }
}

/** Counts what the page begins to write into its queue, in the browser's storage. */
function countWrites(): void {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
    if (this.name === "queue") localStorage.setItem("written", String(Number(localStorage.getItem("written")) + 1));
    return key === undefined ? add.call(this, value) : add.call(this, value, key);
  };
}

for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
  test(`two hours at six stations, seed ${seed}`, async ({ visitor }) => {
    test.setTimeout(360_000);
    const server = new Server();
    const api = new Api(server);
    await server.start();
    try {
      const pace_groups = Object.entries(GROUPS).map(([name, bibs]) => ({ name, count: bibs.length }));
      await api.call("POST", "/api/v1/events", { name: "Seebad", sport: "swim", lap_length_m: 50, placement: "required", pace_groups });
      await api.clock("open");
      const script: Record<number, number> = {};
      for (const [group, bibs] of Object.entries(GROUPS)) {
        await api.register(...bibs.map((bib) => ({ bib, name: `Player ${bib}` })));
        for (const [position, bib] of bibs.entries()) {
          await api.place(bib, group, position);
          script[bib] = 0;
        }
      }
      await api.clock("start");
      const tablets: Tablet[] = [];
      for (const group of STATIONS) {
        const [lane, bibs] = [new RegExp(group), GROUPS[group] ?? []];
        const station = await openStation(visitor, api, { origin: server.url, lane, browser: CRASHES, script: { content: `(${countWrites})()` } });
        tablets.push(new Tablet(server, station, bibs));
      }

      const roll = dice(seed);
      const pick = <T>(all: T[]): T => all[Math.floor(roll() * all.length)] as T;
      const did: string[] = [];
      for (let step = 0; step < STEPS; step++) {
        const [no, kind] = [Math.floor(roll() * tablets.length), roll()];
        const tablet = tablets[no] as Tablet;
        if (kind < 0.62) {
          const bib = pick(tablet.bibs);
          did.push(`${no} tap ${bib}`);
          await tablet.tap(bib);
          script[bib] = (script[bib] ?? 0) + 1;
        } else if (kind < 0.72) {
          const bib = await tablet.undo();
          did.push(`${no} undo ${bib}`);
          if (bib) script[bib] = (script[bib] ?? 0) - 1;
        } else if (kind < 0.84) {
          did.push(`${no} ${tablet.offline ? "join" : "cut"}`);
          await tablet.cut(!tablet.offline);
        } else if (kind < 0.94) {
          const how = pick(["reload", "close", "crash"] as const);
          did.push(`${no} ${how}`);
          await tablet.comeBack(how);
        } else if (kind < 0.97) {
          did.push(`${no} other tab`);
          await tablet.swapTabs();
        } else {
          did.push("restart");
          await server.stop(pick(["SIGTERM", "SIGKILL"] as const));
          for (const tablet of tablets) {
            const bib = pick(tablet.bibs);
            await tablet.tap(bib);
            script[bib] = (script[bib] ?? 0) + 1;
          }
          await server.start();
        }
      }
      for (const tablet of tablets) await tablet.settle();
      const held = await api.call<unknown[]>("GET", "/api/v1/events/current/held");
      await expect.poll(() => api.laps(), `${did.join("\n")}\nheld: ${JSON.stringify(held)}`).toEqual(script);
    } finally {
      await server.remove();
    }
    server.expectNoSecretLogged();
  });
}
