// What a tablet can do at a plain address and at a secure one, and how a station moves from the one to the other.
import { createHash, X509Certificate } from "node:crypto";
import { connect } from "node:tls";
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { INSECURE_HOST, useServer } from "../tools/server";
import { CUT, enrolStation, openAgain, openIn, openStation } from "../tools/stations";
import { StationPage } from "../pages/station";

const server = useServer({ https: true });
const api = new Api(server);

test.beforeAll(async () => {
  await api.openRace("short");
});

/** The key of the server's certificate, once the authority that tablets load has been found to vouch for it. */
async function vouchedKey(): Promise<string> {
  const authority = await (await fetch(`${server.url}/trust/lapstream.pem`)).text();
  const { hostname: host, port } = new URL(server.httpsUrl());
  const certificate = await new Promise<X509Certificate>((resolve, reject) => {
    const socket = connect({ host, port: Number(port), ca: authority }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw));
      socket.end();
    });
    socket.on("error", reject);
  });
  const key = certificate.publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}

/** Counts what the page asks of the tablet. */
const PROBE = {
  content: `{
    window.asked = { awake: 0, shaken: 0, tones: 0 };
    if (navigator.wakeLock) {
      const request = navigator.wakeLock.request.bind(navigator.wakeLock);
      navigator.wakeLock.request = async (kind) => {
        window.asked.awake += 1;
        return (window.lock = await request(kind));
      };
    }
    navigator.vibrate = () => (window.asked.shaken += 1, true);
    const tone = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      window.asked.tones += 1;
      return tone.call(this);
    };
  }`,
};

interface Asked {
  awake: number;
  shaken: number;
  tones: number;
}

const asked = (station: StationPage) => station.page.evaluate(() => (window as unknown as { asked: Asked }).asked);

test("plain http: the station counts, says what it lacks, and where it would not @everySize", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.insecureUrl, lane: /red/ });
  const { page } = station;
  await expect(page.getByText("cannot open again while offline, stay awake or scan")).toBeVisible();
  await expect(page.getByText(server.httpsUrl(INSECURE_HOST)).first()).toBeVisible();
  await station.expectLargeTargets();
  await expectAccessible(page);
  const tablet = await station.openTablet();
  for (const lack of ["Cannot open again while offline", "Cannot stay awake"]) {
    await expect(tablet.getByText(lack)).toBeVisible();
  }
  await expect(tablet.getByRole("link", { name: "Go on at" })).toHaveAttribute("href", `${server.httpsUrl(INSECURE_HOST)}/station`);
  await expectAccessible(page);
  await station.closeTablet();

  const before = (await api.laps())[7] ?? 0;
  await page.context().setOffline(true);
  await station.tap(7);
  await station.expectUnsent(1);
  await station.expectKept();
  await page.close();
  await page.context().setOffline(false);
  const again = await openAgain(station, server.insecureUrl);
  await again.expectUnsent(0);
  await expect.poll(async () => (await api.laps())[7]).toBe(before + 1);
});

test("a queue is handed over as a file, and counts once although both send it", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.insecureUrl, lane: /red/ });
  await station.page.context().setOffline(true);
  for (let n = 0; n < 2; n++) await station.tap(8);
  await station.undo(8);
  await station.expectUnsent(3);
  const tablet = await station.openTablet();
  await expect(tablet.getByRole("link", { name: "Go on at" })).toHaveCount(0);
  const saved = station.page.waitForEvent("download");
  await tablet.getByRole("button", { name: "Save unsent taps as a file" }).click();
  const file = await (await saved).path();
  await expect(tablet.getByRole("link", { name: "Go on at" })).toBeVisible();
  await station.closeTablet();

  const elsewhere = await openStation(visitor, api, { origin: server.url, lane: /red/ });
  const other = await elsewhere.openTablet();
  await other.getByText("Move to another address").click();
  const input = other.getByLabel("Take over taps from a file of another address");
  await input.setInputFiles({ name: "holiday.json", mimeType: "application/json", buffer: Buffer.from("[]") });
  await expect(other.getByRole("status")).toHaveText(/no file with a station's taps/);
  await input.setInputFiles(file);
  await expect(other.getByRole("status")).toHaveText("3 taps were taken over.");
  await expectAccessible(elsewhere.page);
  await elsewhere.closeTablet();
  await elsewhere.expectUnsent(0);
  await expect.poll(async () => (await api.laps())[8]).toBe(1);

  await station.page.context().setOffline(false);
  await station.expectUnsent(0);
  expect((await api.laps())[8]).toBe(1);
});

test("a secure address: the screen stays on, also after the tablet was put away, and taps are heard and felt", async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /blue/, script: PROBE });
  const { page } = station;
  await expect.poll(async () => (await asked(station)).awake).toBe(1);
  await page.evaluate(async () => {
    await (window as unknown as { lock: { release(): Promise<void> } }).lock.release();
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await expect.poll(async () => (await asked(station)).awake).toBe(2);

  await station.tap(9);
  await station.expectUnsent(0);
  expect(await asked(station)).toMatchObject({ shaken: 0, tones: 0 });
  const tablet = await station.openTablet();
  await expect(tablet.getByText("Stays awake", { exact: true })).toBeVisible();
  for (const choice of ["A sound for each tap", "Vibrate with each tap"]) await tablet.getByLabel(choice).check();
  await expectAccessible(page);
  await station.closeTablet();
  // Each was tried once when it was chosen.
  await station.tap(9);
  await expect.poll(() => asked(station)).toMatchObject({ shaken: 2, tones: 2 });

  // The tablet remembers what was chosen.
  await openIn(page, server.url);
  await station.tap(9);
  await expect.poll(() => asked(station)).toMatchObject({ shaken: 1, tones: 1 });
  await (await station.openTablet()).getByLabel("Keep the screen on").uncheck();
  await expect(station.tablet.getByText("Goes dark when it is left alone")).toBeVisible();
  await station.tablet.getByRole("button", { name: "Full screen" }).click();
  await expect(station.tablet.getByRole("button", { name: "Leave full screen" })).toBeVisible();
  await station.tablet.getByRole("button", { name: "Leave full screen" }).click();
});

test("the server's own https, once its authority is trusted: everything", async ({ tablet }) => {
  const trusting = async () => ({ args: [`--ignore-certificate-errors-spki-list=${await vouchedKey()}`], allow: CUT });
  const before = await tablet(await trusting());
  await before.page.addInitScript(PROBE);
  const origin = server.httpsUrl();
  const station = await enrolStation(before.page, api, { origin, lane: /blue/ });
  await expect(station.page.getByText("Over http")).toHaveCount(0);
  const session = (await before.page.context().cookies()).find(({ name }) => name.includes("lapstream"));
  expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: "Lax" });
  await expect.poll(async () => (await asked(station)).awake).toBe(1);
  const laps = (await api.laps())[9] ?? 0;
  await station.tap(9);
  await station.expectUnsent(0);
  await station.expectReadyForOffline(9, laps + 1);

  await server.stop("SIGKILL");
  const cold = await tablet({ allow: CUT });
  await openIn(cold.page, origin);
  const offline = new StationPage(cold.page);
  await offline.tap(9);
  await offline.expectLaps(9, laps + 2);
  await offline.expectKept();

  // Its certificate is made anew at each start, by the same authority.
  await server.start();
  const { page } = await tablet(await trusting());
  await openIn(page, origin);
  await new StationPage(page).expectUnsent(0);
  await expect.poll(async () => (await api.laps())[9]).toBe(laps + 2);
});
