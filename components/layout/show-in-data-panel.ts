/** Brings a table, or a column of it, into view in the data panel, opens it there and gives it the focus. */
export function showInDataPanel(table: string, column?: string): void {
  const lists = document.querySelectorAll<HTMLElement>(`[aria-label="${CSS.escape(`Columns of ${table}`)}"]`);
  const list = [...lists].find((each) => each.checkVisibility());
  const item =
    column &&
    [...(list?.children ?? [])].find((each) => each.querySelector(`[title="${CSS.escape(column)}"]`));
  const target = item || list?.closest("section");
  if (!target) return;
  const details = target.querySelector("details");
  if (item && details) details.open = true;
  target.scrollIntoView({ block: item ? "center" : "start" });
  const focusable = target.querySelector<HTMLElement>("summary, button, a[href]");
  focusable?.focus({ preventScroll: true });
}
