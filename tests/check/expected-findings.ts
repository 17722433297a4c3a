/** Which finding, at which probe, each fault of the sandbox must raise. */
import { planProbes } from "../../src/check/plan.js";
import { schemaAt } from "../../src/description/document.js";
import type { CheckName } from "../../src/judge/finding.js";

const OTHER_METHODS = ["POST", "PUT", "GET"];

interface Expected {
  readonly check: CheckName;
  /** A probe at which it must be raised; it may be raised at others too. */
  readonly probe: string;
}

/** Faults that a check cannot see, and why. */
export const UNSEEN: ReadonlySet<string> = new Set([
  // By the description a token is any string, so these answers conform.
  "token-empty",
  "token-with-line-end",
  // Seen only as refused credentials (exit code 2) by a check that fetches its own token.
  "token-unknown",
]);

const answer = schemaAt("#/components/schemas/Booking");
const request = schemaAt("#/components/schemas/CancelExternalBookingRequest");
const kebab = (name: string) => name.replaceAll("_", "-");
const accepted = (probe: string, fault: string) => ({
  check: "negative_data_rejection" as const,
  probe: `cancelExternalBooking/body/${probe}`,
  faults: [fault],
});

const FAULTS: readonly (Expected & { readonly faults: readonly string[] })[] = [
  {
    check: "response_schema_conformance",
    probe: "cancelExternalBooking/cancel/valid/minimal",
    faults: [
      ...(answer.required ?? []).map((name) => `without-${kebab(name)}`),
      ...Object.keys(answer.properties ?? {}).flatMap((name) => [
        `null-${kebab(name)}`,
        `mistyped-${kebab(name)}`,
      ]),
      "enveloped",
      "array-answer",
      "empty-object",
      "null-answer",
      "double-encoded",
      "fractional-id",
      "camel-case",
      "error-as-success",
    ],
  },
  {
    check: "response_body_syntax",
    probe: "cancelExternalBooking/cancel/valid/minimal",
    faults: [
      "empty-body",
      "plain-text",
      "html-as-json",
      "truncated-json",
      "trailing-bytes",
      "nan-id",
      "byte-order-mark",
      "invalid-utf8",
      "utf-16",
      "nul-bytes",
    ],
  },
  {
    check: "content_type_conformance",
    probe: "cancelExternalBooking/cancel/valid/minimal",
    faults: [
      "media-type-missing",
      "media-type-html",
      "media-type-text",
      "media-type-problem",
      "media-type-vendor",
    ],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/cancel/valid/minimal",
    faults: [
      "status-201",
      "status-202",
      "status-203",
      "status-206",
      "refuses-everybody",
      "plus-as-space",
    ],
  },
  {
    check: "response_schema_conformance",
    probe: "cancelExternalBooking/body/none",
    faults: [
      "detail-string",
      "detail-object",
      "detail-null",
      "detail-of-strings",
      "detail-bare",
      "invalid-null",
      "item-without-loc",
      "item-without-msg",
      "item-without-type",
      "loc-string",
      "loc-null",
      "loc-nested",
      "loc-fraction",
      "msg-null",
      "type-number",
    ],
  },
  {
    check: "response_body_syntax",
    probe: "cancelExternalBooking/body/none",
    faults: ["invalid-empty"],
  },
  {
    check: "content_type_conformance",
    probe: "cancelExternalBooking/body/none",
    faults: ["invalid-html", "invalid-problem"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/body/none",
    faults: ["invalid-as-200", "invalid-as-400", "accepts-no-body"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/booking/body/none",
    faults: ["invalid-as-404", "accepts-any-body"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/body/none",
    faults: ["invalid-as-500", "crashes-on-no-body"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/body/malformed",
    faults: ["crashes-on-malformed-json"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/body/not_an_object/array",
    faults: ["crashes-on-non-object"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/control",
    faults: ["unknown-as-422", "rejects-no-reason"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/access_token/missing",
    faults: ["accepts-no-token"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/access_token/garbage",
    faults: ["accepts-garbage-token"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/access_token/expired",
    faults: ["accepts-expired-token"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/booking/auth/access_token/unscoped",
    faults: ["accepts-unscoped-token"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/access_token/other_scheme",
    faults: ["accepts-another-scheme"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/client_id/missing",
    faults: ["accepts-no-key", "unauthorised-as-200"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/client_id/wrong",
    faults: ["accepts-wrong-key"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/booking/auth/client_id/missing",
    faults: ["accepts-anybody"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/auth/client_id/missing",
    faults: ["unauthorised-as-500", "unauthorised-redirect"],
  },
  ...(request.required ?? []).flatMap((name) => [
    accepted(`missing/${name}`, `accepts-missing-${kebab(name)}`),
    accepted(`type/${name}/null`, `accepts-null-${kebab(name)}`),
  ]),
  ...Object.keys(request.properties ?? {}).map((name) =>
    accepted(`type/${name}/array`, `accepts-mistyped-${kebab(name)}`),
  ),
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/body/malformed",
    faults: ["accepts-malformed-json"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/body/not_an_object/array",
    faults: ["accepts-non-object"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/booking/mismatch/location",
    faults: ["accepts-wrong-external-location-id"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/booking/mismatch/service",
    faults: ["accepts-wrong-service-id"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/booking/mismatch/id_case",
    faults: ["accepts-id-in-another-case", "lower-cases-id"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/booking/mismatch/double_decoding",
    faults: ["decodes-twice"],
  },
  ...(
    [
      ["slash", "cuts-id-at-slash"],
      ["extension", "cuts-extension-off-id"],
      ["verb", "cuts-verb-off-id"],
      ["query", "cuts-query-off-id"],
    ] as const
  ).map(([cut, fault]) => ({
    check: "negative_data_rejection" as const,
    probe: `cancelExternalBooking/booking/mismatch/cut/${cut}`,
    faults: [fault],
  })),
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/booking/mismatch/last_part",
    faults: ["takes-last-part-of-id"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/booking/mismatch/truncated",
    faults: ["cuts-id-to-64"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/access_token/basic",
    faults: ["accepts-any-scheme-word"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/access_token/bare",
    faults: ["accepts-bare-token"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/booking/auth/access_token/header/x-access-token",
    faults: ["accepts-token-in-another-header"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/booking/auth/access_token/header/cookie",
    faults: ["accepts-token-in-a-cookie"],
  },
  {
    check: "authentication_enforced",
    probe: "cancelExternalBooking/auth/access_token/missing/path/slash",
    faults: ["asks-for-no-token-at-odd-paths"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/cancel/after/location",
    faults: ["shows-cancelled-under-any-place"],
  },
  {
    check: "negative_data_rejection",
    probe: "cancelExternalBooking/booking/mismatch/longer_id",
    faults: ["matches-a-prefix"],
  },
  ...OTHER_METHODS.map((method) => ({
    check: "status_code_conformance" as const,
    probe: `cancelExternalBooking/booking/method/${method}`,
    faults: [`accepts-${method.toLowerCase()}`],
  })),
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/long/cancellation_reason",
    faults: ["rejects-long-reason"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/empty/cancellation_reason",
    faults: ["rejects-empty-reason", "rejects-any-reason"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/multiline/cancellation_reason",
    faults: ["rejects-other-letters"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/unknown_property",
    faults: ["rejects-unknown-property"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/charset",
    faults: ["rejects-charset"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/scheme_case",
    faults: ["rejects-scheme-in-lower-case"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/header_case",
    faults: ["rejects-header-names-in-capitals"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/header_lower_case",
    faults: ["rejects-header-names-in-lower-case"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/valid/unknown_header",
    faults: ["rejects-unknown-header"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/cancel/valid/empty/cancellation_reason",
    faults: ["rejects-encoded-slash"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/path/unicode",
    faults: ["rejects-other-letters-in-id"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/path/percent",
    faults: ["rejects-percent-in-id"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/path/space",
    faults: ["rejects-space-in-id"],
  },
  {
    check: "positive_data_acceptance",
    probe: "cancelExternalBooking/path/long",
    faults: ["rejects-long-id"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/path/slash",
    faults: ["crashes-on-encoded-slash"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/path/unicode",
    faults: ["crashes-on-other-letters-in-id"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/path/percent",
    faults: ["crashes-on-percent-in-id"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/path/long",
    faults: ["crashes-on-long-id"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/valid/long/cancellation_reason",
    faults: ["crashes-on-long-reason"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/valid/multiline/cancellation_reason",
    faults: ["crashes-on-other-letters"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/body/not_an_object/string",
    faults: ["crashes-on-unknown-property"],
  },
  {
    check: "status_code_conformance",
    probe: planProbes({ only: ["cancelExternalBooking/method/*"] }).at(-1)?.id ?? "",
    faults: ["crashes-on-another-method", "another-method-as-200"],
  },
  {
    check: "booking_identity",
    probe: "cancelExternalBooking/cancel/valid/minimal",
    faults: [
      "answers-another-booking",
      "cancels-another-booking",
      "same-answer-for-all",
      "same-id-for-all",
      "status-unchanged",
      "cancels-nothing",
    ],
  },
  {
    check: "booking_identity",
    probe: "cancelExternalBooking/cancel/repeat",
    faults: ["second-cancel-another-booking"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/cancel/repeat",
    faults: ["second-cancel-500"],
  },
  {
    check: "booking_identity",
    probe: "cancelExternalBooking/control",
    faults: ["unknown-as-success", "unknown-as-200"],
  },
  {
    check: "status_code_conformance",
    probe: "cancelExternalBooking/control",
    faults: ["unknown-as-500"],
  },
  {
    check: "response_schema_conformance",
    probe: "createAccessToken/control",
    faults: ["token-without-access-token", "token-null", "token-enveloped", "token-lifetime-text"],
  },
];

/** By the fault's name. */
export const EXPECTED: Readonly<Record<string, Expected>> = Object.fromEntries(
  FAULTS.flatMap(({ check, probe, faults }) => faults.map((name) => [name, { check, probe }])),
);
