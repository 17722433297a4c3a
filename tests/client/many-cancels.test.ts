/** A thousand cancels through one client: every call is accounted for, and next to no memory is kept. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { heapGrowth } from "./heap-growth.js";
import { accountForCancels } from "./many-cancels.js";
import { closeAll } from "./support.js";

/** A thousand cancels at once through one client: every call is accounted for. */
describe("at once", () => {
  test(
    "the outcome of every call is what the sandbox did",
    () => accountForCancels(1_000),
    240_000,
  );
});

/** A thousand cancels through one client leave next to no memory behind; `test:slow` makes ten thousand. */
describe("one after another", () => {
  afterEach(closeAll);

  test("the heap after garbage collection is as large as it was once warm", async () => {
    const { grown, failed } = await heapGrowth(500, 1_000);
    expect(failed).toBe(1_500 / 20);
    // An answer that is kept for each call would be more than this.
    expect(grown).toBeLessThan(512 * 1024);
  }, 120_000);
});
