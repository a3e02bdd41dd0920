import "server-only";

/** How the list of tokens names a sign-in by the API: by the program's first word about itself. */
export function clientName(headers: Pick<Headers, "get">): string {
  const program = /^[A-Za-z0-9._/-]{1,60}/.exec(headers.get("user-agent") ?? "")?.[0];
  return program ? `API sign-in (${program})` : "API sign-in";
}
