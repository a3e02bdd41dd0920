"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { applyTheme, THEME_CHANGED } from "./apply-theme.ts";
import { readTheme, type Theme } from "./theme.ts";

const CHOICES = [
  { theme: "system", label: "System", Icon: Monitor },
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
] as const;

/** Light, dark, or as the system has it; kept in a cookie for a year and applied at once. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const [chosen, setChosen] = useState(initial);

  // The palette chooses as well.
  useEffect(() => {
    const onChange = (event: Event) => {
      if (event instanceof CustomEvent) setChosen(readTheme(String(event.detail)));
    };
    window.addEventListener(THEME_CHANGED, onChange);
    return () => window.removeEventListener(THEME_CHANGED, onChange);
  }, []);

  return (
    <fieldset className="inline-flex rounded-md border border-line bg-surface p-0.5">
      <legend className="sr-only">Theme</legend>
      {CHOICES.map(({ theme, label, Icon }) => (
        <label
          key={theme}
          className="relative flex min-h-10 items-center gap-2 rounded-sm px-3 text-sm text-muted has-checked:bg-raised has-checked:text-ink has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="theme"
            value={theme}
            checked={chosen === theme}
            onChange={() => applyTheme(theme)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          <Icon aria-hidden className="size-4" />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
