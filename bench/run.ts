import { readdir } from "node:fs/promises";

/** What a benchmark prints: one JSON line of figures, each name with its unit. */
export type Figures = Record<string, string | number | boolean | null>;

const folder = new URL("./benches/", import.meta.url);
const names = (await readdir(folder)).filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3));
const name = process.argv[2] ?? "";

if (!names.includes(name)) {
  console.error(`Which benchmark? One of: ${names.join(", ")}. For example: npm run bench -- ${names[0]}`);
  process.exit(2);
}
const { run } = (await import(new URL(`${name}.ts`, folder).href)) as { run: () => Promise<Figures> };
console.log(JSON.stringify({ bench: name, ...(await run()) }));
process.exit(0);
