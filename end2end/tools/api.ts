// The REST doors, for specs that start in the middle of an event.
import { expect } from "@playwright/test";
import type { Server } from "./server";

export type Role = "admin" | "floor" | "reception" | "lane_assign" | "lane_count" | "viewer";
export type ClockAction = "open" | "start" | "pause" | "resume" | "finish";

interface Envelope<T> {
  status: "ok" | "err";
  data: T;
  err?: string;
}

export class Api {
  constructor(private readonly server: Server) {}

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(this.server.url + path, {
      method,
      headers: { authorization: `Bearer ${this.server.adminToken}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true);
    return (JSON.parse(text) as Envelope<T>).data;
  }

  /** An event with the pace groups red (4 places) and blue (2), open for registration. */
  async openEvent(name = "Seebad", placement: "required" | "optional" = "required", lap_length_m = 50): Promise<void> {
    const event = await this.call<{ slug: string }>("POST", "/api/v1/events", {
      name,
      sport: "swim",
      lap_length_m,
      placement,
      pace_groups: [
        { name: "red", count: 4 },
        { name: "blue", count: 2 },
      ],
    });
    await this.clock("open", undefined, event.slug);
  }

  /**
   * A running race: 7 and 8 in red, 9 in blue. Where a test has one tablet after the other tap for the same player within
   * seconds, laps are short: of long ones it would be asked whether both tapped the same.
   */
  async openRace(lapLength: "long" | "short" = "long"): Promise<void> {
    await this.openEvent("Seebad", "required", lapLength === "long" ? 50 : 1);
    await this.register({ bib: 7, name: "Ada Byron" }, { bib: 8, name: "Bo Li" }, { bib: 9, name: "Cy Ott" });
    await this.place(7, "red", 0);
    await this.place(8, "red", 1);
    await this.place(9, "blue", 0);
    await this.clock("start");
  }

  async clock(action: ClockAction, at?: Date, event = "current"): Promise<void> {
    await this.call("POST", `/api/v1/events/${event}/clock`, { action, at: at?.toISOString() });
  }

  async register(...players: { name: string; bib?: number; age?: number; team?: string }[]): Promise<void> {
    await this.call("POST", "/api/v1/events/current/players", players);
  }

  async place(bib: number, paceGroup: string, position: number): Promise<void> {
    await this.call("PUT", `/lane/${paceGroup}/${position}/player`, { player_id: bib });
  }

  /** Somebody was taken onto a lane at a moment, as a station that was without the network says it. */
  async take(bib: number, lane: string, at: Date): Promise<void> {
    const lanes = await this.call<{ id: number; name: string }[]>("GET", "/api/v1/events/current/lanes");
    const found = lanes.find(({ name }) => name === lane);
    if (!found) throw new Error(`there is no lane ${lane}`);
    const call = { id: crypto.randomUUID(), bib, at: at.toISOString(), say: "take" };
    const answer = await this.call<{ status: string }>("POST", `/api/v1/events/current/lanes/${found.id}/calls`, call);
    expect(answer.status).toBe("done");
  }

  async tap(bib: number, counted_at = new Date()): Promise<{ status: string; reason?: string }> {
    const laps = [{ id: crypto.randomUUID(), bib, counted_at: counted_at.toISOString() }];
    const [answer] = await this.call<{ status: string; reason?: string }[]>("POST", "/api/v1/events/current/laps", {
      laps,
    });
    if (!answer) throw new Error("a tap without an answer");
    return answer;
  }

  /** Each player's laps as the board has them. */
  async laps(): Promise<Record<number, number>> {
    const { rows } = await this.call<{ rows: { bib: number; laps: number }[] }>("GET", "/api/v1/events/current/board");
    return Object.fromEntries(rows.map(({ bib, laps }) => [bib, laps]));
  }

  /** When a player's laps were counted, in the order in which they came to the server. */
  async countedAt(): Promise<Date[]> {
    type Entry = { new_state: { counted_at: string } | null };
    const { entries } = await this.call<{ entries: Entry[] }>("GET", "/api/v1/audit?action=lap.count&limit=100");
    return entries.reverse().flatMap(({ new_state }) => (new_state ? [new Date(new_state.counted_at)] : []));
  }

  async operator(name: string, pin: string, role: Role): Promise<void> {
    await this.call("POST", "/api/v1/operators", { name, pin, role });
  }

  /** How many tablets have said of themselves at which lane they are, in the current event. */
  async stationsHeard(): Promise<number> {
    const { id } = await this.call<{ id: number }>("GET", "/api/v1/events/current");
    type Device = { station?: { event: number; report: { lane?: number } } };
    const devices = await this.call<Device[]>("GET", "/api/v1/fleet");
    return devices.filter(({ station }) => station?.event === id && station.report.lane).length;
  }

  /** Who made the newest entry of that action, and on which device. */
  async lastActor(action: string): Promise<{ name?: string; device?: string } | undefined> {
    type Entry = { actor: { name?: string; device?: { name: string } } };
    const { entries } = await this.call<{ entries: Entry[] }>("GET", `/api/v1/audit?action=${action}&limit=1`);
    return entries[0] && { name: entries[0].actor.name, device: entries[0].actor.device?.name };
  }

  async code(role: Role, name: string): Promise<string> {
    const [code] = await this.call<{ otp: string }[]>("POST", "/auth/admin/otp", [{ role, name }]);
    if (!code) throw new Error("no code was issued");
    return this.server.keepSecret(code.otp);
  }
}
