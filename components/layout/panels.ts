export const PANELS_COOKIE = "panels";

/** Which side panels stand open on a wide window. */
export interface Panels {
  sessions: boolean;
  data: boolean;
}

/** Reads the cookie: the names of the folded panels, joined by a dash. */
export function readPanels(cookie: string | undefined): Panels {
  const names = (cookie ?? "").split("-");
  return { sessions: !names.includes("sessions"), data: !names.includes("data") };
}

export function writePanels({ sessions, data }: Panels): string {
  return [sessions ? null : "sessions", data ? null : "data"].filter(Boolean).join("-");
}
