import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Analysis } from "#lib/agent/analyst/intent.ts";
import { isMeasure } from "#lib/agent/analyst/read/column-roles.ts";
import { assume, isFree, type Question, use, wordAt } from "#lib/agent/analyst/read/question.ts";
import { plainText } from "#lib/agent/analyst/read/unsupported.ts";
import { measuresOf } from "./one-column.ts";
import { isCategoryKind, NotPossible, take, takeColumns } from "./words.ts";

const MOST_CORRELATED = 20;

/** "the scores" where several columns are a score: all of them. */
function takeAlike(q: Question): Column[] {
  return q.items.flatMap((item, i) => {
    if (item.kind !== "column" || !isFree(q, i) || !/[^s]s$/i.test(item.text)) return [];
    const numbers = item.matches.filter(({ column, how }) => isMeasure(column) && how === "part");
    const [first, ...others] = numbers.filter(({ score }) => score === numbers[0]?.score);
    if (!first || others.length === 0 || item.matches[0]?.how === "name") return [];
    use(q, i);
    return [first, ...others].map(({ column }) => column);
  });
}

/** Which numbers go together: all of a table, several that are named, or those that go with one. */
export function readCorrelations(q: Question): Analysis {
  const text = plainText(q);
  const method = /\b(spearman\S*|rank)\b/.test(text)
    ? "spearman"
    : /\bkendall\S*\b/.test(text)
      ? "kendall"
      : "pearson";
  take(
    q,
    /^(correlat\w*|matrix|spearman\S*|pearson\S*|kendall\S*|rank|tau|significant|significantly|statistically|p-values?|strongest|strongly|most|highest|numeric|numerical|numbers|variables?|features?|factors?|pairs?|coefficients?|relations?|relationship|related)$/,
  );
  const named = [...takeAlike(q), ...takeColumns(q, ["number"])];
  if (named.length >= 2) return { operation: "correlation", columns: named, method, about: null };
  const tables = q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : []));
  const [about = null] = named;
  const first =
    about?.table ?? tables[0] ?? [...q.catalog.tables].sort((a, b) => b.rowCount - a.rowCount)[0]?.name ?? "";
  const all = measuresOf(q, [first]);
  if (all.length < 2) throw new NotPossible(`${first} has no two columns of numbers to correlate`);
  if (q.catalog.tables.length > 1 && tables.length === 0 && !about)
    assume(q, `There are several tables; I took ${first}.`);
  const most = method === "pearson" ? MOST_CORRELATED : 8;
  const rest = about ? all.filter((column) => column !== about) : all;
  const columns = about ? [about, ...rest.slice(0, most - 1)] : rest.slice(0, most);
  if (columns.length < all.length)
    assume(q, `I looked at the first ${columns.length} of ${all.length} columns of numbers.`);
  return { operation: "correlation", columns, method, about };
}

const EFFECT = new Set(["effect", "effects", "impact", "impacts", "influence", "influences"]);
const VERB = /^(affects?|influences?|impacts?|drives?|determines?|explains?|predicts?)$/;
const REGRESSION =
  /^(effects?|impacts?|influences?|affects?|drives?|determines?|explains?|predict(s|ed|ing)?|depends?|depend|regress|regression|linear|ols|least|squares|fit|model|change|changes|significant|significantly|statistically|strongly|between|if|increases?)$/;

const find = (q: Question, test: (word: string, index: number) => boolean): number =>
  q.items.findIndex((_, i) => test(wordAt(q, i), i));

/** Where the columns that explain stand and where the one that is explained, as [from, to) of the question's places. */
function sides(q: Question): { explains: [number, number]; explained: [number, number] } | null {
  const end = q.items.length;
  const after = (start: number, words: string[]) => find(q, (word, i) => i > start && words.includes(word));
  const effect = find(q, (word, i) => EFFECT.has(word) && wordAt(q, i + 1) === "of");
  if (effect >= 0) {
    const on = after(effect, ["on", "upon"]);
    return on < 0 ? null : { explains: [effect, on], explained: [on, end] };
  }
  const regress = find(q, (word) => word === "regress" || word === "regression");
  const on = regress < 0 ? -1 : after(regress, ["on", "against"]);
  if (regress >= 0) return on < 0 ? null : { explained: [regress, on], explains: [on, end] };
  const predict = find(q, (word) => /^predict(ed|ing)?$/.test(word));
  const from = predict < 0 ? -1 : after(predict, ["from", "using", "with", "by"]);
  if (from >= 0) return { explained: [predict, from], explains: [from, end] };
  const depend = find(q, (word) => /^depends?$/.test(word));
  if (depend >= 0) return { explained: [0, depend], explains: [depend, end] };
  const changes = find(q, (word, i) => /^changes?$/.test(word) && wordAt(q, i + 1) === "with");
  if (changes >= 0) return { explained: [0, changes], explains: [changes, end] };
  const verb = find(q, (word, i) => VERB.test(word) && i > 0);
  return verb < 0 ? null : { explains: [0, verb], explained: [verb, end] };
}

