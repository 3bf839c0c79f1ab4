// Devices: enrolled once, renamed, revoked, and kept to their own desk.
import { Api } from "../tools/api";
import { expectAccessible, expectClosed } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { ReceptionPage } from "../pages/reception";
import { SignInPage } from "../pages/signin";

const server = useServer();
const api = new Api(server);

test.beforeAll(() => api.openEvent());

test("a code works once, a wrong one never", async ({ visitor }) => {
  const code = await api.code("reception", "Desk 1");
  const first = await visitor("desk");
  const enrol = new EnrolPage(first.page);
  first.watch.allow(/\b400\b/);
  await enrol.open(server.url);
  await enrol.enrol(code === "000000" ? "000001" : "000000");
  await enrol.expectRefused();
  await expectAccessible(first.page);
  await enrol.enrol(code);
  await new ReceptionPage(first.page).expectOpen();

  const second = await visitor("desk");
  second.watch.allow(/\b400\b/);
  const again = new EnrolPage(second.page);
  await again.open(server.url);
  await again.enrol(code);
  await again.expectRefused();
});

test("a renamed device keeps its session, a revoked one loses it", async ({ visitor }) => {
  const admin = await visitor("desk");
  const signIn = new SignInPage(admin.page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  const console = new ConsolePage(admin.page);
  await console.expectOpen();

  const desk = await visitor("desk");
  desk.watch.allow(/\b40[13]\b/);
  const enrol = new EnrolPage(desk.page);
  await enrol.open(server.url);
  await enrol.enrol(server.keepSecret(await console.issueCode("Reception", "Tablet A")));
  const reception = new ReceptionPage(desk.page);
  await reception.expectOpen();

  await console.rename("Tablet A", "Tablet B");
  await expect(console.device("Tablet B")).toBeVisible();
  await desk.page.reload();
  await reception.expectOpen();

  await console.revoke("Tablet B");
  await desk.page.reload();
  await expectClosed(desk.page);
});

test("a reception device has no way into the console", async ({ visitor }) => {
  const { page, watch } = await visitor("desk");
  watch.allow(/\b403\b/);
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("reception", "Desk 3"));
  await new ReceptionPage(page).expectOpen();
  await expect(page.getByRole("navigation", { name: "Desks" }).getByRole("link", { name: "Console" })).toHaveCount(0);
  await page.goto(`${server.url}/console`);
  await expectClosed(page);
});
