// The cash desk: money is taken, given back, undone and added up, and another desk sees it as it comes.
import { Api } from "../tools/api";
import { expectAccessible, expectClosed, expectNoSidewaysScroll } from "../tools/checks";
import { expect, test } from "../tools/fixtures";
import { useServer } from "../tools/server";
import { AuditPage } from "../pages/audit";
import { ConsolePage } from "../pages/console";
import { EnrolPage } from "../pages/enrol";
import { LanesPage } from "../pages/lanes";
import { ReceptionPage } from "../pages/reception";
import { SignInPage } from "../pages/signin";
import { TakingsPage } from "../pages/takings";

const server = useServer();
const api = new Api(server);

test("fees and donations are taken, undone and added up @everySize", async ({ visitor }) => {
  await api.openEvent();
  await api.register({ bib: 7, name: "Ada Byron" }, { bib: 8, name: "Bo Lienert" }, { bib: 9, name: "Pia Sørensen" });

  const { page, watch } = await visitor("desk");
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("reception", "Desk 1"));
  await new ReceptionPage(page).expectOpen();
  await page.getByRole("navigation", { name: "Desks" }).getByRole("link", { name: "Takings" }).click();
  const takings = new TakingsPage(page);
  await takings.expectOpen();
  await expect(page.locator(".empty")).toBeVisible();
  await takings.expectToday("€0.00");
  await expect(takings.waiting.getByRole("listitem")).toHaveCount(3);
  await expectAccessible(page);

  const other = await visitor("desk");
  const signIn = new SignInPage(other.page);
  await signIn.open(server.url);
  await signIn.signIn(server.adminToken);
  await new ConsolePage(other.page).expectOpen();
  const elsewhere = new TakingsPage(other.page);
  await elsewhere.open(server.url);

  await test.step("what is no amount, and a fee of nobody, are refused beside the field", async () => {
    await takings.form.getByRole("button", { name: "Take" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "somebody's" })).toBeVisible();
    await takings.choose(7);
    await takings.amount.fill("1.234");
    await takings.amount.press("Enter");
    await expect(takings.form.getByRole("alert").filter({ hasText: "12.50" })).toBeVisible();
    await expect(takings.row("Ada Byron")).toHaveCount(0);
  });

  await test.step("the first fee is typed, the next ones are two presses of Enter", async () => {
    await takings.amount.fill("12,50");
    await takings.amount.press("Enter");
    await expect(takings.row("Ada Byron")).toContainText("€12.50");
    await expect(takings.who).toBeFocused();
    await page.keyboard.type("8");
    await page.keyboard.press("Enter");
    await expect(takings.payer).toContainText("No entry fee yet");
    await expect(takings.amount).toBeFocused();
    await expect(takings.amount).toHaveValue("12,50");
    await page.keyboard.press("Enter");
    await expect(takings.row("Bo Lienert")).toContainText("€12.50");
    await takings.expectToday("€25.00");
    await expect(takings.waiting.getByRole("listitem")).toHaveCount(1);
    await expect(takings.waiting).toContainText("Pia Sørensen");
  });

  await test.step("a donation without a name, by card", async () => {
    await takings.set("Donation", "Card");
    await takings.form.getByLabel("Note").fill("from the bakery");
    await takings.take("1000", /^Take €1,000.00$/);
    await expect(takings.row("Nobody in particular")).toContainText("from the bakery");
    await takings.expectToday("€1,025.00");
    await elsewhere.expectToday("€1,025.00");
    await expect(elsewhere.row("Ada Byron")).toContainText("€12.50");
  });

  await test.step("some of a fee is given back, and no more than was paid", async () => {
    await takings.choose(7);
    await takings.set("Entry fee", "Cash");
    await expect(takings.payer).toContainText("Entry fee paid: €12.50");
    await expect(takings.payer.getByRole("status")).toContainText("second one");
    await takings.form.getByRole("checkbox", { name: "Give it back" }).check();
    watch.allow(/409/);
    await takings.amount.fill("20");
    await takings.amount.press("Enter");
    await expect(takings.form.getByRole("alert").filter({ hasText: "No more can be given back" })).toBeVisible();
    await expectAccessible(page);
    await takings.take("2.50", /^Give back €2.50$/);
    await takings.expectToday("€1,022.50");
  });

  await test.step("a payment is undone with a reason, and stays in the list", async () => {
    await takings.undo(takings.row("Bo Lienert"), "took it twice");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(takings.row("Bo Lienert")).toContainText("undone");
    await takings.expectToday("€1,010.00");
    await elsewhere.expectToday("€1,010.00");
    await expect(elsewhere.row("Bo Lienert")).toContainText("undone");

    watch.allow(/409/);
    await takings.undo(takings.row(/Ada Byron.*€12\.50/), "the wrong one");
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("given back since");
    await page.getByRole("dialog").getByRole("button", { name: "Keep" }).click();
  });

  await test.step("the day's sums by method and kind, and its sheet on paper", async () => {
    const sums = takings.today.getByRole("table", { name: "By method and kind" });
    await expect(sums.getByRole("row", { name: /^Cash/ })).toContainText("€10.00");
    await expect(sums.getByRole("row", { name: /^Card/ })).toContainText("€1,000.00");
    await expect(takings.days.getByRole("row", { name: /^All days/ })).toContainText("€1,010.00");
    await takings.today.getByRole("button", { name: "Only this day" }).click();
    await expect(takings.row("Nobody in particular")).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.emulateMedia({ media: "print" });
    await expect(takings.form).toBeHidden();
    await expect(takings.today.getByText("€1,010.00").first()).toBeVisible();
    await expect(takings.row("Ada Byron").first()).toBeVisible();
    await page.emulateMedia({ media: null });
    await page.evaluate(() => {
      window.print = () => document.documentElement.setAttribute("data-printed", "");
    });
    await takings.today.getByRole("button", { name: "Print this day" }).click();
    await expect(page.locator("html[data-printed]")).toBeAttached();
  });

  await test.step("the audit trail tells it in words", async () => {
    const audit = new AuditPage(other.page);
    await audit.open(server.url, "?action=payment");
    await expect(audit.entry(/Undone: payment taken.*Bo Lienert/)).toContainText("took it twice");
    await expect(audit.entry(/^(?!.*Undone).*payment taken.*Bo Lienert/)).toContainText("€12.50");
    await audit.undo(audit.entry(/Undone: payment taken/), "it was right");
    await takings.expectToday("€1,022.50");
  });
});

test("whoever takes no money does not see the cash desk", async ({ visitor }) => {
  const { page, watch } = await visitor("desk");
  const enrol = new EnrolPage(page);
  await enrol.open(server.url);
  await enrol.enrol(await api.code("lane_assign", "Grouping"));
  await new LanesPage(page).expectOpen();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Takings" })).toHaveCount(0);
  watch.allow(/403/);
  await page.goto(`${server.url}/takings`);
  await expectClosed(page);
});
