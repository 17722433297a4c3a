/** The jest environment of `npm run test:mutation`: after a failed test, the file's others are skipped. */
const { TestEnvironment } = require("jest-environment-node");

module.exports = class extends TestEnvironment {
  failed = false;

  handleTestEvent({ name, test }) {
    if (process.env.__STRYKER_ACTIVE_MUTANT__ === undefined) return;
    if (name === "test_done") this.failed ||= test.errors.length > 0;
    if (name === "test_start" && this.failed) test.mode = "skip";
  }
};
