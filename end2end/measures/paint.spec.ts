// From the finger to the painted count, on a slow tablet with a full lane and a long queue. No part of `make test`: it says
// what it measured beside the budget, on a machine that is not busy with anything else.
import type { Page } from "@playwright/test";
import { Api } from "../tools/api";
import { spot } from "../tools/fingers";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { openStation } from "../tools/stations";

const server = useServer();
const api = new Api(server);
const CARDS = 16;
const WAITING = 500;
const TAPS = 60;
const SLOWER = 4;
/** The budget, in milliseconds; 95 of 100 taps must be within it. */
const BUDGET_MS = 50;

test.beforeAll(async () => {
  await api.call("POST", "/api/v1/events", {
    name: "Seebad",
    sport: "swim",
    lap_length_m: 50,
    placement: "required",
    pace_groups: [{ name: "full", count: CARDS }],
  });
  await api.clock("open");
  for (let bib = 1; bib <= CARDS; bib++) {
    await api.register({ bib, name: `Player ${bib}` });
    await api.place(bib, "full", bib - 1);
  }
  await api.clock("start");
});

test(`from a tap to its painted count, with ${CARDS} cards and ${WAITING} taps waiting`, async ({ visitor }) => {
  const station = await openStation(visitor, api, { origin: server.url, lane: /full/ });
  const { page } = station;
  await page.route("**/api/v1/events/*/laps", (route) => route.abort("failed"));
  await page.evaluate(async (waiting) => {
    for (let n = 0; n < waiting; n++) {
      document.querySelectorAll<HTMLElement>(".card")[n % 16]?.click();
      if (n % 16 === 15) await new Promise((done) => setTimeout(done, 20));
    }
  }, WAITING);
  await station.expectUnsent(WAITING);
  await station.expectKept();
  await expect(page.getByRole("button", { name: /^Undo/ })).toHaveCount(0, { timeout: 30_000 });

  const { median, p95 } = await tapsOn(page);
  const bare = await bareButtons(page);
  const met = p95 <= BUDGET_MS ? "met" : "not met";
  console.log(
    `tap to paint, ${SLOWER} times slower: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${BUDGET_MS} ms: ${met}); ` +
      `bare buttons on this machine: median ${bare.median.toFixed(1)} ms, p95 ${bare.p95.toFixed(1)} ms`,
  );
});

/** What the machine and its browser need for it whatever is on the page: as many buttons that do nothing but count. */
async function bareButtons(page: Page) {
  await page.goto("about:blank");
  await page.setContent(`
    <style>
      body { margin: 0; height: 100vh; display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px }
      button { contain: strict; width: 100%; height: 100%; font-size: 40px }
    </style>
    ${'<button class="card"><span class="c">0</span></button>'.repeat(CARDS)}`);
  await page.evaluate(() => {
    for (const count of document.querySelectorAll(".c")) {
      count.parentElement?.addEventListener("pointerup", () => (count.textContent = String(Number(count.textContent) + 1)));
    }
  });
  return tapsOn(page);
}

/** From the event's own moment to the first task after the frame in which the count had changed, in milliseconds. */
async function tapsOn(page: Page) {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    addEventListener(
      "pointerup",
      (event) => {
        const count = (event.target as Element).closest(".card")?.querySelector(".c");
        if (!count) return;
        const watch = new MutationObserver(() => {
          watch.disconnect();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => seen.push(performance.now() - event.timeStamp);
            port2.postMessage(null);
          });
        });
        watch.observe(count, { subtree: true, characterData: true, childList: true });
      },
      { capture: true },
    );
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  for (let n = 0; n < TAPS; n++) {
    const { x, y } = await spot(page.locator(".card").nth(n % CARDS));
    await page.mouse.click(x, y);
    await expect.poll(() => page.evaluate(() => (window as unknown as { seen: number[] }).seen.length)).toBe(n + 1);
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen.sort((a, b) => a - b));
  const at = (share: number) => seen[Math.ceil(seen.length * share) - 1] ?? Infinity;
  return { median: at(0.5), p95: at(0.95) };
}
