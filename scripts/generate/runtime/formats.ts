/** Copied into `generated/validators.js` where a request has a format: tells whether a text is in it. */

/** Set while a value is judged that goes to the server: of what comes from there, a format is a remark. */
let isSent = false;

type IsReal = (text: string) => boolean;

function inFormat(pattern: RegExp, isReal: IsReal = () => true): IsReal {
  return (text) => !isSent || (pattern.test(text) && isReal(text));
}

/** A day that the calendar has: RFC 3339 §5.7. */
function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  // The day before the first of the next month is the last of this one.
  return day <= new Date(Date.UTC(year % 400 || 400, month, 0)).getUTCDate();
}

/** The formats of JSON Schema 2020-12 §7.3 that are judged; any other is a remark. */
export const formats = {
  date: inFormat(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, isDay),
  // RFC 3339 §5.6, with the leap second that a server may not know.
  "date-time": inFormat(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/,
    isDay,
  ),
  uuid: inFormat(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i),
  // As HTML's input of e-mail addresses, with two labels at least.
  email: inFormat(
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i,
  ),
  // RFC 3986 §4.3: a scheme, and no character that has to be encoded.
  uri: inFormat(/^[a-z][a-z\d+.-]*:([\w.~!$&'()*+,;=:@/?#[\]-]|%[\da-f]{2})+$/i),
};

/** The same validator for what is sent: there a format has to be met. */
export function asSent<T extends { (value: unknown): boolean; errors?: unknown }>(validate: T) {
  const judged = (value: unknown): boolean => {
    isSent = true;
    try {
      return validate(value);
    } finally {
      isSent = false;
      judged.errors = validate.errors;
    }
  };
  judged.errors = validate.errors;
  return judged;
}
