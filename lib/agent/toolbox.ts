import "server-only";
import type { Toolbox } from "#lib/agent/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { nearestNames } from "#lib/core/nearest-names.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import { TOOLS } from "./tools/registry.ts";
import { outcomeOf, refused } from "./tools/tool.ts";

/** The tools bound to one session and run. What a model can mend comes back as an outcome, never as an error. */
export function createToolbox(scope: { ctx: Context; session_id: string; run_id: string | null }): Toolbox {
  return {
    definitions: TOOLS.map(({ name, description, input_schema }) => ({ name, description, input_schema })),
    async run(name, input, signal) {
      const tool = TOOLS.find((candidate) => candidate.name === name);
      if (!tool) return refused(unknownTool(name));
      try {
        return await tool.run(input, { ...scope, signal });
      } catch (error) {
        return outcomeOf(error, signal);
      }
    },
    tables: () => listTables({ ctx: scope.ctx, input: { session_id: scope.session_id } }),
  };
}

function unknownTool(name: string): string {
  const names = TOOLS.map((tool) => tool.name);
  const [near] = nearestNames(name, names);
  return `There is no tool "${name.slice(0, 60)}".${near ? ` Did you mean ${near}?` : ""} The tools are ${names.join(", ")}.`;
}
