/** What holds for every fault, and what each legal variant does on the wire. */
import { describe, expect, test } from "@jest/globals";
import { examplesAt, schemaAt } from "../../../src/description/document.js";
import { operations } from "../../../src/description/operations.js";
import { legalFaults } from "../../../src/sandbox/faults/legal.js";
import { faults, faultsNamed } from "../../../src/sandbox/faults.js";
import { bookingAt, cancel, cancelled, cancelOf, start } from "../helpers.js";
import { errorsIn } from "../judged.js";
import { exchangeRaw } from "../raw.js";

/** What holds for every fault, whatever it does. */
describe("every fault", () => {
  test("every fault has a name of its own, a kind and a sentence", () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(new Set(faults.map(({ sentence }) => sentence)).size).toBe(faults.length);
    for (const { name, kind, sentence } of faults) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(sentence).toMatch(/^[A-Z0-9]\S* [^ ].*[^ ]\.$/);
      expect(sentence).not.toMatch(/ \.| {2}|undefined/);
      expect(["breaks", "legal", "transport"]).toContain(kind);
    }
  });

  test("a name that is not known is refused, and not repeated", () => {
    expect(() => faultsNamed(["sample-secret"])).toThrow(
      new Error("There is no such fault; `solv-contract sandbox --faults` lists them."),
    );
  });
});

/** What each legal variant does on the wire, and that it breaks nothing. */
describe("legal variants", () => {
  const bodyAfter = (head: string) => new RegExp(`\r\n\r\n${head}`);

  /** An answer that names the required properties, in their order, and no other. */
  const { required = [] } = schemaAt("#/components/schemas/Booking");
  const REQUIRED_ONLY = `\\{${required.map((name) => `"${name}":[^,]+`).join(",")}\\}$`;

  const [example = {}] = examplesAt(
    `${operations.cancelExternalBooking.responses[200]?.source}/content/application~1json`,
  ).values();
  const LAST = Object.keys(example as object).at(-1);

  /** What each variant must show on the wire, and whether it ends the connection. */
  const seen: Readonly<Record<string, { readonly ends?: true; readonly text: RegExp }>> = {
    "extra-properties": { text: /,"sample_extra":\{"nested":\[null,1\]\}\}$/ },
    "required-properties-only": { text: bodyAfter(REQUIRED_ONLY) },
    "reversed-properties": { text: bodyAfter(`\\{"${LAST}"`) },
    "integer-with-fraction": { text: /"id":1001\.0,/ },
    "huge-integer": { text: bodyAfter('\\{"sample_huge":9{400},"') },
    "duplicate-keys": { text: /\{"id":"sample",.*"id":1001/s },
    "proto-keys": {
      text: bodyAfter('\\{"__proto__":\\{"sample":1\\},"constructor":\\{"prototype":\\{\\}\\},"'),
    },
    "nested-json": { text: bodyAfter('\\{"sample_deep":\\[{30000}\\]{30000},"') },
    "spaced-json": { text: bodyAfter('\r\n\\{\n\t"[^]*\n\\}\n$') },
    "escaped-json": { text: /"l\\u0061st_n\\u0061me"/ },
    "large-answer": { text: /,"sample_large":"x{100000}"\}$/ },
    charset: { text: /application\/json; charset=utf-8\r\n/ },
    "media-type-in-capitals": { text: /: APPLICATION\/JSON\r\n/ },
    "header-names-in-capitals": { text: /\r\nCONTENT-TYPE: / },
    "extra-headers": {
      text: /x-request-id: sample-request-1\r\nset-cookie: sample=1\r\nset-cookie: other=2\r\n/,
    },
    "gzip-answer": { text: /content-encoding: gzip\r\n.*\r\n\r\n␟\x8b/s },
    "deflate-answer": { text: /content-encoding: deflate\r\n.*\r\n\r\n\x78/s },
    "br-answer": { text: /content-encoding: br\r\n/ },
    "connection-close": { ends: true, text: /\r\nconnection: close\r\n/ },
    chunked: {
      text: /transfer-encoding: chunked\r\n\r\n(?:[0-9a-f]+\r\n[^\r]+\r\n){2}0\r\n\r\n$/is,
    },
    "slow-answer": { text: /^HTTP\/1\.1 200 / },
    "continue-first": { text: /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 / },
    "processing-first": { text: /^HTTP\/1\.1 102 Processing\r\n\r\nHTTP\/1\.1 200 / },
    "early-hints-first": {
      text: /^HTTP\/1\.1 103 Early Hints\r\nlink: <\/sample>; rel=preload\r\n\r\nHTTP\/1\.1 200 /i,
    },
    "until-close": {
      ends: true,
      text: /^HTTP\/1\.1 200 \r\ncontent-type: application\/json\r\nconnection: close\r\n\r\n\{.*\}$/,
    },
  };

  test("every variant is tried", () => {
    expect(legalFaults.map(({ name }) => name).sort()).toEqual(Object.keys(seen).sort());
  });

  test.each(Object.keys(seen))("%s is seen on the wire", async (name) => {
    const trial = await start({ faults: [name] });
    const wanted = seen[name];
    const request = cancelOf(bookingAt(trial), trial.sandbox);
    const answer = await exchangeRaw(trial, request, wanted?.ends ? "end" : "quiet");
    expect(wanted?.text.test(answer.text)).toBe(true);
    expect(answer.left).toBe(wanted?.ends ? "ended" : "open");
    expect(cancelled(trial)).toBe(1);
  });

  test("no variant is seen without its fault", async () => {
    const trial = await start();
    const request = cancelOf(bookingAt(trial), trial.sandbox);
    const { text } = await exchangeRaw(trial, request, "quiet");
    // What is late looks the same.
    const shown = Object.keys(seen).filter((name) => seen[name]?.text.test(text));
    expect(shown).toEqual(["slow-answer"]);
  });

  const legal = faults.filter(({ kind, name }) => kind === "legal" && !name.startsWith("token-"));

  test.each(legal.map(({ name }) => name))("%s breaks nothing", async (name) => {
    const trial = await start({ faults: [name] });
    const requests = [
      {},
      { body: {} },
      { body: null },
      { target: "/v1/partner/external_bookings/sample-unknown" },
      { headers: [] },
      { method: "TRACE" },
    ];
    const answers = [];
    for (const asked of requests) answers.push(await cancel(trial, 0, asked));
    const [first, ...others] = answers.map(({ status }) => status);
    expect(first).toBe(200);
    expect(others).not.toContain(200);
    expect(answers.flatMap((answer) => errorsIn(answer))).toEqual([]);
    expect(cancelled(trial)).toBe(1);
  });
});
