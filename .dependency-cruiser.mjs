/**
 * Which module may import which, in TypeScript: front/view → front/state → (interface | media/web/dock | geography/web)
 * → signaling/web, and fronts never each other. `make check` runs it.
 */
const shared = "^(interface|media/web/dock|geography/web|signaling/web)/";

export default {
  forbidden: [
    {
      name: "no-circles",
      comment: "Two modules that import each other are one module.",
      severity: "error",
      from: {},
      to: { circular: true, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "fronts-are-strangers",
      comment: "A front imports itself and what all fronts share, never another front.",
      severity: "error",
      from: { path: "^([^/]+/web/[^/]+)/", pathNot: shared },
      to: { path: "^[^/]+/web/", pathNot: ["^$1/", shared] },
    },
    {
      name: "state-knows-no-screen",
      comment: "State is tested without a page.",
      severity: "error",
      from: { path: "^[^/]+/web/[^/]+/state/", pathNot: "\\.test\\.ts$" },
      to: { path: ["/view/", "\\.tsx$", "\\.css$", "^node_modules/(preact|maplibre-gl|uplot|lucide-preact)/"] },
    },
    {
      name: "signaling-knows-no-medicine",
      comment: "The connection is below everything.",
      severity: "error",
      from: { path: "^signaling/web/" },
      to: { path: ["^interface/", "^(?!signaling/)[^/]+/web/"] },
    },
    {
      name: "interface-knows-only-signaling",
      severity: "error",
      from: { path: "^interface/" },
      to: { path: "^(?!signaling/)[^/]+/web/" },
    },
    {
      name: "shared-parts-are-strangers",
      comment: "The dock and the map may use the interface and the connection, not each other.",
      severity: "error",
      from: { path: "^(media/web/dock|geography/web)/" },
      to: { path: "^(?!signaling/)[^/]+/web/", pathNot: "^$1/" },
    },
    {
      name: "the-map-comes-after",
      comment: "The map engine is a heavy part of its own: geography/web imports it, by import().",
      severity: "error",
      from: { pathNot: "^(geography/web/|node_modules/)" },
      to: { path: "^node_modules/(maplibre-gl|pmtiles)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nothing-unknown",
      comment: "Every import leads somewhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\?(raw|url|worker|worker&url)$" },
    },
    {
      name: "no-tools-on-a-page",
      severity: "error",
      from: { path: "^([^/]+/web|interface)/", pathNot: "\\.test\\.tsx?$|\\.mjs$|/testing/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "\\.ftl$"] },
    exclude: { path: ["^\\.build/", "^\\.venv/"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "browser", "default"] },
  },
};
