import "server-only";
import type { AgentEvent, Toolbox, ToolOutcome } from "#lib/agent/schema.ts";
import { toolStatus } from "#lib/agent/tools/tool-status.ts";
import type { Block, ToolCall } from "./wire.ts";

/** Tools that change what the others see: they run alone, in their place in the order. */
const ALONE = new Set(["create_table"]);

/**
 * Runs the tool calls of one reply, side by side where one cannot disturb another. What the person sees comes in the order
 * of the calls; returns one `tool_result` a call, in that order.
 */
export async function* runTools(
  calls: readonly ToolCall[],
  badInputs: ReadonlySet<string>,
  { tools, signal }: { tools: Toolbox; signal: AbortSignal },
): AsyncGenerator<AgentEvent, Block[]> {
  const results: Block[] = [];
  for (const group of groupsOf(calls)) {
    const running = group.map((call) => {
      const outcome = badInputs.has(call.id) ? unreadable(call) : tools.run(call.name, call.input, signal);
      // Each is awaited below in its turn; this keeps a failure from counting as unhandled until then.
      outcome.catch(() => {});
      return { call, outcome };
    });
    for (const { call, outcome } of running) {
      yield { type: "status", message: toolStatus(call.name, call.input) };
      const { for_model, is_error, events } = await outcome;
      yield* events;
      results.push(resultOf(call, for_model, is_error));
    }
  }
  return results;
}

function groupsOf(calls: readonly ToolCall[]): ToolCall[][] {
  const groups: ToolCall[][] = [];
  let open: ToolCall[] | null = null;
  for (const call of calls) {
    if (ALONE.has(call.name)) {
      groups.push([call]);
      open = null;
    } else if (open) {
      open.push(call);
    } else {
      open = [call];
      groups.push(open);
    }
  }
  return groups;
}

async function unreadable({ name }: ToolCall): Promise<ToolOutcome> {
  const for_model = `The input of ${name} was not a complete JSON object. Call it again with the whole input.`;
  return { for_model, is_error: true, events: [] };
}

function resultOf({ id }: ToolCall, content: string, isError: boolean): Block {
  return {
    type: "tool_result",
    tool_use_id: id,
    content: content.trim() === "" ? "(nothing)" : content,
    ...(isError && { is_error: true }),
  };
}
