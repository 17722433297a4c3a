/** Bans the network for the tests of a file, and gives it back whatever failed in between. */
import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import nock from "nock";

/** Nothing but nock answers; a mock that a test sets up and does not use is a failure of that test. */
export function answerByNockOnly(): void {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  // Suites of one worker share `node:http`, so a ban that is left behind would fail the next ones.
  afterAll(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
  });
}
