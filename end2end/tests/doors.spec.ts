// Who gets in where, and what those are told who do not.
import { Api } from "../tools/api";
import { expectAccessible, expectClosed } from "../tools/checks";
import { test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { ConsolePage } from "../pages/console";
import { SignInPage } from "../pages/signin";

const server = useServer();
const api = new Api(server);

test.beforeAll(() => api.openEvent());

test("a wrong admin token is refused, the right one opens the console @everySize", async ({ visitor }) => {
  const { page, watch } = await visitor("desk");
  watch.allow(/\b40[013]\b/);
  const signIn = new SignInPage(page);
  await signIn.open(server.url);
  await expectAccessible(page);
  await signIn.signIn("not-the-token");
  await signIn.expectRefused();
  await expectAccessible(page);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(page).expectOpen();
});

for (const path of ["console", "reception", "lanes", "held", "station"]) {
  test(`/${path} is closed to a stranger`, async ({ visitor }) => {
    const { page, watch } = await visitor("desk");
    watch.allow(/\b40[13]\b/);
    await page.goto(`${server.url}/${path}`);
    await expectClosed(page);
    await expectAccessible(page);
  });
}
