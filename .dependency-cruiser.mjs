/** The ranks of docs/architecture: a folder of lib/ imports only folders of a lower rank. */
const RANKS = [
  ["core"],
  ["db", "storage", "jobs", "events"],
  ["audit", "billing", "auth", "workspaces"],
  ["engine", "connections"],
  ["ingest", "datasets", "results"],
  ["analysis"],
  ["charts", "grounding"],
  ["agent"],
  ["sessions", "dashboards", "alerts", "exports", "usage-metrics"],
  ["http"],
];
/** A schema names shapes of other domains of the same rank or above it in the API; it holds no behaviour. */
const SCHEMA = "^lib/[^/]+/schema\\.ts$";

const upward = RANKS.flatMap((folders, rank) => {
  const above = RANKS.slice(rank + 1).flat();
  if (above.length === 0) return [];
  return [
    {
      name: `rank-${rank}-imports-upward`,
      comment: `lib/{${folders.join(",")}} may import lower ranks only`,
      severity: "error",
      from: { path: `^lib/(${folders.join("|")})/` },
      to: { path: `^lib/(${above.join("|")})/`, pathNot: SCHEMA },
    },
  ];
});

export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "unknown-lib-folder",
      comment: "every folder of lib/ has a rank",
      severity: "error",
      from: {},
      to: { path: "^lib/", pathNot: `^lib/(${RANKS.flat().join("|")})/` },
    },
    ...upward,
    {
      name: "lib-imports-no-ui",
      comment: "tests may use what e2e/support offers",
      severity: "error",
      from: { path: "^lib/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(app|components|e2e|scripts|bench)/" },
    },
    {
      name: "components-import-browser-safe-lib-only",
      comment: "components take types and values from schemas, lib/charts and lib/core/format alone",
      severity: "error",
      from: { path: "^components/" },
      to: {
        path: "^lib/",
        pathNot: [SCHEMA, "^lib/charts/(?!server/)", "^lib/core/(format|schema|errors)\\.ts$"],
      },
    },
    {
      name: "components-import-no-routes",
      comment: "server actions are handed down as properties, or imported from a page's actions.ts",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/", pathNot: "/actions\\.ts$" },
    },
    {
      name: "charts-stay-browser-safe",
      severity: "error",
      from: { path: "^lib/charts/(?!server/)" },
      to: { path: ["^node:", "^(fs|path|crypto|child_process)$", "^lib/charts/server/"] },
    },
    {
      name: "not-to-test",
      severity: "error",
      from: { pathNot: "\\.test\\.tsx?$|^e2e/|^bench/" },
      to: { path: "\\.test\\.tsx?$|^e2e/|^bench/" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "lib/db/generated"] },
    exclude: { path: ["^\\.next/", "^data/"] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
