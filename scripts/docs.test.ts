import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const documents = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const FOLDERS = "app|bench|components|docs|e2e|lib|prisma|public|scripts|\\.ci";

/** Paths of the repository that a text names in backticks or links, without globs and placeholders. */
function pathsIn(text: string): string[] {
  const named = text.matchAll(new RegExp(`\`((?:${FOLDERS})/[^\`\\s:]*)`, "g"));
  const inside = [...named].map(([, path = ""]) => path).filter((path) => !/[*<>…{]/.test(path));
  return inside.map((path) => path.replace(/[.,;)]+$/, ""));
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)].map(([, path = ""]) => path);
}

describe.each(documents)("%s", (document) => {
  const text = readFileSync(join(root, document), "utf8");

  it("names only paths that exist", () => {
    expect(pathsIn(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(linksIn(text).filter((path) => !existsSync(join(root, dirname(document), path)))).toEqual([]);
  });
});

it("README names every setting and every npm script it tells to run", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const settings = readFileSync(join(root, ".env.example"), "utf8").matchAll(/^# ?([A-Z_]+)=/gm);
  expect(
    [...settings].map(([, name = ""]) => name).filter((name) => !readme.includes(`\`${name}\``)),
  ).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const told = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
  expect(told.filter((name) => !(name in scripts))).toEqual([]);
});
