/** The instruction that "Look it over for me" stands for. */
export const AUTO_ANALYZE = `Look this data over for me, as if I had just received it.
1. Say in one or two sentences what it is: what a row stands for, how many there are, which span of time or groups it covers.
2. Find the three things most worth knowing in it. Compute each with a query, draw a chart for each, and say in one or two sentences what it shows. Prefer a difference between groups, a change over time, and what drives a total.
3. Say what is odd in it, if anything is: missing values, duplicates, impossible or extreme values, a break in time, a column of the wrong type. Check with queries; if nothing is odd, say what you checked.
End with one question that would be worth asking next.`;
