// Says at the very end, in a few lines each, why tests failed: a log of which only the end was kept still tells.
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

const LINES_OF_AN_ERROR = 6;
const COLOURS = /\u001b\[[0-9;]*m/g;

export default class Reasons implements Reporter {
  private readonly reasons: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus || result.status === "skipped") return;
    const step = deepestFailedStep(result);
    const screen = test.parent.project()?.name;
    this.reasons.push(`${screen}: ${test.title}${step ? ` > ${step}` : ""}`);
    for (const { message, location } of result.errors) {
      const lines = (message ?? "no message").replace(COLOURS, "").split("\n").filter(tells);
      const where = location ? ` (${location.file.split("/").at(-1)}:${location.line})` : "";
      this.reasons.push(...lines.slice(0, LINES_OF_AN_ERROR).map((line) => `    ${line}`), `   ${where}`);
    }
  }

  onEnd(_result: FullResult): void {
    if (this.reasons.length > 0) console.log(`\nWhy:\n${this.reasons.join("\n")}`);
  }
}

/** Neither empty nor a frame around what was compared. */
function tells(line: string): boolean {
  return !/^\s*$|^expect\(|^[-+] (Expected|Received) |^[-+]\s*(Array )?[[\]{}]+,?$/.test(line);
}

/** The `test.step` in which it failed. */
function deepestFailedStep(result: TestResult): string | undefined {
  return result.steps.find((step) => step.category === "test.step" && step.error)?.title;
}
