// Fingers on a screen, several at once if need be, as the browser gets them from a touch panel.
import type { CDPSession, Locator, Page } from "@playwright/test";

export interface Spot {
  x: number;
  y: number;
}

/** How often an element is looked for that is just being drawn anew. */
const TRIES_MAX = 20;

/** The middle of an element, or a place in it as shares of its width and height. */
export async function spot(element: Locator, across = 0.5, down = 0.5): Promise<Spot> {
  // Between two looks it may be drawn anew.
  let box = await element.boundingBox();
  for (let tries = 0; !box && tries < TRIES_MAX; tries++) {
    await element.waitFor();
    box = await element.boundingBox();
  }
  if (!box) throw new Error("an element that is not there cannot be touched");
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

export class Fingers {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  /** From now on these are down, or have moved there; none is all lifted. */
  async at(...spots: Spot[]): Promise<void> {
    const touchPoints = spots.map((spot, id) => ({ ...spot, id }));
    const type = spots.length === 0 ? "touchEnd" : "touchStart";
    await this.session.send("Input.dispatchTouchEvent", { type, touchPoints });
  }

  async move(...spots: Spot[]): Promise<void> {
    const touchPoints = spots.map((spot, id) => ({ ...spot, id }));
    await this.session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints });
  }

  async tap(spot: Spot): Promise<void> {
    await this.at(spot);
    await this.at();
  }
}
