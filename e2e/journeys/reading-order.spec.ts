import { expect, type Page, test } from "@playwright/test";
import { answered, answerTo, ask, SALES_CSV, signUp, upload } from "./steps.ts";

const QUESTION = "what is the average amount by region?";

interface Listening extends Window {
  said?: string[];
}

/** Keeps what the live regions say from now on: each text that differs from the one before, in order. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const said: string[] = [];
    (window as Listening).said = said;
    const hear = () => {
      for (const region of document.querySelectorAll('[aria-live="polite"], [role="status"]')) {
        const text = region.textContent?.trim() ?? "";
        if (text !== "" && heard.get(region) !== text) said.push(text);
        heard.set(region, text);
      }
    };
    const heard = new WeakMap<Element, string>();
    new MutationObserver(hear).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

test("a screen reader reads an answer as a page does, and hears its status once", async ({ page }) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await listen(page);
  await ask(page, QUESTION);
  await answered(page);
  const answer = answerTo(page, QUESTION);

  await test.step("the question, the table with its headers and cells, in the order of the eye", async () => {
    const result = answer.getByRole("figure", { name: /amount by region/i }).first();
    await expect(result).toHaveAccessibleName(/amount by region/i);
    await expect(result.getByRole("table")).toMatchAriaSnapshot(`
      - table:
        - rowgroup:
          - row:
            - columnheader /[Rr]egion/
            - columnheader /[Aa]mount/
        - rowgroup:
          - row:
            - cell "South"
            - cell "60"
          - row:
            - cell "East"
            - cell "45"
    `);
  });

  await test.step("each block comes once, and the line about its making is the last", async () => {
    const lines = (await answer.ariaSnapshot()).split("\n");
    const at = (pattern: RegExp) => lines.findIndex((line) => pattern.test(line));
    const order = {
      question: at(/^\s*- heading/),
      table: at(/^\s*- table/),
      chart: at(/^\s*- img/),
      making: at(/· \d+ quer(y|ies)|tokens/),
    };
    expect(Object.values(order), JSON.stringify(order)).not.toContain(-1);
    expect(order.question).toBe(1);
    expect(order.table).toBeLessThan(order.chart);
    expect(order.chart).toBeLessThan(order.making);
    const sentence = at(/^\s*- paragraph: .*South.*60/);
    expect(sentence).toBeGreaterThan(order.question);
    expect(sentence).toBeLessThan(order.making);
    expect(lines.filter((line) => /^\s*- img/.test(line))).toHaveLength(1);
  });

  await test.step("the chart has a name and a description; its numbers are there as a table too", async () => {
    const chart = answer.getByRole("img");
    await expect(chart).toHaveAccessibleName(/region/i);
    await expect(chart).toHaveAccessibleDescription(/South|bar|4/i);
    await answer.getByRole("button", { name: "Show as table" }).click();
    await expect(answer.getByRole("table")).toHaveCount(2);
    await expect(answer.getByRole("img")).toHaveCount(0);
  });

  await test.step("each status is said once, then the answer's sentences, once", async () => {
    const said = await page.evaluate(() => (window as Listening).said ?? []);
    expect(said.length).toBeGreaterThan(1);
    expect(said, "no text twice").toEqual([...new Set(said)]);
    const answers = said.filter((text) => /South/.test(text) && /60/.test(text));
    expect(answers).toHaveLength(1);
    expect(said.at(-1)).toBe(answers[0]);
  });
});
