/**
 * Loads a large tool, or an ES module, as Node itself does: once for a worker, where
 * Jest's registry would compile each of its files again for every suite.
 */
module.exports = {
  process: (_source, path) => {
    const file = JSON.stringify(path);
    // In a suite even `process.getBuiltinModule` is Jest's; outside of its context it is Node's.
    const node = 'require("node:vm").runInThisContext("process")';
    const load = `${node}.getBuiltinModule("node:module").createRequire(${file})`;
    return { code: `module.exports = ${load}(${file});` };
  },
};
