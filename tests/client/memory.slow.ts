/** Ten thousand cancels through one client leave no memory behind. */
import { afterEach, expect, test } from "@jest/globals";
import { heapGrowth } from "./heap-growth.js";
import { closeAll } from "./support.js";

afterEach(closeAll);

test("the heap after garbage collection is as large as it was once warm", async () => {
  const { grown, failed } = await heapGrowth(2_000, 10_000);
  expect(failed).toBe(12_000 / 20);
  // A hundred bytes kept for each call would be a megabyte.
  expect(grown).toBeLessThan(1024 * 1024);
}, 120_000);
