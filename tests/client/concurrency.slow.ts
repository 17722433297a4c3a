/** Ten thousand cancels at once through one client: every call is accounted for. */
import { test } from "@jest/globals";
import { accountForCancels } from "./many-cancels.js";

test("the outcome of every call is what the sandbox did", () => accountForCancels(10_000), 240_000);
