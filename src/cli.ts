#!/usr/bin/env node
import { processIo } from "./cli/io.js";
/** The command `solv-contract`: hands the arguments and the process to the dispatcher, nothing more. */
import { main } from "./cli/main.js";

void main(process.argv.slice(2), processIo()).then((code) => {
  // Already set when the output failed.
  process.exitCode ??= code;
});
