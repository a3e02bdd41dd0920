export type PeriodGrain = "day" | "week" | "month" | "quarter" | "year";

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** A period by its first day (`YYYY-MM-DD…`): `2023-03-05`, `the week of 2023-03-06`, `March 2023`, `Q1 2023`, `2023`; other text as it is. */
export function formatPeriod(start: string, grain: PeriodGrain): string {
  const [day, year = "", month = "01"] = /^(-?\d{4,6})-(\d{2})-\d{2}/.exec(start) ?? [];
  if (day === undefined) return start;
  switch (grain) {
    case "year":
      return year;
    case "quarter":
      return `Q${Math.ceil(Number(month) / 3)} ${year}`;
    case "month":
      return /^\d{4}$/.test(year) ? MONTH.format(new Date(`${day}T00:00:00Z`)) : day;
    case "week":
      return `the week of ${day}`;
    case "day":
      return day;
  }
}
