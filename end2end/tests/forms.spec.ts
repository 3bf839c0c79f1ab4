// Forms on a network so slow that their code has not arrived.
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";

const server = useServer();
/** What can be typed into a field, by its type. */
const TYPED: Record<string, string> = { number: "7", date: "2027-06-05", "datetime-local": "2027-06-05T14:00:30" };

test("a form that is sent before the page is alive carries nothing into the address", async ({ visitor }) => {
  const { page, watch } = await visitor("desk", { javaScriptEnabled: false });
  watch.allow(/^csp for/, /was preloaded/);
  for (const path of ["signin", "setup", "enrol"]) {
    await page.goto(`${server.url}/${path}`);
    // Not "visible": where scripts are switched off for a test, the browser hides this as if they were not.
    expect(await page.locator("noscript").innerHTML()).toContain("This page needs JavaScript");
    // By element: a field for a token is a password field, which has no role.
    const fields = await page.locator("form input:not([type=radio], [type=checkbox])").all();
    expect(fields.length, `fields of /${path}`).toBeGreaterThan(0);
    for (const field of fields) {
      await field.fill(TYPED[(await field.getAttribute("type")) ?? ""] ?? "a-secret");
      await field.press("Enter");
    }
    expect(new URL(page.url()).search, `/${path} was sent`).toBe("");
  }
});
