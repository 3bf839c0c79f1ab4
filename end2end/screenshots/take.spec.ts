// Takes the two pictures of the README from the real pages: `npm run screenshots`.
import { Api } from "../tools/api";
import { untilLive } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { EnrolPage } from "../pages/enrol";
import { StationPage } from "../pages/station";

const server = useServer();
const api = new Api(server);

const HOUR_MS = 3_600_000;
/** How long the race has been running. */
const RACE_MS = 11.4 * HOUR_MS;
const LAP_M = 50;
/** Name, team, pace group, seconds a lap. */
const PLAYERS = [
  ["Mira Okonkwo", "Nordlichter", "fast", 58],
  ["Jonas Feld", "SV Seebad", "fast", 63],
  ["Ada Lindqvist", "", "fast", 66],
  ["Tarek Brandis", "Nordlichter", "fast", 71],
  ["Pia Sørensen", "Seepferde", "steady", 78],
  ["Bo Lienert", "", "steady", 84],
  ["Lena Marwitz", "SV Seebad", "steady", 88],
  ["Emil Castagna", "Seepferde", "steady", 95],
  ["Ruth Abendroth", "", "steady", 101],
  ["Kalle Winzig", "Nachtschicht", "easy", 118],
  ["Ines Palmgren", "Nachtschicht", "easy", 126],
  ["Otto Querfeld", "", "easy", 140],
] as const;

test("the board and a lane station, eleven hours into a night", async ({ visitor }) => {
  await api.call("POST", "/api/v1/events", {
    name: "24 h Seebad",
    sport: "swim",
    lap_length_m: LAP_M,
    placement: "optional",
    pace_groups: [
      { name: "fast", count: 4 },
      { name: "steady", count: 6 },
      { name: "easy", count: 6 },
    ],
  });
  await api.clock("open");
  await api.register(...PLAYERS.map(([name, team], index) => ({ bib: index + 1, name, ...(team && { team }) })));
  const start = Date.now() - RACE_MS;
  await api.clock("start", new Date(start));
  for (const [index, [, , group]] of PLAYERS.entries()) await api.take(index + 1, group, new Date(start));
  for (const [index, [, , , secondsALap]] of PLAYERS.entries()) {
    const laps = [];
    // Each swims a little slower as the night goes on, and is somewhere else on the lap right now.
    let pace = secondsALap * 1_000;
    for (let at = start + pace * (1 + index / PLAYERS.length); at < Date.now(); at += pace *= 1.0004) {
      laps.push({ id: crypto.randomUUID(), bib: index + 1, counted_at: new Date(at).toISOString() });
    }
    await api.call("POST", "/api/v1/events/current/laps", { laps });
  }

  const hall = await visitor("desk", { colorScheme: "light" });
  await hall.page.goto(server.url);
  await untilLive(hall.page);
  await expect(hall.page.locator("main")).toContainText("Mira Okonkwo");
  await hall.page.screenshot({ path: "screenshots/board.png", animations: "disabled" });

  const lane = await visitor("tablet", { colorScheme: "dark", viewport: { width: 1180, height: 820 } });
  const enrol = new EnrolPage(lane.page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_count", "Lane 2, north"));
  const station = new StationPage(lane.page);
  await station.expectOpen();
  await station.chooseLane(/steady/);
  await station.tap(6);
  await station.expectUnsent(0);
  await lane.page.screenshot({ path: "screenshots/station.png", animations: "disabled" });
});
