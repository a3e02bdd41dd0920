import { clsx } from "clsx";
import type { ComponentProps } from "react";

type Look = "primary" | "plain" | "quiet" | "accent" | "danger";
type Size = "md" | "sm" | "icon";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  plain: "border border-line bg-raised text-ink shadow-low hover:bg-hover",
  quiet: "text-muted hover:bg-hover hover:text-ink",
  accent: "text-accent hover:bg-hover hover:text-accent-strong",
  danger: "border border-line bg-raised text-danger hover:bg-danger-tint",
};
const SIZES: Record<Size, string> = {
  md: "min-h-10 gap-2 px-4 text-base",
  sm: "min-h-8 gap-1.5 px-2.5 text-sm max-sm:min-h-10 pointer-coarse:min-h-10",
  icon: "size-9 justify-center max-sm:size-10 pointer-coarse:size-10",
};

/** The classes of a button, for links that act as one. */
export function buttonClass(look: Look = "plain", size: Size = "md"): string {
  return clsx(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors",
    "disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50",
    LOOKS[look],
    SIZES[size],
  );
}

type Props = ComponentProps<"button"> & { look?: Look; size?: Size };

export function Button({ look = "plain", size = "md", className, type = "button", ...rest }: Props) {
  return <button type={type} className={clsx(buttonClass(look, size), className)} {...rest} />;
}

/** A button that is an icon: its name is for assistive technology and the tooltip. */
export function IconButton({ label, ...rest }: Omit<Props, "size"> & { label: string }) {
  return <Button look="quiet" size="icon" aria-label={label} title={label} {...rest} />;
}
