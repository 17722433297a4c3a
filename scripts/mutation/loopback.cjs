/** Keeps mutated code on this machine: no name but localhost can be resolved. */
const dns = require("node:dns");
const { isIP } = require("node:net");

const { lookup } = dns;
const unknown = () =>
  Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND", syscall: "getaddrinfo" });

// Addresses pass: the only ones that tests and sources write are loopback.
dns.lookup = (name, options, callback = options) =>
  name === "localhost" || isIP(name)
    ? lookup(name, options, callback)
    : process.nextTick(callback, unknown());
