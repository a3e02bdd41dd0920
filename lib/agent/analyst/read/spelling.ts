import { editDistance } from "#lib/core/edit-distance.ts";
import { COMPARATIVES, FILLERS } from "./lexicon.ts";
import { isMeaningful } from "./link.ts";
import { assume, type Question } from "./question.ts";

/** Words of analysis, long enough to be told from one another when a letter or two is wrong. */
const WORDS = `
  average median maximum minimum variance deviation standard percentage proportion fraction
  forecast predict projection percentile quartile quantile outliers anomalies unusual skewness kurtosis
  correlation correlated relationship regression significant difference distribution distributed histogram independent normally normality
  missing monthly quarterly weekly yearly annual highest lowest largest smallest biggest longest shortest
  compare between growth increase decrease number months quarter quarters`
  .trim()
  .split(/\s+/);
const SHORTEST = 6;
const LONG = 9;

/** The one word of analysis that this is a misspelling of; null when there is none, or several. */
function meant(word: string): string | null {
  if (word.length < SHORTEST - 1 || WORDS.includes(word)) return null;
  const near = WORDS.map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(
      ({ candidate, distance }) =>
        candidate[0] === word[0] && distance <= (candidate.length >= LONG ? 2 : 1) && distance > 0,
    )
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  return first && first.distance !== second?.distance ? first.candidate : null;
}

/** "forcast", "averge": words that mean nothing here, as the word of analysis they nearly are. It is said. */
export function mendSpelling(q: Question): void {
  q.items.forEach((item, i) => {
    if (item.kind !== "word") return;
    const { word, stem, text } = item;
    if ([word, stem].some((form) => FILLERS.has(form) || isMeaningful(form) || COMPARATIVES.has(form)))
      return;
    const mended = meant(word);
    if (mended === null || isFormOf(word, mended)) return;
    q.items[i] = { ...item, word: mended, stem: mended };
    assume(q, `I read “${text}” as “${mended}”.`);
  });
}

/** "forecasts", "predicted": another form of the word, and no misspelling. */
const isFormOf = (word: string, base: string): boolean => word.startsWith(base) || base.startsWith(word);
