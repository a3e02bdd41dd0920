import type { Fn, Grain } from "#lib/agent/analyst/intent.ts";
import type { Hint } from "#lib/charts/choose-chart.ts";

/** Words with a meaning of their own, by their lower-case form. One place, so that a new way to say a thing is one word here. */

const list = (text: string): string[] => text.trim().split(/\s+/);
const set = (text: string): ReadonlySet<string> => new Set(list(text));
const map = <T>(entries: [T, string][]): ReadonlyMap<string, T> =>
  new Map(entries.flatMap(([value, words]) => list(words).map((word): [string, T] => [word, value])));

export const FN_WORDS = map<Fn>([
  ["avg", "average averages averaged avg mean means"],
  ["sum", "sum sums summed total totals totalled totaled overall combined altogether aggregate"],
  ["median", "median medians typical typically"],
  ["min", "min mins minimum minima"],
  ["max", "max maxs maximum maxima"],
  ["stddev", "std stddev stdev deviation"],
  ["variance", "variance var"],
  ["count", "count counts counted number frequency tally"],
]);

interface Superlative {
  order: "desc" | "asc";
  about: string[];
}

const superlatives = (order: Superlative["order"], words: string, about = ""): [string, Superlative][] =>
  list(words).map((word) => [word, { order, about: about === "" ? [] : list(about) }]);

/** Superlatives: which end, and of which column when the word itself says it ("cheapest" is about a price). */
export const SUPERLATIVES: ReadonlyMap<string, Superlative> = new Map([
  ...superlatives("desc", "highest largest biggest greatest most best maximal top leading strongest"),
  ...superlatives("asc", "lowest smallest least fewest worst minimal bottom weakest"),
  ...superlatives("desc", "expensive priciest costliest", "price cost amount"),
  ...superlatives("asc", "cheapest", "price cost amount"),
  ...superlatives("desc", "oldest", "age"),
  ...superlatives("asc", "youngest", "age"),
  ...superlatives("desc", "longest", "length duration time hour minute second"),
  ...superlatives("asc", "shortest", "length duration time hour minute second"),
  ...superlatives("desc", "descending"),
  ...superlatives("asc", "ascending"),
  ...superlatives("desc", "heaviest", "weight mass"),
  ...superlatives("asc", "lightest", "weight mass"),
  ...superlatives("desc", "tallest", "height"),
  ...superlatives("desc", "fastest", "speed"),
  ...superlatives("asc", "slowest", "speed"),
  ...superlatives("desc", "hottest warmest", "temperature temp"),
  ...superlatives("asc", "coldest", "temperature temp"),
]);

export const GRAIN_WORDS = map<Grain>([
  ["day", "day days daily date dates"],
  ["week", "week weeks weekly"],
  ["month", "month months monthly"],
  ["quarter", "quarter quarters quarterly"],
  ["year", "year years yearly annual annually"],
]);
/** Grains that group by themselves, without a "by" before them. */
export const GRAIN_ADVERBS = set("daily weekly monthly quarterly yearly annual annually");

export const TREND_WORDS = set(
  "trend trends trending evolution evolve evolved develop developed development timeline grow grown history",
);
export const SHARE_WORDS = set(
  "share shares percentage percentages percent pct proportion proportions fraction fractions %",
);
export const DISTRIBUTION_WORDS = set("distribution distributions distributed histogram spread");
export const CORRELATION_WORDS = set(
  "correlation correlations correlate correlated correlates relation relations relationship related relate relates versus vs against",
);
export const DISTINCT_WORDS = set("distinct unique different");
/** Words that say what is computed and over what. */
export const FIGURE_WORDS: { has(word: string): boolean }[] = [
  FN_WORDS,
  SUPERLATIVES,
  GRAIN_WORDS,
  TREND_WORDS,
  SHARE_WORDS,
  DISTRIBUTION_WORDS,
  CORRELATION_WORDS,
  DISTINCT_WORDS,
];
export const SHOW_WORDS = set("show list display print see view preview give get find return browse head");
export const ROW_WORDS = set(
  "row rows record records entry entries line lines observation observations case cases item items datapoint datapoints person persons people individuals",
);
export const DATA_WORDS = set("data dataset datasets table tables file files csv spreadsheet");
export const COLUMN_WORDS = set(
  "column columns field fields variable variables attribute attributes schema structure",
);
export const DESCRIBE_WORDS = set(
  "describe description summary summarise summarize overview explore profile about",
);
export const COMPARE_WORDS = set("compare comparison compared difference differ differs vary varies varied");
export const BY_WORDS = set("by per each every across");
export const NEGATIONS = set(
  "not except excluding without isn't aren't wasn't weren't don't doesn't didn't never exclude no nor neither",
);
export const COMPARATIVES = set(
  "older younger longer shorter higher lower larger smaller bigger better worse faster slower earlier later cheaper",
);
export const MISSING_WORDS = set("missing null nulls empty blank absent lacking");

export const CHART_WORDS = map<Hint>([
  ["bar", "bar bars barchart column-chart"],
  ["line", "line lines linechart"],
  ["area", "area"],
  ["scatter", "scatter scatterplot scatterchart points"],
  ["pie", "pie donut doughnut"],
  ["heatmap", "heatmap heat-map"],
]);
export const CHART_NOUNS = set(
  "chart charts graph graphs plot plots plotted draw drawn visualise visualize visualisation visualization diagram",
);

/** Words for one idea in tables of different authors; a word stands for a column of its group when nothing nearer is there. */
export const SYNONYMS: string[][] = [
  list("sale revenue turnover income amount total value earning"),
  list("cost expense spend spending price charge fare fee payment pay pays paid paying"),
  list("age old"),
  list("quantity qty unit volume"),
  list("customer client buyer user account"),
  list("employee staff worker person"),
  list("country nation"),
  list("region area territory zone"),
  list("category type kind class group segment"),
  list("product item article sku"),
  list("date day time timestamp"),
  list("salary wage pay compensation"),
  list("gender sex"),
  list("rating score stars"),
  list("temperature temp"),
  list("state status"),
  list("profit margin"),
];

/** What people call the values of a column that tells women from men. */
export const PEOPLE: [value: string, words: string[]][] = [
  ["female", list("woman women females lady ladies")],
  ["male", list("man men males gentleman gentlemen")],
];

/** Words that carry no content: they may stand anywhere in a question. */
export const FILLERS = set(`
  a an the this that these those my our your their its his her it they we i you me us there here what which who whom
  whose how where when why is are was were be been being am do does did done has have had having can could would
  should will shall may might must please tell show give find me get let's lets want like know need see look
  of in on at to from for with within and or but as into out over up than then so if all any some only just also
  much many more most less few fewer both between among during since before after until till through per by each every
  across versus vs value values data dataset table file row rows record records number result results overall make makes
  made take takes per-group grouped group broken break down split sorted sort order ordered rank ranked ranking
  now again instead same too very really exactly about approximately roughly currently total compare compared
  calculate compute determine display list return plot chart graph draw visualize visualise bar line pie using use
  us went saw hello hi hey thanks thank pls plz whats wats thx cheers ok okay well column columns have hold contain contains include includes including
  sold sell sells selling bring brings brought spent spends took taken caused cause causes occurred occur occurs recorded reported earned earn earns bought
  ever money data's according altogether kindly exact precise precisely actual actually simply basically respectively across whole entire let me
  it's what's how's who's where's that's i'd i'm is's versus one ones thing things kind type-of sort-of
  breakdown under above below than less greater highest lowest go goes going come comes coming happen happened happens look looks change changes changed changing
`);

export const MONTHS = list(
  "january february march april may june july august september october november december",
);
