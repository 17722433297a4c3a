/** Bundles with webpack, for Node. */
const webpack = require("webpack");

webpack(
  {
    mode: "production",
    target: "node20",
    context: __dirname,
    entry: "./client.mjs",
    output: {
      path: __dirname,
      filename: "webpack.cjs.bundle.cjs",
      library: { type: "commonjs2" },
    },
  },
  (error, stats) => {
    if (!error && !stats.hasErrors() && !stats.hasWarnings()) return;
    console.error(error ?? stats.toString("errors-warnings"));
    process.exitCode = 1;
  },
);
