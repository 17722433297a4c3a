/**
 * Node's environment, without what jest-circus leaves behind. It runs each test in an `AsyncLocalStorage` of
 * its file and never ends it (30.2 to 30.5.2): each later promise of the worker would pay for each earlier
 * file (a tenth of the run), and no file would be given free. Not needed from Node 24 on.
 */
const { AsyncLocalStorage } = require("node:async_hooks");
const { TestEnvironment } = require("jest-environment-node");

const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  used.add(this);
  return run.apply(this, args);
};

module.exports = class extends TestEnvironment {
  async teardown() {
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
};
