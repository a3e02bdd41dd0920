import "server-only";

const MAX_LENGTH = 255;

/** A file's name as it is shown: without folders and control characters, "data" when nothing is left. */
export function cleanFilename(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? "";
  const name = [...base.replace(/\p{C}/gu, "").trim()].slice(0, MAX_LENGTH).join("");
  return name === "" ? "data" : name;
}
