/** Judges the credentials of a request: whether one of the described alternatives is met. */
import type { DescribedCredential, Operation } from "../description/operations.js";
import { type HeaderList, headerOf } from "../http/wire.js";

type MissingCredential = readonly [documented: string, received: string];

/** What lacks of the first alternative of credentials, where no alternative is met. */
export function missingCredentials(
  { security }: Operation,
  headers: HeaderList | null,
): readonly MissingCredential[] {
  const lacking = headers ? security.map((needed) => missingOf(needed, headers)) : [];
  const [first = []] = lacking;
  return lacking.some(({ length }) => length === 0) ? [] : first;
}

function missingOf(needed: readonly DescribedCredential[], headers: HeaderList) {
  const missing: MissingCredential[] = [];
  for (const { header, scheme } of needed) {
    const value = headerOf(headers, header.toLowerCase());
    if (value === undefined) missing.push([`the header ${header}`, "none"]);
    else if (scheme && !value.toLowerCase().startsWith(`${scheme} `)) {
      missing.push([`${header} with ${scheme}`, "another scheme"]);
    }
  }
  return missing;
}
