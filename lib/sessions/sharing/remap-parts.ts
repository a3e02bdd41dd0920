import type { MessagePart } from "#lib/sessions/schema.ts";

/** New ids by old ones. */
export interface IdMaps {
  results: ReadonlyMap<string, string>;
  plots: ReadonlyMap<string, string>;
}

/** A copied message's parts, naming the copies of its results and plots. What was not copied is left out. */
export function remapParts(parts: readonly MessagePart[], ids: IdMaps): MessagePart[] {
  return parts.flatMap((part) => remapped(part, ids) ?? []);
}

function remapped(part: MessagePart, { results, plots }: IdMaps): MessagePart | null {
  if (part.type === "data-query-result") {
    if (part.data.result_id === null) return part;
    const result_id = results.get(part.data.result_id);
    return result_id === undefined ? null : { ...part, id: result_id, data: { ...part.data, result_id } };
  }
  if (part.type === "data-plot") {
    const plot_id = plots.get(part.data.plot_id);
    const result_id = results.get(part.data.result_id);
    if (plot_id === undefined || result_id === undefined) return null;
    return { ...part, id: plot_id, data: { ...part.data, plot_id, result_id } };
  }
  return part;
}
