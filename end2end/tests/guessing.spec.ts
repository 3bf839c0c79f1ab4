// Guessing: the console says who does it and shuts them out, and whoever is signed in stays.
import { Api } from "../tools/api";
import { expectAccessible } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { GuessingPanel } from "../pages/guessing";
import { SignInPage } from "../pages/signin";

const server = useServer();
const api = new Api(server);
/** All browsers of a test come from this machine. */
const HERE = "127.0.0.1";

test("the console shows who guesses codes and shuts them out until they are let in again", async ({ visitor }) => {
  await api.openEvent();
  const admin = await visitor("desk");
  const signIn = new SignInPage(admin.page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  const console = new ConsolePage(admin.page);
  await console.expectOpen();
  const panel = new GuessingPanel(admin.page);
  await expect(panel.region).toHaveCount(0);

  const stranger = await visitor("desk");
  stranger.watch.allow(/\b40[03]\b/);
  const enrol = new EnrolPage(stranger.page);
  await enrol.open(server.url);
  await enrol.enrol("000000");
  await enrol.expectRefused();
  await expect(panel.guesser(HERE, "codes").getByRole("cell").nth(1)).toHaveText("1");
  await expectAccessible(admin.page);

  await panel.shutOut(HERE, "codes");
  await expectAccessible(admin.page);
  await enrol.enrol("000000");
  await expect(stranger.page.getByRole("alert").filter({ hasText: "shut out" })).toBeVisible();
  await admin.page.reload();
  await console.expectOpen();

  await panel.letIn(HERE);
  await enrol.open(server.url);
  await enrol.enrol("000000");
  await enrol.expectRefused();
  await expect(panel.guesser(HERE, "codes").getByRole("cell").nth(1)).toHaveText("2");
});
