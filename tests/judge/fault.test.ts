/** What is read from a validator's faults: which one tells, where it is, and what is documented there. */
import { describe, expect, test } from "@jest/globals";
import { documentedBy, faultPointer, tellingFaults, valueAt } from "../../src/judge/fault.js";

const fault = (schemaPath: string, keyword: string, params = {}, instancePath = "/a") => ({
  ...{ schemaPath: `#/s/${schemaPath}`, keyword, params, instancePath },
});

describe.each(["anyOf", "oneOf"])("%s", (keyword) => {
  const union = fault(keyword, keyword);

  test("stands for its branches, and names their types at its own place", () => {
    const other = fault(`${keyword}Else/type`, "type", { type: "boolean" });
    const telling = tellingFaults([
      fault(`${keyword}/0/type`, "type", { type: "string" }),
      fault(`${keyword}/1/type`, "type", { type: "null" }),
      fault(`${keyword}/2/properties/b/type`, "type", { type: "array" }, "/a/b"),
      fault(`${keyword}/3/minimum`, "minimum", { type: "no type at all" }),
      ...[other, union],
    ]);
    expect(telling).toEqual([other, { ...union, params: { type: "string or null" } }]);
  });

  test("without a branch of its own kind says that there are alternatives", () => {
    const [telling] = tellingFaults([fault(`${keyword}/0/minimum`, "minimum"), union]);
    expect(telling?.params).toEqual({ type: "one of the documented alternatives" });
  });
});

test("the pointer is that of the value, or of the missing property, escaped", () => {
  expect(faultPointer(fault("type", "type"))).toBe("/a");
  const missing = fault("required", "required", { missingProperty: "b/c~d" });
  expect(faultPointer(missing)).toBe("/a/b~1c~0d");
});

test.each([
  ["required", { missingProperty: "b" }, "a required property"],
  ["type", { type: "string" }, "string"],
  ["type", { type: ["string", "null"] }, "string or null"],
  ["minimum", { limit: 1 }, "a value that meets `minimum`"],
])("%s %j is documented as %s", (keyword, params, documented) => {
  expect(documentedBy(fault(keyword, keyword, params))).toBe(documented);
});

describe("the value at a pointer", () => {
  const value = { "a/b": { "m~n": [10, { text: "abc" }] }, none: null };
  test.each([
    ["", value],
    ["/a~1b/m~0n/0", 10],
    ["/a~1b/m~0n/1/text", "abc"],
    ["/none", null],
  ])("%j is there", (pointer, found) => expect(valueAt(value, pointer)).toEqual(found));
  test.each(["/a", "/none/x", "/a~1b/m~0n/1/text/length", "/toString", "/a~1b/m~0n/2"])(
    "%j is not",
    (pointer) => expect(valueAt(value, pointer)).toBeUndefined(),
  );
});
