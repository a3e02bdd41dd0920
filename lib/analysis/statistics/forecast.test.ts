import { beforeAll, describe, expect, it } from "vitest";
import { loadAugurs } from "./augurs.ts";
import { forecastSeries } from "./forecast.ts";
import { AIR_PASSENGERS } from "./reference/air-passengers.ts";
import { normalNoise } from "./reference/normal-noise.ts";
import { robustScores } from "./robust-scores.ts";
import { seasonalResiduals } from "./seasonal-residuals.ts";

beforeAll(loadAugurs);

describe("a forecast", () => {
  it("of the airline passengers comes closer to 1960 than repeating 1959, and its intervals hold the year", () => {
    const known = AIR_PASSENGERS.slice(0, 132);
    const answer = forecastSeries({ values: known, horizon: 12, level: 0.95, seasons: [12] })!;
    const actual = AIR_PASSENGERS.slice(132);
    const mae = (guess: readonly number[]) =>
      actual.reduce((sum, value, i) => sum + Math.abs(value - guess[i]!) / 12, 0);
    // R 4.2.2: Holt-Winters of the logarithm is off by 14.6 on average, repeating 1959 by 47.8.
    expect(mae(answer.point)).toBeLessThan(25);
    expect(mae(known.slice(-12))).toBeCloseTo(47.83, 1);
    const held = actual.filter((value, i) => value >= answer.lower[i]! && value <= answer.upper[i]!);
    expect(held.length).toBeGreaterThanOrEqual(10);
    expect(answer.backtest.n).toBe(36);
    expect(answer.backtest.mae).toBeLessThan(answer.backtest.naive_mae);
    expect(answer.backtest.mape).toBeLessThan(0.1);
  });

  it("has intervals that hold about as many values as their level says", () => {
    let held = 0;
    let all = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const noise = normalNoise(seed);
      const series = Array.from(
        { length: 132 },
        (_, i) => 50 + 0.2 * i + 8 * Math.sin((2 * Math.PI * i) / 12) + 2 * noise(),
      );
      const answer = forecastSeries({
        values: series.slice(0, 120),
        horizon: 12,
        level: 0.9,
        seasons: [12],
      })!;
      series.slice(120).forEach((value, i) => {
        all++;
        if (value >= answer.lower[i]! && value <= answer.upper[i]!) held++;
      });
    }
    expect(held / all).toBeGreaterThan(0.8);
    expect(held / all).toBeLessThan(0.98);
  });

  it("follows a straight line exactly, far from zero as well", () => {
    for (const offset of [0, 1e9]) {
      const values = Array.from({ length: 30 }, (_, i) => offset + 3 * i);
      const answer = forecastSeries({ values, horizon: 3, level: 0.95, seasons: [] })!;
      expect(answer.point.map((value) => Math.round((value - offset) * 100) / 100)).toEqual([90, 93, 96]);
    }
  });

  it("of a series that never changes is that value", () => {
    for (const value of [0, 7]) {
      const answer = forecastSeries({
        values: Array(24).fill(value),
        horizon: 2,
        level: 0.9,
        seasons: [12],
      })!;
      for (const point of answer.point) expect(point).toBeCloseTo(value, 6);
      expect(answer.backtest.mae).toBeCloseTo(0, 6);
    }
  });

  it("takes no season that the series, less what is kept for the test, does not hold twice", () => {
    const values = AIR_PASSENGERS.slice(0, 26);
    expect(forecastSeries({ values, horizon: 3, level: 0.95, seasons: [12] })?.model).toBe("ets");
  });
});

describe("seasonal residuals", () => {
  it("find the spikes of a weekly series and nothing else", () => {
    const noise = normalNoise(7);
    const values = Array.from(
      { length: 365 },
      (_, i) => 100 + 0.1 * i + 15 * Math.sin((2 * Math.PI * i) / 7) + 2 * noise(),
    );
    values[50]! += 30;
    values[200]! -= 25;
    values[300]! += 20;
    const { scores } = seasonalResiduals(values, [7])!;
    const found = scores.flatMap((score, i) => (Math.abs(score) > 4.5 ? [i] : []));
    expect(found).toEqual([50, 200, 300]);
    expect(scores[200]).toBeLessThan(0);
  });

  it("of a perfect season are none", () => {
    const values = Array.from({ length: 70 }, (_, i) => i % 7);
    expect(seasonalResiduals(values, [7])!.scores.every((score) => Math.abs(score) < 3.5)).toBe(true);
  });
});

describe("robust scores", () => {
  it("are 0.6745 for a value one MAD above the median", () => {
    // Median 3, absolute deviations 2 1 0 1 2: MAD 1.
    expect(robustScores([1, 2, 3, 4, 5])).toEqual([-1.349, -0.6745, 0, 0.6745, 1.349]);
  });

  it("are infinite for what differs where more than half of the values are the same", () => {
    expect(robustScores([4, 4, 4, 4, 9])).toEqual([0, 0, 0, 0, Number.POSITIVE_INFINITY]);
  });
});
