/** Remarks are said once; how many would repeat one is counted where it is said. */
import { expect, test } from "@jest/globals";
import { createReport } from "../../src/report/create.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { foldRemarks } from "../../src/report/remarks.js";
import { FORMATS } from "../../src/report/report.js";
import { conforming, result, violated } from "./sample.js";

const remark = violated.results[1]?.findings[0];
if (!remark) throw new Error("The sample has lost its remark.");
const results = ["a", "b", "c"].map((name) =>
  result(name, { outcome: "warned", findings: [remark] }),
);

test("the first result keeps the remark, the others their outcome", () => {
  const [first, ...others] = foldRemarks(results);
  expect(first?.findings).toEqual([{ ...remark, repeats: 2 }]);
  expect(first).not.toHaveProperty("repeated");
  for (const each of others) {
    expect(each).toMatchObject({ outcome: "warned", findings: [], repeated: 1 });
  }
  expect(foldRemarks(results.slice(0, 1))[0]?.findings).toEqual([remark]);
});

test("every format that groups findings says for how many probes it stands", () => {
  const report = createReport({
    ...conforming,
    startedAt: new Date(0),
    exchanges: 3,
    results: foldRemarks(results),
  });
  for (const format of FORMATS.filter((each) => each !== "json" && each !== "junit")) {
    expect(renderers[format](report)).toContain("2 more probes");
  }
  expect(renderers.html(report)).toContain("1 remark said before");
});
