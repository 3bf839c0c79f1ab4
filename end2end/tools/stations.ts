// Stations of one server: each a tablet of its own, whose pages may be closed, crash and come back.
import type { BrowserContextOptions, Page } from "@playwright/test";
import { EnrolPage } from "../pages/enrol";
import { StationPage } from "../pages/station";
import type { Api } from "./api";
import { untilLive } from "./checks";
import type { Screen, Visitor } from "./fixtures";

type Visit = (screen: Screen, options?: BrowserContextOptions) => Promise<Visitor>;

/** What the browser says of a network that is not there, and of a service worker that it may not have. */
export const CUT = [/net::ERR_/, /WebSocket/, /Failed to load resource/, /^50\d for /, /Service Worker registration blocked/];

/**
 * A browser whose pages will crash. The harness holds every service worker at its start until it has looked at it, and does
 * not look again at one whose process a crash has ended: the next page would wait for it for ever. What the worker does is
 * told by `cold.spec.ts`.
 */
export const CRASHES: BrowserContextOptions = { serviceWorkers: "block" };

export interface StationOptions {
  origin: string;
  lane: RegExp;
  /** Run in every page of the tablet before its own code. */
  script?: { content: string };
  /** What the test provokes beside a network that is not there. */
  allow?: RegExp[];
  /** What is different about the browser. */
  browser?: BrowserContextOptions;
}

/** Enrols a tablet and opens its lane. */
export async function openStation(visitor: Visit, api: Api, { origin, lane, script, allow = [], browser }: StationOptions): Promise<StationPage> {
  const { page, watch } = await visitor("tablet", browser);
  watch.allow(...CUT, ...allow);
  if (script) await page.context().addInitScript(script);
  return enrolStation(page, api, { origin, lane });
}

/** The same on a page that is there. */
export async function enrolStation(page: Page, api: Api, { origin, lane }: StationOptions): Promise<StationPage> {
  const enrol = new EnrolPage(page);
  await enrol.open(origin);
  await enrol.enrol(await api.code("lane_count", `Tablet ${lane.source}`));
  const station = new StationPage(page);
  await station.expectOpen();
  await station.chooseLane(lane);
  // The lane's people come from the server: nobody can be tapped before.
  await page.locator(".card").first().waitFor();
  return station;
}

/** Another tab of the same tablet, or the same after it was closed: it remembers its lane. */
export async function openAgain(station: StationPage, origin: string): Promise<StationPage> {
  const page = await station.page.context().newPage();
  await openIn(page, origin);
  return new StationPage(page);
}

export async function openIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/station`);
  await untilLive(page);
}
