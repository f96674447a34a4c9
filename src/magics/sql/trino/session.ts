import {MagicError} from '../../errors.js';

/** Where a session begins. */
export interface SessionStart {
  readonly catalog?: string;
  readonly schema?: string;
  /** Without one, and without credentials that name one, a name for all who are unknown. */
  readonly user?: string;
  /** What asks, in Trino's list of queries. */
  readonly source?: string;
  /** Of the IANA database; without one the server's. */
  readonly timeZone?: string;
  /** Session properties, such as `query_max_run_time`. */
  readonly properties?: Readonly<Record<string, string>>;
}

const anonymous = 'serverless-notebook';
/** What this client understands, besides what all do. */
const capabilities = 'PATH,PARAMETRIC_DATETIME,SESSION_AUTHORIZATION';

/**
 * What Trino wants to be told with each statement, since it keeps no sessions itself: it answers
 * `USE`, `SET SESSION`, `PREPARE` and such with what to say from then on.
 */
export class TrinoSession {
  readonly #start: SessionStart;
  #catalog: string | undefined;
  #schema: string | undefined;
  #path: string | undefined;
  #authorizationUser: string | undefined;
  #transaction = 'NONE';
  readonly #properties: Map<string, string>;
  readonly #roles = new Map<string, string>();
  readonly #prepared = new Map<string, string>();

  constructor(start: SessionStart = {}) {
    this.#start = start;
    this.#catalog = start.catalog;
    this.#schema = start.schema;
    this.#properties = new Map(Object.entries(start.properties ?? {}));
  }

  get catalog(): string | undefined {
    return this.#catalog;
  }

  get schema(): string | undefined {
    return this.#schema;
  }

  /** @param hasCredentials - which name the user, where no attribute does */
  headers(hasCredentials: boolean): Record<string, string> {
    const {user, source, timeZone} = this.#start;
    const all = {
      User: this.#authorizationUser ?? user ?? (hasCredentials ? undefined : anonymous),
      'Original-User': this.#authorizationUser && (user ?? anonymous),
      Source: source ?? anonymous,
      Catalog: this.#catalog,
      Schema: this.#schema,
      Path: this.#path,
      'Time-Zone': timeZone,
      'Client-Capabilities': capabilities,
      'Transaction-Id': this.#transaction,
      Session: listed(this.#properties),
      Role: listed(this.#roles),
      'Prepared-Statement': listed(this.#prepared),
    };
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(all)) {
      if (value) headers[`X-Trino-${name}`] = sendable(name, value);
    }
    return headers;
  }

  /** Takes over what an answer says about the session. */
  update(headers: Headers): void {
    const said = (name: string): string | null => headers.get(`X-Trino-${name}`);
    this.#catalog = said('Set-Catalog') ?? this.#catalog;
    this.#schema = said('Set-Schema') ?? this.#schema;
    this.#path = said('Set-Path') ?? this.#path;
    this.#authorizationUser = said('Set-Authorization-User') ?? this.#authorizationUser;
    if (said('Reset-Authorization-User')) this.#authorizationUser = undefined;
    change(this.#properties, said('Set-Session'), said('Clear-Session'));
    change(this.#roles, said('Set-Role'), null);
    change(this.#prepared, said('Added-Prepare'), said('Deallocated-Prepare'));
    this.#transaction = said('Started-Transaction-Id') ?? this.#transaction;
    if (said('Clear-Transaction-Id')) this.#transaction = 'NONE';
  }
}

function change(map: Map<string, string>, set: string | null, cleared: string | null): void {
  for (const pair of split(set)) {
    const at = pair.indexOf('=');
    if (at > 0) map.set(decoded(pair.slice(0, at)), decoded(pair.slice(at + 1)));
  }
  for (const name of split(cleared)) map.delete(decoded(name));
}

/** Several headers of one name arrive as one, with commas, which values have encoded. */
const split = (value: string | null): string[] =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** As Java's URLEncoder writes it. */
const decoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

const listed = (map: ReadonlyMap<string, string>): string =>
  [...map].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join(',');

function sendable(name: string, value: string): string {
  try {
    new Headers({[name]: value});
    return value;
  } catch (cause) {
    throw new MagicError(
      'TrinoError',
      `The ${name.toLowerCase().replace('-', ' ')} ${JSON.stringify(value)} has characters that cannot be sent to Trino in a header: use letters of Latin-1, without line breaks.`,
      {cause},
    );
  }
}
