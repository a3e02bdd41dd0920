"use client";

import { createContext, useContext } from "react";
import type { ChartWithRows } from "#lib/charts/series-colors.ts";
import type { DataParts } from "#lib/sessions/schema.ts";

/** Where a notebook stands: the owner's page or a shared one. Its parts read from here what differs. */
export interface Surface {
  /** Path of the results' rows: `{resultsPath}/{id}/rows`. Null where only the rows on the page can be had. */
  resultsPath: string | null;
  /** Charts as drawn by the server, by plot id. */
  svgs: Readonly<Record<string, string>>;
  /** A result of this conversation, as it was shown. */
  findResult: (resultId: string) => DataParts["query-result"] | undefined;
  /** All charts of this conversation, for one that is drawn as another kind: it keeps their colours. */
  sessionCharts: () => ChartWithRows[];
}

const SurfaceContext = createContext<Surface | null>(null);
export const SurfaceProvider = SurfaceContext.Provider;

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error("a part of a notebook stands outside of one");
  return surface;
}
