/** Lists what `solv-contract sandbox` takes; its flags, its help and its documentation are made of this. */
import type { CommandTable, Flags } from "./table.js";

export const SANDBOX_FLAGS = {
  port: { type: "string", value: "N", help: "default: a free one" },
  host: {
    type: "string",
    value: "ADDRESS",
    help: "where it listens; default 127.0.0.1. 0.0.0.0 in a container: whoever reaches it there may use it",
  },
  bookings: {
    type: "string",
    value: "N",
    help: "how many bookings to start with; at least, and by default, one of each kind of id",
  },
  fault: {
    type: "string",
    multiple: true,
    value: "NAME",
    help: "break the contract, or the wire, in one way; repeatable",
  },
  faults: { type: "boolean", help: "list the faults and end" },
  "fault-rate": {
    type: "string",
    value: "R",
    help: "from 0 to 1: a call meets one of the faults with this probability",
  },
  "fault-times": { type: "string", value: "N", help: "each fault takes hold of N calls only" },
  seed: { type: "string", value: "N", help: "other choices for --fault-rate; default 1" },
  "pace-ms": {
    type: "string",
    value: "N",
    help: "what a slow fault waits between two steps; default 1000",
  },
  format: {
    type: "string",
    value: "FORMAT",
    help: "pretty (default) or json: how its URL, credentials and bookings are printed",
  },
} as const satisfies Flags;

export const SANDBOX: CommandTable = {
  title: "solv-contract sandbox: a stateful loopback server with invented bookings",
  about: "",
  flags: SANDBOX_FLAGS,
  examples: [
    "solv-contract sandbox --port 8080",
    "solv-contract sandbox --fault reset-before-headers --fault-rate 0.05",
    "solv-contract sandbox --faults",
  ],
};
