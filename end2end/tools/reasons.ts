// Says at the very end, in a line or two each, why tests failed: a log of which only the end was kept still tells.
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

const LINES_OF_AN_ERROR = 6;
const COLOURS = /\u001b\[[0-9;]*m/g;

export default class Reasons implements Reporter {
  private readonly reasons: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus || result.status === "skipped") return;
    const step = deepestFailedStep(result);
    this.reasons.push(`${test.title}${step ? ` > ${step}` : ""}`);
    for (const { message, location } of result.errors) {
      const lines = (message ?? "no message").replace(COLOURS, "").split("\n");
      const where = location ? ` (${location.file.split("/").at(-1)}:${location.line})` : "";
      this.reasons.push(...lines.slice(0, LINES_OF_AN_ERROR).map((line) => `    ${line}`), `   ${where}`);
    }
  }

  onEnd(_result: FullResult): void {
    if (this.reasons.length > 0) console.log(`\nWhy:\n${this.reasons.join("\n")}`);
  }
}

/** The `test.step` in which it failed. */
function deepestFailedStep(result: TestResult): string | undefined {
  return result.steps.find((step) => step.category === "test.step" && step.error)?.title;
}
