/** Makes requests with values that are hardly sensible: a refusal is as good as acceptance, a crash is not. */

import type { Operation } from "../../description/operations.js";
import { plainDraft, type RequestDraft, requestBodyOf } from "../request.js";
import { kindsOf } from "../schema-values.js";
import type { ProbeCase } from "./probe-case.js";

const DEPTH = 200;

/** Values that are hardly sensible. They come last, one at a time, and end with the first that a server fails at. */
export function harshValues(operation: Operation): ProbeCase[] {
  const values =
    (isTolerable: boolean) =>
    (caseName: string, expects: string, make: ProbeCase["make"]): ProbeCase => ({
      case: `harsh/${caseName}`,
      expects,
      expectation: { kind: "identifier", mayExceedLimits: true, isTolerable },
      make,
    });
  const harsh = values(false);
  const hardest = values(true);
  const cases = operation.path.includes("{")
    ? [
        harsh("nul_in_id", "An id with a NUL character is no crash.", (op, values) =>
          plainDraft(op, { ...values, id: `${values.id}\0` }),
        ),
      ]
    : [];
  const { properties = {}, required = [] } = requestBodyOf(operation)?.schema ?? {};
  const texts = Object.entries(properties)
    .filter(([, property]) => kindsOf(property).includes("string"))
    .map(([name]) => name);
  for (const name of texts) {
    cases.push(
      harsh(`nul/${name}`, `A NUL character in ${name} is no crash.`, (op, values) => {
        const draft = plainDraft(op, values);
        return { ...draft, body: { ...(draft.body as object), [name]: "a\0b" } };
      }),
    );
  }
  // A text that nobody depends on, where there is one.
  const text = texts.find((name) => !required.includes(name)) ?? texts[0];
  // What knows no such record need not be asked for the rest.
  if (text === undefined || !operation.path.includes("{")) return cases;
  const last = (caseName: string, expects: string, member: string): ProbeCase =>
    hardest(caseName, expects, (op, own) => withMember(plainDraft(op, own), member));
  return [
    ...cases,
    last("nested", "An unknown property that is nested deep is no crash.", nested()),
    last("surrogate", `Half a character in ${text} is no crash.`, `"${text}":"\\ud800"`),
    last("not_a_number", `NaN in ${text} is no crash.`, `"${text}":NaN`),
    // Half a character stands for a byte: see `RequestDraft`.
    last("not_utf8", `A byte that is not UTF-8 in ${text} is no crash.`, `"${text}":"\udcff"`),
  ];
}

/** The draft with one more member, of which JSON.stringify would not make what is asked for. */
function withMember(draft: RequestDraft, member: string): RequestDraft | undefined {
  const { body } = draft;
  if (typeof body !== "object") return undefined;
  const [name = ""] = member.split(":");
  const others = Object.entries(body).filter(([other]) => JSON.stringify(other) !== name);
  const members = others.map(
    ([other, value]) => `${JSON.stringify(other)}:${JSON.stringify(value)}`,
  );
  return { ...draft, body: `{${[...members, member].join(",")}}` };
}

function nested(): string {
  return `"solv_contract":${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}`;
}
