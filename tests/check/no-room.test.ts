/** Ids so short that an invented one might be somebody's: the operation is treated as one without an id. */
import { expect, test } from "@jest/globals";
import "./described-limits.js";
import { checkContract } from "../../src/check/run.js";
import { mockLimits } from "./described-limits.js";
import { withServer } from "./partner-server.js";

const only = ["cancelExternalBooking/*"];

test("where no id is left that cannot exist, only what every server must refuse is sent to none given", async () => {
  mockLimits.id = (id) => id.length <= 6;
  const { result } = await withServer(["a"], {}, (target) => checkContract({ ...target, only }));
  const sent = result.results.filter(({ tier, status }) => tier === "safe" && status !== undefined);
  expect(sent.length).toBeGreaterThan(5);
  for (const { case: caseName } of sent) expect(caseName).toMatch(/^(auth|body)\//);
  const control = result.results.find(({ case: caseName }) => caseName === "control");
  expect(control).toMatchObject({
    outcome: "skipped",
    needs: "an operation whose path has room for an id that cannot exist",
  });
});
