import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** What every front and every Vitest run share; `interface/build.mjs` adds each front's own root and addresses. */
export default defineConfig({
  root,
  resolve: { alias: { "~": root.replace(/\/$/, "") } },
  test: {
    environment: "node",
    include: ["*/web/**/*.test.ts", "interface/**/*.test.ts"],
    exclude: ["node_modules/**", ".build/**", ".venv/**"],
  },
});
