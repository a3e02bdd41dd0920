/** Why functions are refused, with the names that each reason holds for. */
export type Refusals = readonly (readonly [reason: string, names: RegExp])[];

/** Whole names, written as patterns with blanks between them. */
export function words(...lists: string[]): RegExp {
  return new RegExp(`^(?:${lists.join(" ").split(" ").join("|")})$`);
}
