/** A thousand cancels through one client leave next to no memory behind; `test:slow` makes ten thousand. */
import { afterEach, expect, test } from "@jest/globals";
import { heapGrowth } from "./heap-growth.js";
import { closeAll } from "./support.js";

afterEach(closeAll);

test("the heap after garbage collection is as large as it was once warm", async () => {
  const { grown, failed } = await heapGrowth(500, 1_000);
  expect(failed).toBe(1_500 / 20);
  // An answer that is kept for each call would be more than this.
  expect(grown).toBeLessThan(512 * 1024);
}, 120_000);
