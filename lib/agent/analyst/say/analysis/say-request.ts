import type { Request } from "#lib/agent/analyst/intent.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { sayAnomalies, sayMissing, sayMode, sayNormality, sayQuantiles, sayShape } from "./one-column.ts";
import { sayRates } from "./rate.ts";
import { sayAssociation, sayComparison, sayCorrelations, sayRegression } from "./relations.ts";
import { sayForecast, sayGrowth } from "./series.ts";
import { saySpread } from "./spread.ts";

/** Sentences of a request's Result. Every figure is one of its cells, or how many rows it has. */
export function sayRequest(request: Request, result: ResultView): string[] {
  const { analysis } = request;
  switch (analysis.operation) {
    case "quantile":
      return sayQuantiles(request, analysis, result);
    case "trend":
      return sayGrowth(request, analysis, result);
    case "forecast":
      return sayForecast(request, analysis, result);
    case "anomalies":
      return sayAnomalies(request, analysis, result);
    case "regression":
      return sayRegression(request, analysis, result);
    case "compare":
      return sayComparison(request, analysis, result);
    case "chi_squared":
      return sayAssociation(request, analysis, result);
    case "correlation":
      return sayCorrelations(request, analysis, result);
    case "missing_values":
      return sayMissing(request, analysis, result);
    case "normality":
      return sayNormality(request, analysis, result);
    case "rate":
      return sayRates(request, analysis, result);
    case "spread":
      return saySpread(request, analysis, result);
    case "mode":
      return sayMode(request, analysis, result);
    default:
      return sayShape(request, analysis, result);
  }
}
