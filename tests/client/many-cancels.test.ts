/** Many cancels through one client: every call is accounted for, no memory is kept, and the process ends. */
import { afterEach, expect, test } from "@jest/globals";
import { heapGrowth } from "./heap-growth.js";
import { accountForCancels } from "./many-cancels.js";
import { closeAll } from "./support.js";

afterEach(closeAll);

// `test:slow` makes ten thousand of both.
test(
  "at once: the outcome of every call is what the sandbox did",
  () => accountForCancels(400, 0.1),
  240_000,
);

test("one after another: the heap is as large as it was once warm, and a shared signal brings no warning", async () => {
  const { grown, failed, stderr } = await heapGrowth(500, 1_000);
  expect(failed).toBe(1_500 / 20);
  // An answer that is kept for each call would be more than this.
  expect(grown).toBeLessThan(512 * 1024);
  expect(stderr).toBe("");
}, 120_000);
