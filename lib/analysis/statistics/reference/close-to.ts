/** The places where a found number is not within a relative `tolerance` of the expected one, for tests. */
export function differences(
  found: readonly unknown[],
  expected: readonly number[],
  tolerance: number,
): string[] {
  return expected.flatMap((value, index) => {
    const distance = Math.abs(Number(found[index] ?? Number.NaN) - value);
    const fits = distance <= tolerance * Math.max(Math.abs(value), 1e-12);
    return fits ? [] : [`${index}: ${found[index]} for ${value}`];
  });
}
