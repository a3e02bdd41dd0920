import "server-only";
import { z } from "zod";
import { resultsOf } from "#components/chat/exchanges.ts";
import { chatMessages } from "#components/chat/read-messages.ts";
import { drawSvg } from "#lib/charts/server/draw-svg.ts";
import { singleton } from "#lib/core/singleton.ts";
import { type ChatMessage, message } from "#lib/sessions/schema.ts";
import stored from "./example.json" with { type: "json" };

/** A session on a sample, as the product answered it: recorded by scripts/record-example.ts, nothing in it is typed by hand. */
const example = z.object({ sample: z.string(), filename: z.string(), messages: z.array(message) });

export interface Example {
  sample: string;
  filename: string;
  messages: ChatMessage[];
  svgs: Record<string, string>;
}

/** The example with its charts drawn, once a process. */
export function readExample(): Promise<Example> {
  return singleton("landing-example", draw);
}

async function draw(): Promise<Example> {
  const { messages: views, ...rest } = example.parse(stored);
  const messages = chatMessages(views);
  const results = resultsOf(messages);
  const svgs: Record<string, string> = {};
  for (const part of messages.flatMap(({ parts }) => parts)) {
    if (part.type !== "data-plot") continue;
    const result = results.get(part.data.result_id);
    if (!result) throw new Error("the example draws a result that it does not show");
    svgs[part.data.plot_id] = await drawSvg(part.data.vega_lite_spec, result.columns, result.rows);
  }
  return { ...rest, messages, svgs };
}
