/** What a header line may hold, by the name of the flag without its dashes. */
export type FlagSpecs = Readonly<Record<string, FlagSpec>>;

export interface FlagSpec {
  readonly type: 'boolean' | 'integer' | 'string';
  /** One line. */
  readonly help: string;
  /** Can be given more than once, and is a list then. */
  readonly multiple?: boolean;
  /** The value, as usage lines name it, such as `A1:D9`. */
  readonly value?: string;
}

/** The values that a header line gives; a flag that it does not name is absent. */
export type Flags = Readonly<Record<string, boolean | number | string | readonly string[]>>;
