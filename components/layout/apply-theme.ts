import { THEME_COOKIE, type Theme } from "./theme.ts";

const YEAR_S = 31_536_000;
/** Told to the window when the theme changes, with the theme as its detail. */
export const THEME_CHANGED = "veritable:theme";

/** Shows a theme at once and keeps it for a year, in a cookie. */
export function applyTheme(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  window.dispatchEvent(new CustomEvent<Theme>(THEME_CHANGED, { detail: theme }));
}
