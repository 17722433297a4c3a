/** States what the engine has to know of Solv and cannot read in the description: a page of data. */

export const profile = {
  /** What a given id names, and what a request that takes effect does to it, in the words of reports. */
  record: { one: "booking", many: "bookings", undone: "cancelled" },
  /** Words that servers of this kind use in names of properties, beside those of the description. */
  words: ["cancelled"],
  /** An envelope around an answer that the description shows bare (ENDPOINT.md, "What surrounds it"). */
  envelope: {
    members: ["data", "meta"],
    cause:
      "The answer is wrapped in `meta` and `data`, as the API's quick start shows it; the endpoint's own page shows it bare.",
  },
} as const;
