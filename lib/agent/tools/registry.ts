import "server-only";
import { createPlotTool } from "./create-plot.ts";
import { createTable } from "./create-table.ts";
import { describeData } from "./describe-data.ts";
import { runAnalysis } from "./run-analysis.ts";
import { runSql } from "./run-sql.ts";
import type { Tool } from "./tool.ts";

/** Every tool of the planners, in the order in which a model reads them. The order is part of the cached prefix. */
export const TOOLS: readonly Tool[] = [describeData, runSql, runAnalysis, createPlotTool, createTable];
