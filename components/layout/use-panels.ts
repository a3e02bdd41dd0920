"use client";

import { useState } from "react";
import { PANELS_COOKIE, type Panels, writePanels } from "./panels.ts";

const YEAR_S = 31_536_000;
/** Narrower than these, a panel is a sheet over the page. They are the breakpoints of the layout's classes. */
const WIDE = { sessions: "(min-width: 64rem)", data: "(min-width: 80rem)" };

/** The side panels: folded or open in a wide window (kept in a cookie), a sheet in a narrow one. */
export function usePanels(initial: Panels) {
  const [panels, setPanels] = useState(initial);
  const [sheet, setSheet] = useState<keyof Panels | null>(null);

  function toggle(name: keyof Panels) {
    if (isWide(name)) fold({ ...panels, [name]: !panels[name] });
    else setSheet(sheet === name ? null : name);
  }

  function show(name: keyof Panels) {
    if (!isWide(name)) setSheet(name);
    else if (!panels[name]) fold({ ...panels, [name]: true });
  }

  function fold(next: Panels) {
    setPanels(next);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
    document.cookie = `${PANELS_COOKIE}=${writePanels(next)}; path=/; max-age=${YEAR_S}; samesite=lax`;
  }

  return { panels, sheet, toggle, show, closeSheet: () => setSheet(null) };
}

function isWide(name: keyof Panels): boolean {
  return window.matchMedia(WIDE[name]).matches;
}
