/** Names what a probe tries: a case, and the plain request that all of them start from. */
import type { Operation } from "../../description/operations.js";
import { plainDraft, type RequestDraft, type RequestValues } from "../request.js";

/** What an answer to a varied request has to look like. */
export type Expectation =
  /** The plain valid request itself, to which the others are compared. */
  | { readonly kind: "control" }
  /** Unusual, but valid: answered like the control. */
  | {
      readonly kind: "valid";
      /** Nothing says that a server must accept it: a refusal is only worth a warning. */
      readonly isTolerable?: boolean;
      /** A status that HTTP has for a server that does not support it. */
      readonly unsupported?: number;
    }
  /** A legal id that needs encoding, or a harsh value: no success for an id that cannot exist, and no crash. */
  | {
      readonly kind: "identifier";
      readonly mayExceedLimits?: boolean;
      /** The whole answer is compared with the control's: status, media type and shape of body. */
      readonly isCompared?: boolean;
      /** Widespread routers do not match it. */
      readonly mayLackRoute?: boolean;
      /** What a server makes of it is only worth a warning, a crash included. */
      readonly isTolerable?: boolean;
    }
  /** Invalid: answered with the documented refusal. `lenient`: acceptance is only worth a warning. */
  | {
      readonly kind: "invalid";
      readonly level: Level;
      readonly lenient: boolean;
      /** Without the documented media type: 415 is as good a refusal (RFC 9110 §15.5.16). */
      readonly isOtherType?: boolean;
    }
  /** A credential is missing or wrong: neither a success nor a crash. */
  | {
      readonly kind: "unauthenticated";
      readonly credential: string;
      readonly scope: boolean;
      /** The case whose request is the same but for the credential. Default the control. */
      readonly like?: string;
    }
  /** Names something else than the booking: no success. */
  | Mismatch
  /** A method that the description does not have: no success. */
  | { readonly kind: "method" };

/** What is invalid: a parameter, a body that cannot be read, or the value in it. */
export type Level = "parameter" | "syntax" | "schema";

/** What is not the given booking's: its id, only the spelling of its id, the path around it, or a value of the body. */
export type Mismatch =
  | { readonly kind: "mismatch"; readonly of: "id" | "spelling" | "path" }
  | {
      readonly kind: "mismatch";
      readonly of: "member";
      readonly name: string;
      /** Nobody's. It stands in the body, or the request claims nothing. */
      readonly value: string;
    };

/** A value, an assertion of the caller's, or a way to send, that only some cases need. */
export type Need =
  | "unscopedAccessToken"
  | "expiredAccessToken"
  | "idsDifferBeyondCaseAndForm"
  | "ownConnection";

/** One way to vary a request. */
export interface ProbeCase {
  /** Stable, the last part of the probe's id. */
  readonly case: string;
  /** One sentence: what the expected answer expects. */
  readonly expects: string;
  readonly expectation: Expectation;
  /** The value that must be given for it to be possible. */
  readonly needs?: Need;
  /**
   * An honest server may do as it is asked. Such a request goes to a given booking only in the cancel
   * tier, as that booking's one cancel, or where the safe tier saw the very same change refused.
   */
  readonly mayBeCarriedOut?: boolean;
  /** `undefined` where these values allow no such request. */
  make(operation: Operation, values: RequestValues): RequestDraft | undefined;
  /** The valid request itself, for a given booking: it reads it, or takes effect on it. */
  readonly isUse?: boolean;
  /** What is unusual about a valid request, so that one request can carry several. */
  readonly change?: Change;
}

/** A change of a draft. Two that both set the body exclude each other. */
export interface Change {
  readonly setsBody: boolean;
  apply(draft: RequestDraft, values: RequestValues): Partial<RequestDraft>;
}

/** One request that is unusual in all the given ways. */
export function combine(
  operation: Operation,
  values: RequestValues,
  changes: readonly (Change | undefined)[],
): RequestDraft {
  let draft = plainDraft(operation, values);
  for (const change of changes) draft = Object.assign(draft, change?.apply(draft, values));
  return draft;
}

/** The plain valid request. */
export const control: ProbeCase = {
  case: "control",
  expects: "A plain valid request for something that cannot exist is refused without a crash.",
  expectation: { kind: "control" },
  make: plainDraft,
};
