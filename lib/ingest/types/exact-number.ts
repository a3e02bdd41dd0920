/** What is needed to choose the narrowest type that keeps every digit of a column's numbers. */
export interface NumberFacts {
  /** Numbers with a fraction or an exponent. */
  fractions: number;
  /** Whole numbers beyond 64 bits. */
  beyond: number;
  /** Numbers whose digits a DOUBLE would not give back. */
  inexact: number;
  /** Digits before and after the point, at most; very many before it where there is an exponent. */
  whole_digits: number;
  scale: number;
  infinite: number;
}

const MOST_DIGITS = 38;
/** A number with an exponent has its place in a DOUBLE alone. */
export const EXPONENT_DIGITS = 999;

/** The narrowest type, or null where only text keeps every digit. */
export function narrowestType(facts: NumberFacts): "BIGINT" | "DOUBLE" | `DECIMAL(38,${number})` | null {
  if (facts.fractions === 0 && facts.infinite === 0) {
    if (facts.beyond === 0) return "BIGINT";
    return facts.whole_digits <= MOST_DIGITS ? "DECIMAL(38,0)" : null;
  }
  if (facts.inexact === 0) return "DOUBLE";
  if (facts.infinite > 0 || facts.whole_digits + facts.scale > MOST_DIGITS) return null;
  return `DECIMAL(38,${facts.scale})`;
}

const MOST_BIGINT = 2n ** 63n - 1n;

/** The facts of numbers in their plain form (see `plainNumber`). */
export function factsOf(numbers: readonly string[]): NumberFacts {
  const facts = emptyFacts();
  for (const number of numbers) addFacts(facts, number);
  return facts;
}

export function emptyFacts(): NumberFacts {
  return { fractions: 0, beyond: 0, inexact: 0, whole_digits: 0, scale: 0, infinite: 0 };
}

export function addFacts(facts: NumberFacts, number: string): void {
  if (/^[-+]?inf/i.test(number)) {
    facts.infinite++;
    return;
  }
  const [whole = "", fraction = ""] = number.replace(/^[-+]/, "").split(".");
  if (/[.e]/i.test(number)) facts.fractions++;
  else if (whole.length > 18 && isBeyond(number)) facts.beyond++;
  facts.whole_digits = Math.max(facts.whole_digits, /e/i.test(number) ? EXPONENT_DIGITS : whole.length);
  facts.scale = Math.max(facts.scale, fraction.length);
  if (!isExactDouble(number)) facts.inexact++;
}

function isBeyond(number: string): boolean {
  const value = BigInt(number);
  return value > MOST_BIGINT || value < -MOST_BIGINT - 1n;
}

/**
 * Whether a DOUBLE gives all digits back: up to 15 of them, or those that a program prints for a DOUBLE (shortest, or
 * with 17 digits). An exponent says that the number was floating already.
 */
export function isExactDouble(number: string): boolean {
  const value = Number(number);
  if (!Number.isFinite(value)) return false;
  if (number.length <= 15 || /e/i.test(number)) return true;
  const digits = significant(number);
  return (
    digits.length <= 15 ||
    digits === significant(String(value)) ||
    digits === significant(value.toPrecision(17))
  );
}

function significant(number: string): string {
  return number
    .replace(/e.*$/i, "")
    .replace(/[^0-9]/g, "")
    .replace(/^0+|0+$/g, "");
}
