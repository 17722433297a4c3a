/**
 * The jest runner of `npm run test:mutation`. Stryker starts jest once per mutant with the names of the
 * tests that reach it, and jest then still loads every test file and never stops early. This one loads
 * only the files that hold such a test, the quickest first, and stops at the first failure.
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { join, relative } = require("node:path");
const { default: JestRunner } = require("jest-runner");
require("./loopback.cjs");

module.exports = class MutationRunner extends JestRunner {
  async runTests(tests, watcher, options) {
    const { rootDir, testNamePattern } = this._globalConfig;
    const nameOf = ({ path }) => relative(rootDir, path);
    const file = join(rootDir, "mutation-notes.json");
    if (process.env.__STRYKER_ACTIVE_MUTANT__ === undefined) {
      // The run without a mutant notes each file's duration and tests.
      const notes = {};
      this.on("test-file-success", ([test, { testResults, perfStats }]) => {
        const names = testResults.map(({ fullName }) => fullName);
        notes[nameOf(test)] = { ms: perfStats.runtime, names };
      });
      await super.runTests(tests, watcher, options);
      writeFileSync(file, JSON.stringify(notes));
      return;
    }
    const notes = JSON.parse(readFileSync(file, "utf8"));
    const reaching = new RegExp(testNamePattern ?? "", "i");
    const chosen = tests
      .filter((test) => notes[nameOf(test)]?.names.some((name) => reaching.test(name)))
      .sort((one, other) => notes[nameOf(one)].ms - notes[nameOf(other)].ms);
    let failed = false;
    this.on("test-file-failure", () => {
      failed = true;
    });
    this.on("test-file-success", ([, { numFailingTests, testExecError }]) => {
      failed ||= numFailingTests > 0 || testExecError !== undefined;
    });
    for (const test of chosen) {
      await super.runTests([test], watcher, options);
      if (failed) return;
    }
  }
};
