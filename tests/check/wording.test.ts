/**
 * The plan for the cancel call, word for word: what each probe sends, what it expects, what it expects.
 * Mend a wanted change with `jest -u`.
 */
import { expect, test } from "@jest/globals";
import { toCurl } from "../../src/check/curl.js";
import { type Probe, planProbes } from "../../src/check/plan.js";
import { SHELL_VARIABLES } from "../../src/check/request.js";
import { examplesAt, schemaAt } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";
import { contentPointer } from "../../src/description/pointer.js";
import { methodProbe } from "./method-probe.js";

function line({ id, operation, expects, expectation, needs, change, make }: Probe): string {
  const draft = make(operation, SHELL_VARIABLES);
  return [
    `${id}: ${expects}`,
    `  ${JSON.stringify(expectation)}${needs ? `, needs ${needs}` : ""}${change?.setsBody ? ", sets the body" : ""}`,
    `  ${draft ? toCurl(draft) : "cannot be printed"}`,
  ].join("\n");
}

const { cancelExternalBooking, createAccessToken } = operations;

/** The members of the two bodies; what else is described of them is no part of this plan. */
const MEMBERS = (
  "cancellation_reason external_location_id service_id " +
  "client_id client_secret grant_type scope"
).split(" ");
for (const { requestBody } of [cancelExternalBooking, createAccessToken]) {
  const content = contentPointer(requestBody?.source ?? "", "application/json");
  const { properties = {} } = schemaAt(`${content}/schema`);
  const added = Object.keys(properties).filter((name) => !MEMBERS.includes(name));
  for (const node of [properties, ...examplesAt(content).values()]) {
    for (const name of added) delete (node as Record<string, unknown>)[name];
  }
}

// Which methods are tried depends on the other operations, so those are left out.
test.each([cancelExternalBooking, createAccessToken])("$id", (operation) => {
  const probes = planProbes().filter(
    (probe) => probe.operation === operation && !probe.case.startsWith("method/"),
  );
  expect(`\n${probes.map(line).join("\n")}\n`).toMatchSnapshot();
});

test("another method of the path is tried with the plain valid request", () => {
  const probes = planProbes().filter(({ operation }) => operation === cancelExternalBooking);
  const control = probes.find((probe) => probe.case === "control");
  const get = methodProbe("method/GET");
  if (!control || !get) throw new Error("There are no such probes.");
  const [sentence, expectation, curl] = line(get).split("\n");
  expect(sentence).toBe(
    "cancelExternalBooking/method/GET: GET is not a documented method here and is not answered with a success.",
  );
  expect(expectation?.trim()).toBe('{"kind":"method"}');
  expect(curl).toBe(line(control).split("\n")[2]?.replace("-X DELETE", "-X GET"));
});
