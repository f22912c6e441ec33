// What `npm run dev`, `npm run build` and `npm test` do. The build never fetches anything and needs no server.
import { defineConfig } from "vitest/config";
import { licences_plugin } from "./licences_plugin.ts";
import { mock_plugin } from "./mock/plugin.ts";

const kRows = 2_000; // of the mock's Inbox

export default defineConfig(({ command }) => {
  const server = process.env["POSTROOM_SERVER"]; // a postroomd to work against, instead of the mock
  const proxy = server === undefined ? {} : { "/api": { target: server, secure: false } };
  const mocked = server === undefined && command === "serve" && process.env["VITEST"] === undefined;
  return {
    appType: "spa" as const,
    plugins: [licences_plugin(), ...(mocked ? [mock_plugin(Number(process.env["POSTROOM_MOCK_ROWS"] ?? kRows))] : [])],
    esbuild: { jsx: "automatic" as const, jsxImportSource: "preact", legalComments: "none" as const },
    server: { proxy },
    build: {
      target: "es2022",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0, // the content security policy knows no inline assets
      rollupOptions: { output: { manualChunks: { compare: ["@codemirror/merge", "@codemirror/state", "@codemirror/view"] } } },
    },
    test: { include: ["src/**/*.test.ts", "mock/**/*.test.ts"], environment: "node" },
  };
});