/** How one number depends on others; on a category, whether its groups differ. */
export function readEffect(q: Question): Analysis {
  const found = sides(q);
  if (!found) throw new NotPossible("say which column depends on which, as in “effect of x on y”");
  take(q, REGRESSION);
  const explains = takeColumns(q, ["number", "text", "boolean"], found.explains);
  const [outcome, ...others] = takeColumns(q, ["number"], found.explained);
  const [category, ...more] = outcome ? [] : takeColumns(q, ["text", "boolean"], found.explained);
  const [x, ...xs] = explains;
  if (category && x && isCategoryKind(x) && more.length + xs.length === 0)
    return { operation: "chi_squared", x, y: category };
  if (!outcome) throw new NotPossible("there is no column of numbers whose change could be explained");
  if (others.length > 0) throw new NotPossible("I explain one column of numbers at a time");
  const predictors = explains.filter((column) => column !== outcome);
  const [first, ...further] = predictors;
  if (!first) throw new NotPossible("say which column may have an effect");
  if (isCategoryKind(first) && further.length === 0) {
    assume(q, `${first.name} holds categories, so I compared ${outcome.name} between them.`);
    return { operation: "compare", column: outcome, group: first, test: "auto" };
  }
  if (predictors.some(isCategoryKind))
    throw new NotPossible("I fit a line to columns of numbers only, and one of these holds categories");
  return { operation: "regression", outcome, predictors };
}

const TESTS: [RegExp, string][] = [
  [/\bwelch\S*/, "welch"],
  [/\b(student\S*|t-test|ttest|t test)\b/, "t"],
  [/\banova\b/, "anova"],
  [/\bmann-?whitney\S*/, "mann_whitney"],
  [/\bkruskal\S*/, "kruskal"],
];
const COMPARISON =
  /^(significan\w*|statistically|t-test|ttest|t|test|tests|anova|mann-whitney\S*|mann|whitney|kruskal\S*|welch\S*|student\S*|p-values?|hypothesis|differ|differs|different|differently|difference|differences|compare|compared|comparison|between|across|average|averages|mean|means|avg|higher|lower|larger|smaller|bigger|greater|longer|shorter|slower|faster|older|younger|heavier|lighter|cheaper|than|more|less|vs|versus|if|whether|among|groups?|u|wallis|chi-squared?|chi|squared?|independen\w+|dependen\w+|depends?|association|associated|relation|relations|relationship|related|relates?|linked|link|connected|connection|correlat\w+)$/;
const FEW = 30;

/** The category whose groups are compared: named, or the one whose values are. */
function groupOf(q: Question, categories: Column[]): Column {
  const chosen = q.filters.find(({ operator, values }) => operator === "in" && values.length > 1)?.column;
  const [named, ...others] = categories.filter((column) => column !== chosen);
  if (others.length > 0 || (named && chosen))
    throw new NotPossible("I compare the groups of one column at a time");
  const group = chosen ?? named;
  if (!group) throw new NotPossible("name the column whose groups are to be compared, or two of its values");
  if (group.distinct !== null && group.distinct > FEW && !chosen)
    throw new NotPossible(`${group.name} has ${group.distinct} values, too many groups to compare`);
  return group;
}

/** Whether groups differ in a number by more than chance, or two categories depend on each other. */
export function readComparison(q: Question): Analysis {
  const text = plainText(q);
  const test = TESTS.find(([words]) => words.test(text))?.[1] ?? "auto";
  take(q, COMPARISON);
  const categories = q.items.flatMap((_, i) =>
    isFree(q, i) ? takeColumns(q, ["text", "boolean"], [i, i + 1]) : [],
  );
  const numbers = takeColumns(q, ["number"]);
  const [column, ...others] = numbers;
  if (others.length > 0) throw new NotPossible("I compare groups in one number at a time");
  if (column) return { operation: "compare", column, group: groupOf(q, categories), test };
  const [x, y, ...more] = categories;
  if (x && y && more.length === 0) return { operation: "chi_squared", x, y };
  throw new NotPossible("name the number in which the groups may differ");
}
