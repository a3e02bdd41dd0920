import type { ReactNode } from "react";
import type { ChatMessage, DataParts } from "#lib/sessions/schema.ts";
import { Markdown } from "./markdown/markdown.tsx";
import { Assumptions } from "./tool-results/assumptions.tsx";
import { Plot } from "./tool-results/plot.tsx";
import { QueryResult } from "./tool-results/query-result.tsx";

type ChatPart = ChatMessage["parts"][number];
type DataType = `data-${keyof DataParts & string}`;

/** The parts that an answer of ours is made of, by type. */
export type PartOf = { text: Extract<ChatPart, { type: "text" }> } & {
  [T in DataType]: Extract<ChatPart, { type: T }>;
};

/** A view for each type of part: a part without one is a type error here. */
const VIEWS: { [T in keyof PartOf]: (part: PartOf[T]) => ReactNode } = {
  text: (part) => <Markdown text={part.text} />,
  "data-query-result": (part) => <QueryResult data={part.data} />,
  "data-plot": (part) => <Plot data={part.data} />,
  "data-assumptions": (part) => <Assumptions {...part.data} />,
  // Claims are shown in the text they belong to; a status by the line below the answer; a title in the header.
  "data-claims": () => null,
  "data-status": () => null,
  "data-session-update": () => null,
};

/** Whether a part has something to show, so that it may take its place in the answer. */
export function isShown(part: ChatPart): part is PartOf[keyof PartOf] {
  switch (part.type) {
    case "text":
      return part.text.trim() !== "";
    case "data-query-result":
    case "data-plot":
      return true;
    case "data-assumptions":
      return part.data.assumptions.length > 0;
    default:
      return false;
  }
}

export function renderPart<T extends keyof PartOf>(type: T, part: PartOf[T]): ReactNode {
  return VIEWS[type](part);
}
