import "server-only";

const DEFAULT_PATH = "/sessions";
/** Stands for our own address, whatever it is. */
const HERE = "http://here.invalid";

/**
 * Where to go after signing in: a path of this site as a form or an address gave it, or the list of sessions. What
 * browsers would read as another site (`//evil`, `/\evil`, a tab in between) is not a path of ours.
 */
export function safePath(given: unknown): string {
  if (typeof given !== "string" || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(given)) return DEFAULT_PATH;
  if (!URL.canParse(given, HERE)) return DEFAULT_PATH;
  const url = new URL(given, HERE);
  const path = url.pathname + url.search + url.hash;
  const isPage = url.origin === HERE && !path.startsWith("//") && !/^\/api(?:\/|$)/.test(url.pathname);
  return isPage ? path : DEFAULT_PATH;
}
