export const THEME_COOKIE = "theme";
export type Theme = "light" | "dark" | "system";

/** The theme a cookie asks for; the system's when it asks for none. */
export function readTheme(cookie: string | undefined): Theme {
  return cookie === "light" || cookie === "dark" ? cookie : "system";
}
