/** Makes requests whose path or method is not the plain one: unusual ids, and methods. */
import { type Operation, operations, pathParameters } from "../../description/operations.js";
import { plainDraft } from "../request.js";
import { NOBODYS } from "./ids.js";
import type { ProbeCase } from "./probe-case.js";

const LONG_ID = "a".repeat(300);
// Beyond what many servers take as a request line, so a refusal for that reason is no fault.
const VERY_LONG_ID = "a".repeat(2_000);

/** The case whose answer shows how the server speaks of a path that it does not know. */
export const NO_ROUTE = "path/beyond";

/** What a server may do about an unusual id that is legal all the same. */
type Latitude = Partial<Extract<ProbeCase["expectation"], { kind: "identifier" }>>;

/** Ids that cannot exist and have to be carried through encoding unharmed. */
export function unusualIds(operation: Operation): ProbeCase[] {
  if (!operation.path.includes("{")) return [];
  const ids =
    (latitude: Latitude) =>
    (caseName: string, expects: string, change: (id: string) => string): ProbeCase => ({
      case: `path/${caseName}`,
      expects,
      expectation: { kind: "identifier", isCompared: true, ...latitude },
      make: (op, values) => plainDraft(op, { ...values, id: change(values.id) }),
    });
  const id = ids({});
  // Firewalls of frameworks and gateways refuse some of these; nothing documented allows that.
  const odd = ids({ isTolerable: true });
  const routed = ids({ mayLackRoute: true });
  const oddRouted = ids({ isTolerable: true, mayLackRoute: true });
  const endless = ids({ mayExceedLimits: true });
  return [
    id("unicode", "An id in any script is looked up.", (plain) => `${plain}-é-予約-🗓`),
    routed("slash", "An id with an encoded slash stays one segment.", (plain) => `${plain}/part`),
    id("percent", "An id with a percent sign is looked up.", (plain) => `${plain}-100%`),
    id("quote", "An id with a quotation mark is looked up.", (plain) => `${plain}'"part`),
    id("space", "An id with a space is looked up.", (plain) => `${plain} part`),
    odd("plus", "An id with a plus sign is looked up.", (plain) => `${plain}+part`),
    odd("dot", "An id with a dot is looked up.", (plain) => `${plain}.part`),
    odd("semicolon", "An id with a semicolon is looked up.", (plain) => `${plain};part`),
    odd("colon", "An id with a colon is looked up.", (plain) => `${plain}:part`),
    odd("query", "An id with a question mark is looked up.", (plain) => `${plain}?part`),
    odd("fragment", "An id with a number sign is looked up.", (plain) => `${plain}#part`),
    oddRouted("backslash", "An id with a backslash is looked up.", (plain) => `${plain}\\part`),
    id("long", "A long id is looked up: no limit is documented.", (plain) => `${plain}-${LONG_ID}`),
    endless("very_long", "A very long id is no crash.", (plain) => `${plain}-${VERY_LONG_ID}`),
    {
      case: NO_ROUTE,
      expects: "A path that is not documented is not answered with a success.",
      expectation: { kind: "mismatch", of: "path" },
      make: (op, values) => {
        const draft = plainDraft(op, values);
        const path = `${draft.path}/${NOBODYS}`;
        const isKnown = Object.values<Operation>(operations).some((other) =>
          pathParameters(other, path),
        );
        return isKnown ? undefined : { ...draft, path };
      },
    },
  ];
}

/** Methods that the description does not have on the operation's path. */
export function undocumentedMethods(
  documented: readonly string[],
  methods: readonly string[],
): ProbeCase[] {
  return methods
    .filter((method) => !documented.includes(method))
    .map((method) => ({
      case: `method/${method}`,
      expects: `${method} is not a documented method here and is not answered with a success.`,
      expectation: { kind: "method" },
      make: (op, values) => ({
        ...plainDraft(op, values),
        method,
      }),
    }));
}
