/** Recognisable values in all that a check of the whole plan receives, looked for in all that it says. */
import { describe, test } from "@jest/globals";
import { BEHAVIOURS } from "../report/canary-server.js";
import { expectNothingSaid } from "./canary-checks.js";

describe("nothing that is secret is said by a check that is answered with", () => {
  test.each(Object.keys(BEHAVIOURS))("%s", (name) => expectNothingSaid(name));
});
