import { AGGREGATES } from "./aggregates.ts";
import { anomalies } from "./anomalies.ts";
import { chiSquared } from "./chi-squared.ts";
import { compare } from "./compare.ts";
import { correlation } from "./correlation.ts";
import { count } from "./count.ts";
import type { Kind } from "./define-kind.ts";
import { distribution } from "./distribution.ts";
import { forecast } from "./forecast.ts";
import { missingValues } from "./missing-values.ts";
import { mode } from "./mode.ts";
import { normality } from "./normality.ts";
import { quantile } from "./quantile.ts";
import { regression } from "./regression.ts";
import { share } from "./share.ts";
import { spread } from "./spread.ts";
import { bottom, top } from "./top.ts";
import { trend } from "./trend.ts";

/** Every kind of analysis, in the order in which people and models read them. */
export const KINDS: readonly Kind[] = [
  count,
  ...AGGREGATES,
  mode,
  quantile,
  spread,
  share,
  top,
  bottom,
  trend,
  distribution,
  correlation,
  regression,
  forecast,
  anomalies,
  compare,
  normality,
  chiSquared,
  missingValues,
];

export function kindOf(operation: string): Kind | undefined {
  return KINDS.find((kind) => kind.operation === operation);
}
