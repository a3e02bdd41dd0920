import "server-only";
import type { Dataset } from "#lib/db/generated/client.ts";

const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** What is said of a file whose data is gone. */
export function expiredSentence({ filename, kind }: Pick<Dataset, "filename" | "kind">, at: Date): string {
  const again =
    kind === "derived" ? "Make it again from new data." : "Add the file again to go on working with it.";
  return `The data of ${filename} expired on ${DAY.format(at)}, as this workspace is set to. ${again}`;
}
