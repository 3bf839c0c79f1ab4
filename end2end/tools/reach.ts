// What a finger reaches on a station, and what moves under it: looked at in the page itself.
import { expect, type Page } from "@playwright/test";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Reached extends Box {
  /** What stands on it. */
  text: string;
  /** Whether a touch in its middle is a touch of it. */
  hit: boolean;
}

/** Everything of a kind, in the order of the page, with what a touch in its middle comes to. */
export async function reach(page: Page, selector: string): Promise<Reached[]> {
  return page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const under = document.elementFromPoint(x + width / 2, y + height / 2);
      return { x, y, width, height, text: element.textContent?.trim() ?? "", hit: under !== null && element.contains(under) };
    }),
  );
}

/** Rows of cards of which each can be tapped and is as large as all of it. */
export function wholeRows(cards: Reached[]): Reached[][] {
  const rows = new Map<number, Reached[]>();
  for (const card of cards) rows.set(card.y, [...(rows.get(card.y) ?? []), card]);
  return [...rows.values()].filter((row) => row.every(({ hit }) => hit));
}

export const places = (cards: Reached[]): Box[] => cards.map(({ x, y, width, height }) => ({ x, y, width, height }));

interface Recorder {
  frames: number;
  /** Frames in which nothing may move. */
  held: number;
  moves: string[];
}

/**
 * Looks at every card in each frame that the browser paints, from the page's beginning on. A card may not move, come or go
 * while a finger is down or a tap can be taken back. Less than half a pixel is no movement: a card that is stopped at the end
 * of its way is where it was painted last, and asked between two frames the browser answers for the next one.
 */
export const WATCH_CARDS = {
  content: `{
    const frame = window.requestAnimationFrame.bind(window);
    const seen = (window.recorder = { frames: 0, held: 0, moves: [] });
    const down = new Set();
    const isHeld = () => down.size > 0 || document.querySelector(".undo") !== null;
    const look = () => {
      const cards = {};
      for (const card of document.querySelectorAll(".card")) {
        const { x, y, width, height } = card.getBoundingClientRect();
        cards[card.dataset.bib] = [x, y, width, height];
      }
      return { held: isHeld(), cards };
    };
    const isSame = (from, to) => from && to && from.every((place, no) => Math.abs(place - to[no]) < 0.5);
    const text = (place) => place?.join(" ") ?? "nowhere";
    let before = { held: false, cards: {} };
    // What a frame does not show: a moment between two frames in which cards were free to move.
    const freed = () => {
      if (!isHeld()) before = { held: false, cards: {} };
    };
    new MutationObserver(freed).observe(document, { childList: true, subtree: true });
    window.addEventListener("pointerdown", (event) => {
      down.add(event.pointerId);
      if (!before.held) before = look();
    }, true);
    for (const type of ["pointerup", "pointercancel"]) {
      window.addEventListener(type, (event) => {
        down.delete(event.pointerId);
        freed();
      }, true);
    }
    const step = () => {
      const now = look();
      seen.frames += 1;
      if (now.held && before.held) {
        seen.held += 1;
        for (const bib of new Set([...Object.keys(before.cards), ...Object.keys(now.cards)])) {
          const [from, to] = [before.cards[bib], now.cards[bib]];
          if (!isSame(from, to)) seen.moves.push(bib + ": " + text(from) + " -> " + text(to));
        }
      }
      before = now;
      frame(step);
    };
    frame(step);
  }`,
};

export async function recorded(page: Page): Promise<Recorder> {
  return page.evaluate(() => (window as unknown as { recorder: Recorder }).recorder);
}

/** Nothing that was recorded moved when it might not, and enough was recorded to say so. */
export async function expectNothingMoved(page: Page, heldFrames: number): Promise<void> {
  const { held, moves } = await recorded(page);
  expect(moves).toEqual([]);
  expect(held, "frames in which nothing might move").toBeGreaterThan(heldFrames);
}
