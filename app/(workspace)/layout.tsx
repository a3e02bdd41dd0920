import type { ReactNode } from "react";
import { Shell } from "#components/palette/shell.tsx";

/** What every signed-in page has: the palette, shortcuts, and the state of the connection. */
export default function WorkspaceLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <Shell />
    </>
  );
}
