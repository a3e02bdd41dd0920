import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { watchPerformance, whatHappened } from "#e2e/support/pages/watch-performance.ts";
import { answered, answerTo, ask, SALES_CSV, signUp, upload } from "./steps.ts";

const AVERAGE = "what is the average amount by region?";
const TOTAL = "what is the total amount by region?";
const MONTHS = "total amount by month";

async function asked(page: Page, ...questions: string[]): Promise<void> {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  for (const question of questions) {
    await ask(page, question);
    await answered(page);
  }
}

/** The bytes of what a click lets the browser save. */
async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Width and height of a PNG, from its header; throws for anything else. */
function sizeOfPng(bytes: Buffer): { width: number; height: number } {
  if (bytes.subarray(0, 8).toString("latin1") !== "\x89PNG\r\n\x1a\n") throw new Error("this is no PNG");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

test("an answer has an address, is copied in two ways, and keys move between answers", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await asked(page, AVERAGE, TOTAL);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const first = answerTo(page, AVERAGE);

  await test.step("as Markdown with its query, as text without marks", async () => {
    await first.getByRole("button", { name: "Copy Markdown" }).click();
    await expect.poll(clipboard).toContain("```sql");
    await first.getByRole("button", { name: "Copy text" }).click();
    await expect.poll(clipboard).not.toContain("```");
    expect(await clipboard()).toMatch(/South\t60/);
    expect(await clipboard()).not.toContain("**");
  });

  await test.step("its link leads there, also without scripts", async () => {
    await first.getByRole("link", { name: "Link to this answer" }).click();
    await expect.poll(clipboard).toMatch(/\/sessions\/[0-9a-f-]{36}#a-[0-9a-f-]{36}$/);
    const link = await clipboard();
    await page.goto("about:blank");
    await page.goto(link);
    await expect(first.getByRole("heading", { level: 2 })).toBeInViewport();
    expect(
      await page.locator(":target").evaluate((section) => section.querySelector("h2")?.textContent),
    ).toBe(AVERAGE);
    const reply = await page.request.get(link);
    expect(await reply.text()).toContain(`id="${new URL(link).hash.slice(1)}"`);
  });

  await test.step("moves", async () => {
    const move = (detail: number) =>
      page.evaluate(
        (way) => document.dispatchEvent(new CustomEvent("veritable:move-answer", { detail: way })),
        detail,
      );
    await page.getByRole("heading", { name: AVERAGE }).focus();
    await move(1);
    await expect(page.getByRole("heading", { name: TOTAL })).toBeFocused();
    await move(1);
    await expect(page.getByRole("heading", { name: TOTAL })).toBeFocused();
    await move(-1);
    await expect(page.getByRole("heading", { name: AVERAGE })).toBeFocused();
  });
});

test("a chart is drawn as another kind, toggles its series, and is saved", { tag: "@analyst" }, async ({
  page,
}) => {
  await signUp(page);
  const rows = ["Jan", "Feb", "Mar"].flatMap((_, month) =>
    ["North", "South"].map((region, at) => `2024-0${month + 1}-05,${region},${10 * (month + 1) + at}`),
  );
  await upload(page, "regions.csv", `Sold on,Region,Amount\n${rows.join("\n")}\n`);
  await ask(page, MONTHS);
  await answered(page);
  await ask(page, `${MONTHS} and region`);
  await answered(page);

  await test.step("another kind of chart", async () => {
    const figure = answerTo(page, MONTHS)
      .getByRole("figure")
      .filter({ has: page.getByRole("combobox") });
    const kind = figure.getByLabel(/^Chart type of/);
    await expect(kind).toHaveValue("line");
    await expect(figure.locator("svg .mark-line path").first()).toBeVisible();
    await kind.selectOption("Bars");
    await expect(figure.locator("svg .mark-rect path")).toHaveCount(3);
    const spec = await saved(page, () => figure.getByRole("button", { name: /as Vega-Lite spec$/ }).click());
    expect(JSON.parse(spec.bytes.toString())).toMatchObject({
      data: { name: "result" },
      mark: { type: "bar" },
    });
    expect(spec.name).toMatch(/\.vl\.json$/);
  });

  await test.step("PNG at twice the size, and SVG", async () => {
    const figure = answerTo(page, MONTHS)
      .getByRole("figure")
      .filter({ has: page.getByRole("combobox") });
    const box = await figure.locator("svg.marks, svg[viewBox]").first().boundingBox();
    const png = await saved(page, () => figure.getByRole("button", { name: /as PNG$/ }).click());
    expect(sizeOfPng(png.bytes).width).toBeGreaterThanOrEqual(Math.floor((box?.width ?? 0) * 2) - 2);
    const svg = await saved(page, () => figure.getByRole("button", { name: /as SVG$/ }).click());
    expect(svg.bytes.toString()).toContain("</svg>");
  });

  await test.step("the legend fades the other series", async () => {
    const figure = answerTo(page, `${MONTHS} and region`)
      .getByRole("figure")
      .filter({ has: page.getByRole("combobox") });
    await expect(figure.getByLabel(/^Chart type of/)).toHaveValue("line");
    const lines = figure.locator("svg .mark-line path");
    await expect(lines).toHaveCount(2);
    const faint = () =>
      lines.evaluateAll(
        (paths) => paths.filter((path) => Number(path.getAttribute("opacity") ?? 1) < 0.5).length,
      );
    expect(await faint()).toBe(0);
    await figure.locator("svg .role-legend-label text").first().click();
    await expect.poll(faint).toBe(1);
    await figure.locator("svg .role-legend-label text").first().click();
    await expect.poll(faint).toBe(0);
  });
});

test("nothing jumps while an answer streams in", async ({ page }) => {
  await watchPerformance(page);
  await asked(page, AVERAGE);
  await whatHappened(page);
  await ask(page, MONTHS);
  await answered(page);
  await expect(answerTo(page, MONTHS).locator(".chart-figure svg")).toBeVisible();
  expect((await whatHappened(page)).layoutShift).toBeLessThan(0.05);
});

test("a shared session unfolds with a picture, is read without scripts, and its picture goes with the link", async ({
  page,
  browser,
}) => {
  await asked(page, AVERAGE);
  const api = `/api/v1${new URL(page.url()).pathname}/share`;
  const { token } = await (
    await page.request.post(api, { data: {}, headers: { origin: new URL(page.url()).origin } })
  ).json();
  const visitor = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
  });
  const tab = await visitor.newPage();
  await tab.goto(new URL(`/s/${token}`, page.url()).href);

  await test.step("meta tags and a PNG of 1200 by 630", async () => {
    const meta = (name: string) =>
      tab.locator(`meta[property="${name}"], meta[name="${name}"]`).getAttribute("content");
    expect(await meta("twitter:card")).toBe("summary_large_image");
    expect([await meta("og:image:width"), await meta("og:image:height")]).toEqual(["1200", "630"]);
    expect(await meta("og:image:alt")).toMatch(/\S/);
    const image = (await meta("og:image")) ?? "";
    expect(image).toMatch(/^http/);
    const reply = await visitor.request.get(image);
    expect(reply.headers()["content-type"]).toBe("image/png");
    expect(sizeOfPng(await reply.body())).toEqual({ width: 1200, height: 630 });
    const again = await visitor.request.get(image, {
      headers: { "if-none-match": reply.headers().etag ?? "" },
    });
    expect(again.status()).toBe(304);
  });

  await test.step("question, sentences, table and a legible chart, in reading order, at 390 px", async () => {
    const section = tab.getByRole("article").filter({ has: tab.getByRole("heading", { name: AVERAGE }) });
    await expect(section.getByRole("row").filter({ hasText: "South" })).toContainText("60");
    const svg = section.locator(".chart-figure svg");
    await expect(svg).toBeVisible();
    const scale = await svg.evaluate((drawing) => {
      const { width } = (drawing as SVGSVGElement).viewBox.baseVal;
      return drawing.getBoundingClientRect().width / width;
    });
    // Labels are drawn 11 px high.
    expect(scale * 11).toBeGreaterThan(9);
    await expect(tab.getByRole("button", { name: "Make it yours" })).toBeVisible();
  });

  await test.step("revoked, the picture is gone", async () => {
    await page.request.delete(api, { headers: { origin: new URL(page.url()).origin } });
    const gone = await visitor.request.get(new URL(`/s/${token}/preview.png`, page.url()).href);
    expect(gone.status()).toBe(404);
  });
  await visitor.close();
});
