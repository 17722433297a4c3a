/** Makes requests that look unusual and are valid all the same. */

import type { Operation } from "../../description/operations.js";
import { exampleBody, plainDraft, type RequestDraft, requestBodyOf } from "../request.js";
import { canInventText, kindsOf } from "../schema-values.js";
import { type Change, combine, type ProbeCase } from "./probe-case.js";

const LONG_TEXT = "a".repeat(5_000);

/** Requests that look unusual and are valid all the same. */
export function unusualRequests(operation: Operation): ProbeCase[] {
  const described = requestBodyOf(operation);
  const changed =
    (setsBody: boolean) =>
    (caseName: string, expects: string, apply: Change["apply"]): ProbeCase => {
      const change = { apply, setsBody };
      return {
        case: `valid/${caseName}`,
        expects,
        expectation: { kind: "valid" },
        change,
        make: (op, values) => combine(op, values, [change]),
      };
    };
  const valid = changed(false);
  const validBody = changed(true);
  const headers = (
    draft: RequestDraft,
    change: (name: string, value: string) => [string, string],
  ) => ({
    headers: draft.headers.map(([name, value]) => change(name, value)),
  });

  const cases: ProbeCase[] = [
    valid("header_case", "Header names in capitals are understood (RFC 9110 §5.1).", (draft) =>
      headers(draft, (name, value) => [name.toUpperCase(), value]),
    ),
    valid(
      "header_lower_case",
      "Header names in lower case are understood (RFC 9110 §5.1).",
      (draft) => headers(draft, (name, value) => [name.toLowerCase(), value]),
    ),
    valid("unknown_header", "An unknown header is tolerated.", ({ headers: given }) => ({
      headers: [...given, ["X-Solv-Contract", "probe"]],
    })),
    valid(
      "accept_encoding",
      "An answer may be coded, and is whole then (RFC 9110 §12.5.3).",
      ({ headers: given }) => ({ headers: [...given, ["Accept-Encoding", "gzip, deflate, br"]] }),
    ),
    {
      ...valid("unknown_query", "An unknown query parameter is tolerated.", ({ query }) => ({
        query: `${query ? `${query}&` : "?"}solv_contract=probe`,
      })),
      // Nothing says that a server must accept it.
      expectation: { kind: "valid", isTolerable: true },
    },
  ];
  if (operation.security[0]?.some(({ type }) => type === "http")) {
    cases.push(
      valid("scheme_case", "The scheme in lower case is understood (RFC 9110 §11.1).", (draft) =>
        headers(draft, (name, value) => [name, value.replace("Bearer ", "bearer ")]),
      ),
    );
  }
  if (!described) return cases;
  const { mediaType, schema } = described;
  const properties = Object.keys(schema.properties ?? {});
  cases.push(
    valid("charset", "A charset parameter on the media type is tolerated.", (draft) =>
      headers(draft, (name, value) =>
        name.toLowerCase() === "content-type"
          ? [name, `${mediaType}; charset=utf-8`]
          : [name, value],
      ),
    ),
    {
      ...valid(
        "media_type_case",
        "A media type in capitals is understood (RFC 9110 §8.3.1).",
        (draft) =>
          headers(draft, (name, value) =>
            name.toLowerCase() === "content-type"
              ? [name, value.replace(mediaType, mediaType.toUpperCase())]
              : [name, value],
          ),
      ),
      // Some frameworks compare it letter by letter, and hardly a client writes it so.
      expectation: { kind: "valid", isTolerable: true },
    },
    valid("unknown_property", "An unknown property is tolerated.", ({ body }) => ({
      body: { ...(body as object), solv_contract: "probe" },
    })),
  );
  // Bodies come before wrappings that add to them, so that a combination loses neither.
  cases.unshift(
    validBody("full", "A body with every documented property is accepted.", (_, values) => ({
      body: exampleBody(described, values, properties),
    })),
  );
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (schema.required?.includes(name)) continue;
    if (!kindsOf(property).includes("string") || !canInventText(property)) continue;
    const text = (caseName: string, expects: string, value: string) =>
      validBody(`${caseName}/${name}`, expects, ({ body }) => ({
        body: { ...(body as object), [name]: value },
      }));
    cases.unshift(
      text("empty", `${name} may be empty.`, ""),
      text("long", `${name} may be long: no limit is documented.`, LONG_TEXT),
      text("multiline", `${name} may have several lines.`, "First line\nSecond line\r\n\tThird"),
      text(
        "punctuation",
        `${name} may hold quotes and brackets.`,
        `It's "fine" <for> us & them; 100% -- {really}\\`,
      ),
      text("non_ascii", `${name} may be in any script.`, "Zażółć gęślą jaźń, 予約の取消し 🗓"),
    );
  }
  // Last, since a text is not an object any more to which another change could add.
  cases.push(
    valid("whitespace", "White space around the JSON is tolerated (RFC 8259 §2).", ({ body }) => ({
      body: ` \r\n\t${JSON.stringify(body)}\n `,
    })),
  );
  return cases;
}

/** Requests as HTTP clients send them, by themselves each: a server need not support all of it. */
export function asClientsSend(operation: Operation): ProbeCase[] {
  const sent = (
    caseName: string,
    expects: string,
    change: (draft: RequestDraft) => Partial<RequestDraft>,
  ): ProbeCase => ({
    case: `valid/${caseName}`,
    expects,
    expectation: { kind: "valid" },
    make: (op, values) => {
      const draft = plainDraft(op, values);
      return { ...draft, ...change(draft) };
    },
  });
  const withHeader =
    (...header: readonly [name: string, value: string]) =>
    ({ headers }: RequestDraft) => ({ headers: [...headers, header] });
  const cases: ProbeCase[] = [
    {
      ...sent("keep_alive", "A second request on the same connection is answered alike.", () => ({
        isSentTwice: true,
      })),
      needs: "ownConnection",
    },
  ];
  if (!requestBodyOf(operation)) return cases;
  return [
    ...cases,
    {
      ...sent(
        "chunked",
        "A body in chunks is read, or refused with 411 (RFC 9112 §6.3).",
        withHeader("Transfer-Encoding", "chunked"),
      ),
      // WSGI and CGI have no word for it: frameworks of both find no body (PEP 3333).
      expectation: { kind: "valid", unsupported: 411, isTolerable: true },
    },
    {
      ...sent(
        "expect",
        "A request that waits for 100 is answered, or refused with 417 (RFC 9110 §10.1.1).",
        withHeader("Expect", "100-continue"),
      ),
      expectation: { kind: "valid", unsupported: 417 },
    },
  ];
}
