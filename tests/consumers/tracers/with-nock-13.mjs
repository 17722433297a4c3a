/** Puts nock 13 before `node:http`, and lets through what goes to loopback. */
import nock from "nock-13";

nock("https://partner-api.solvhealth.com").get("/sample").reply(404);
nock.enableNetConnect(/^127\.0\.0\.1/);

export const inSpan = (work) => work();
