import type { ReactNode } from "react";
import { Dialog } from "#components/ui/dialog.tsx";

/** A modal dialog for a whole table; on a phone it is the window. */
export function WindowDialog(props: {
  title: string;
  subtitle: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  return <Dialog open shape="window" {...props} />;
}
