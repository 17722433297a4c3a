/** Configures eslint-plugin-import for `linted/`. */
import plugin from "eslint-plugin-import";

const rules = { "import/no-unresolved": "error", "import/named": "error" };
export default [
  { files: ["linted/*.mjs"], plugins: { import: plugin }, rules },
  {
    files: ["linted/entries.mjs"],
    settings: { "import/resolver": { node: { engines: ">=20.19" } } },
  },
];
