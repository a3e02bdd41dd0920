import type { Page } from "@playwright/test";
import type { SignedUp } from "#e2e/support/signed-up.ts";

/** Where the pictures are taken; the sessions were made over HTTP before. */
export interface Places {
  person: SignedUp;
  fresh: string;
  answered: string;
  shared: string;
  /** A file that had to be understood: see its receipt. */
  dirty: string;
}

/** A title above the header, semicolons, decimal commas, a currency, percentages, a word for nothing, a word for yes. */
export const DIRTY_CSV = `Till 3, export of 12 November

Order;Placed;Amount;Share;Paid
00071;03/04/2024;1.234,50 €;12 %;ja
00072;15/06/2024;7,25 €;3 %;nein
00073;21/02/2024;12,00 €;n/a;ja
00074;28/02/2024;118,40 €;7 %;ja
`;

/** One state of the product that has its pictures. */
export interface State {
  name: string;
  title: string;
  /** Who looks: the person with sessions, a person without any, or nobody who is signed in. */
  as: "person" | "newcomer" | "stranger";
  path: (places: Places) => string;
  /** What is done on the page before the picture. */
  act?: (page: Page, width: number) => Promise<void>;
}

const QUESTION = "average amount by product";

export const STATES: State[] = [
  { name: "landing", title: "The front page", as: "stranger", path: () => "/" },
  { name: "sign-up", title: "Signing up", as: "stranger", path: () => "/sign-up?sample=coffee-sales" },
  { name: "sessions-empty", title: "No session yet", as: "newcomer", path: () => "/sessions" },
  { name: "sessions", title: "Sessions", as: "person", path: () => "/sessions" },
  { name: "fresh", title: "A fresh session", as: "person", path: ({ fresh }) => fresh },
  { name: "streaming", title: "An answer on its way", as: "person", path: ({ fresh }) => fresh, act: stream },
  { name: "answered", title: "An answer", as: "person", path: ({ answered }) => answered },
  { name: "data", title: "The data panel", as: "person", path: ({ answered }) => answered, act: showData },
  {
    name: "receipt",
    title: "The receipt of a file",
    as: "person",
    path: ({ dirty }) => dirty,
    act: openReceipt,
  },
  {
    name: "reload",
    title: "Correcting how it is read",
    as: "person",
    path: ({ dirty }) => dirty,
    act: openReload,
  },
  { name: "plan", title: "An analysis built by hand", as: "person", path: planPath, act: runPlan },
  { name: "shared", title: "A shared session", as: "stranger", path: ({ shared }) => shared },
  { name: "settings", title: "Settings", as: "person", path: () => "/settings" },
  { name: "error", title: "The server was not reached", as: "person", path: ({ fresh }) => fresh, act: fail },
  { name: "not-found", title: "Not found", as: "person", path: () => "/sessions/nothing-here" },
];

/** Stops the answer's stream on its way, so that each picture shows the same moment. */
async function stream(page: Page): Promise<void> {
  await page.route("**/messages", () => {
    // Never answered: the page waits for the first words.
  });
  await ask(page);
  await page.getByRole("button", { name: "Stop" }).waitFor();
}

async function fail(page: Page): Promise<void> {
  await page.route("**/messages", (route) => route.abort());
  await ask(page);
  await page.getByRole("button", { name: "Dismiss" }).waitFor();
}

async function ask(page: Page): Promise<void> {
  await page.getByLabel("Ask a question").fill(QUESTION);
  await page.getByLabel("Ask a question").press("Enter");
}

/** On a wide screen the panel stands beside the conversation, and a column's profile is opened from it. */
async function showData(page: Page, width: number): Promise<void> {
  if (width < 1280) await page.getByRole("button", { name: "Data panel" }).click();
  await page
    .getByRole("list", { name: /^Columns of/ })
    .getByRole("button")
    .filter({ visible: true })
    .nth(1)
    .click();
  await page.getByRole("dialog", { name: /./ }).last().waitFor();
  await page.getByText("Opening the profile…").waitFor({ state: "detached" });
}

async function openReceipt(page: Page, width: number): Promise<void> {
  if (width < 1280) await page.getByRole("button", { name: "Data panel" }).click();
  await page
    .getByText(/^Receipt, /)
    .filter({ visible: true })
    .click();
}

async function openReload(page: Page, width: number): Promise<void> {
  if (width < 1280) await page.getByRole("button", { name: "Data panel" }).click();
  await page
    .getByRole("button", { name: /^Change how/ })
    .filter({ visible: true })
    .click();
  await page.getByRole("dialog").getByRole("cell", { name: "00071" }).waitFor();
}

function planPath({ fresh }: Places): string {
  return `${fresh}/plan`;
}

async function runPlan(page: Page): Promise<void> {
  await page.getByLabel("Operation").selectOption({ label: "Trend" });
  await page.getByLabel("Time column").selectOption({ index: 1 });
  await page.getByLabel("Time grain").selectOption("month");
  await page.getByLabel(/^Aggregate/).selectOption("sum");
  await page.getByLabel(/^Target column/).selectOption("amount");
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByRole("region", { name: "Result" }).locator("figure svg.marks").first().waitFor();
}
