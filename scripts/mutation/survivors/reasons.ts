/** The form of the lists of survivors, and the reasons that many of them share. */

/** All changes of a line, or some kinds of change. */
export type Reason = string | { readonly mutators: readonly string[]; readonly reason: string };

/** File below the folder → what the changed line contains → why no test notices the change. */
export type Survivors = Readonly<Record<string, Readonly<Record<string, Reason>>>>;

export const TYPE_ONLY = "Only the type allows for it: there always is a value.";
export const ABSENT = "Absent and undefined are one.";
