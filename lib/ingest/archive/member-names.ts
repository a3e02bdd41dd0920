import type { Member } from "./zip.ts";

const MAX_LENGTH = 200;
/** What systems leave in an archive beside the files that people put there. */
const JUNK = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

/** The members that are files of people's, each with the one name by which it is shown and asked for. */
export function namedMembers(members: Member[]): { name: string; member: Member }[] {
  const used = new Set<string>();
  return members
    .filter(({ name }) => !name.endsWith("/") && !JUNK.test(name))
    .map((member) => {
      const name = unused(displayName(member.name), used);
      used.add(name);
      return { name, member };
    });
}

/** A name for people: without steps upward, roots, control characters and marks that turn the writing around. */
export function displayName(given: string): string {
  const steps = given
    .replaceAll("\\", "/")
    .split("/")
    .map((step) => step.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim())
    .filter((step) => step !== "" && step !== "." && step !== ".." && !/^[A-Za-z]:$/.test(step));
  const characters = [...steps.join("/")];
  // The end tells more than the beginning: it is the file's own name.
  const name =
    characters.length > MAX_LENGTH ? `…${characters.slice(1 - MAX_LENGTH).join("")}` : steps.join("/");
  return name === "" ? "file" : name;
}

function unused(name: string, used: Set<string>): string {
  let candidate = name;
  for (let n = 2; used.has(candidate); n++) candidate = `${name} (${n})`;
  return candidate;
}
