/**
 * `npm run screenshots`: pictures of the main states, wide and as a phone, light and dark, into docs/images/screens/,
 * with the page that shows them and the README's picture. Works on the built product (`npm run build`).
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { type BrowserContext, chromium } from "@playwright/test";
import { UNLIMITED } from "#e2e/support/app-for-tests.ts";
import { findChromium } from "#e2e/support/find-chromium.ts";
import { SignedUp } from "#e2e/support/signed-up.ts";
import { startApp } from "#e2e/support/start-app.ts";
import { DIRTY_CSV, type Places, STATES, type State } from "./states.ts";

const DOCS = new URL("../../docs/", import.meta.url);
const SCREENS = new URL("images/screens/", DOCS);
const SIZES = [
  { name: "wide", width: 1440, height: 900 },
  { name: "phone", width: 390, height: 844 },
] as const;
const THEMES = ["light", "dark"] as const;
const JPEG_QUALITY = 72;
const ABOUT = `The main states, 1440 and 390 pixels wide. \`npm run screenshots\` makes the pictures and this page anew.

A few of them are compared pixel by pixel with \`e2e/journeys/pixels/\` on each \`npm test\`, always in the Chromium from npm
with its own fonts, whatever browser and fonts the machine has. After a change that is meant, this renews them:
\`npm run test:e2e -- pixels --project analyst --update-snapshots\` (on the built product).`;

const app = await startApp({ env: UNLIMITED });
const { executablePath, args, env } = await findChromium();
const browser = await chromium.launch({
  executablePath,
  args,
  env: { ...env, PATH: process.env.PATH ?? "" },
});
try {
  const places = await furnish();
  const newcomer = await SignedUp.at(app.url);
  await rm(SCREENS, { recursive: true, force: true });
  await mkdir(SCREENS, { recursive: true });
  for (const size of SIZES) {
    for (const theme of THEMES) {
      for (const state of STATES) {
        const person = { person: places.person, newcomer, stranger: null }[state.as];
        const image = await picture({ person, size, theme, state, places });
        await writeFile(new URL(nameOf(state, size.name, theme), SCREENS), image);
      }
    }
  }
  await writeFile(new URL("images/session.png", DOCS), await readmePicture(places));
  await writeFile(new URL("screens.md", DOCS), gallery());
  process.stdout.write(`${STATES.length * SIZES.length * THEMES.length} pictures in docs/images/screens/\n`);
} finally {
  await browser.close();
  await app.stop();
}

/** One person with a fresh session and an answered, shared one. */
async function furnish(): Promise<Places> {
  const person = await SignedUp.at(app.url, { email: "ana@example.com", name: "Ana Ruiz" });
  const answered = await person.openSample("coffee-sales");
  await person.ask(answered, "Total amount by month");
  await person.ask(answered, "Which product has the highest average amount?");
  const fresh = await person.openSample("coffee-sales");
  const dirty = await person.upload("till-export.csv", DIRTY_CSV);
  return {
    person,
    dirty: `/sessions/${dirty}`,
    fresh: `/sessions/${fresh}`,
    answered: `/sessions/${answered}`,
    shared: await person.share(answered),
  };
}

interface Wanted {
  person: SignedUp | null;
  size: (typeof SIZES)[number];
  theme: (typeof THEMES)[number];
  state: State;
  places: Places;
}

async function picture(wanted: Wanted): Promise<Buffer> {
  const { size, state, places } = wanted;
  const context = await contextOf(wanted);
  const page = await context.newPage();
  try {
    await page.goto(app.url + state.path(places), { waitUntil: "networkidle" });
    await state.act?.(page, size.width);
    await page.evaluate(() => document.fonts.ready);
    return await page.screenshot({
      type: "jpeg",
      quality: JPEG_QUALITY,
      animations: "disabled",
      caret: "hide",
    });
  } finally {
    await context.close();
  }
}

async function contextOf({
  person,
  size,
  theme,
}: Pick<Wanted, "person" | "size" | "theme">): Promise<BrowserContext> {
  const { width, height } = size;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "UTC",
  });
  if (person) await context.addCookies(person.cookies);
  return context;
}

async function readmePicture({ person, answered }: Places): Promise<Buffer> {
  const size = { name: "wide", width: 1440, height: 900 } as const;
  const context = await contextOf({ person, size, theme: "light" });
  const page = await context.newPage();
  await page.goto(app.url + answered, { waitUntil: "networkidle" });
  const image = await page.screenshot({ animations: "disabled", caret: "hide" });
  await context.close();
  return image;
}

function nameOf({ name }: State, size: string, theme: string): string {
  return `${name}-${size}-${theme}.jpg`;
}

/** docs/screens.md: each state, four times. */
function gallery(): string {
  const sections = STATES.map((state) => {
    const cell = (size: string, theme: string) =>
      `![${state.title}, ${size}, ${theme}](images/screens/${nameOf(state, size, theme)})`;
    const row = (size: string) => `| ${THEMES.map((theme) => cell(size, theme)).join(" | ")} |`;
    return `## ${state.title}\n\n| light | dark |\n| --- | --- |\n${SIZES.map(({ name }) => row(name)).join("\n")}\n`;
  });
  return `# Screens\n\n${ABOUT}\n\n${sections.join("\n")}`;
}
