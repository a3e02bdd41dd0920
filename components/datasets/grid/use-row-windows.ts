import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type ReadWindow, RowWindows } from "./row-windows.ts";

/** The rows that `read` gives, window by window; another `read` begins anew. */
export function useRowWindows(read: ReadWindow): RowWindows {
  const windows = useMemo(() => new RowWindows(read), [read]);
  useSyncExternalStore(windows.subscribe, windows.version, windows.version);
  useEffect(() => () => windows.close(), [windows]);
  return windows;
}
