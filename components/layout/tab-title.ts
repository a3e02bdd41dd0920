/** What the browser's tab says of a session: that it works, or that an answer came while nobody looked. */
export function tabTitle(
  title: string,
  { isWorking, isUnseen }: { isWorking: boolean; isUnseen: boolean },
): string {
  const named = `${title} · Veritable`;
  if (isWorking) return `… Working · ${named}`;
  return isUnseen ? `● Answer ready · ${named}` : named;
}
