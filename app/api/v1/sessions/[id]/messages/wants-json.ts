/** Whether a caller asks for the finished answer rather than the stream. */
export function wantsJson(accept: string | null): boolean {
  const types = (accept ?? "").split(",").map((type) => type.split(";")[0]?.trim().toLowerCase());
  return types.includes("application/json") && !types.includes("text/event-stream");
}
