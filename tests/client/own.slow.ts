/** Each name that every object inherits is no option, one by one. */
import { afterEach, test } from "@jest/globals";
import { expectNoOption, INHERITED } from "./inherited.js";
import { closeAll } from "./support.js";

afterEach(closeAll);

test.each(INHERITED)("%s", (name) => expectNoOption([name]));
