import { verifyTraffic } from "../../src/verify/verify.js";

const f = process.argv[2] ?? "";
await verifyTraffic([f]);
const c0 = process.cpuUsage();
await verifyTraffic([f]);
const c = process.cpuUsage(c0);
console.log(f, ((c.user + c.system) / 1e5).toFixed(2), "us/exchange cpu");
