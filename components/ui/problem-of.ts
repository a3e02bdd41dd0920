/** The sentence of a problem+json reply, or one of our own. */
export async function problemOf(reply: Response): Promise<string> {
  const detail = detailOf(await reply.text().catch(() => ""));
  return detail ?? `The server answered with status ${reply.status}. Try again.`;
}

/** The `detail` of a problem+json body; null where the body is none. */
export function detailOf(body: string): string | null {
  if (!body.trimStart().startsWith("{")) return null;
  try {
    const { detail }: { detail?: unknown } = JSON.parse(body);
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}
