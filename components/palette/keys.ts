/** What of a key event says which shortcut was meant. */
export interface Stroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** AltGr writes signs such as [ on many keyboards; it is no command key then. */
  isAltGraph: boolean;
}

const NAMES: Record<string, string> = {
  arrowup: "↑",
  arrowdown: "↓",
  enter: "Enter",
  escape: "Esc",
  tab: "Tab",
};

/** Whether a stroke is a shortcut: `mod+k` is ⌘K on Apple's keyboards and Ctrl-K elsewhere; `j` is that key alone. */
export function isStroke(stroke: Stroke, keys: string, isApple: boolean): boolean {
  const wantsMod = keys.startsWith("mod+");
  const key = wantsMod ? keys.slice(4) : keys;
  if (stroke.key.toLowerCase() !== key) return false;
  if (wantsMod) return (isApple ? stroke.metaKey : stroke.ctrlKey) && !stroke.altKey;
  return stroke.isAltGraph || !(stroke.ctrlKey || stroke.metaKey || stroke.altKey);
}

/** The caps to draw for a shortcut, as this platform writes them. */
export function capsOf(keys: string, isApple: boolean): string[] {
  return keys
    .split("+")
    .map((key) =>
      key === "mod"
        ? isApple
          ? "⌘"
          : "Ctrl"
        : key === "shift"
          ? isApple
            ? "⇧"
            : "Shift"
          : (NAMES[key] ?? key.toUpperCase()),
    );
}

/** Whether what has the focus takes letters, so that they are no shortcuts. */
export function takesLetters(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable) return true;
  if (element instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit", "file", "range"].includes(element.type);
  return element.matches("textarea, select, [role=textbox], [role=combobox], [role=grid] *, [role=grid]");
}
