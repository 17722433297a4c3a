/** The shape of the tables that flags, help and documentation are made of. */

/** One flag, as `util.parseArgs` reads it and as people read about it. */
export interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** What stands for its value in the help, such as `FILE`. */
  readonly value?: string;
  /** One or two sentences; the help wraps them. */
  readonly help: string;
}

export type Flags = Readonly<Record<string, Flag>>;

/** What the help says of a command, beside its flags. */
export interface CommandTable {
  /** `solv-contract check: …`, the first line. */
  readonly title: string;
  readonly about: string;
  readonly flags: Flags;
  /** Environment variables, by name. */
  readonly variables?: { readonly title: string; readonly names: Readonly<Record<string, string>> };
  /** What exit code 2 stands for; absent where the codes are not worth a list. */
  readonly couldNotRun?: string;
  /** Command lines, as they are typed; one may go on behind a backslash. */
  readonly examples: readonly string[];
}
