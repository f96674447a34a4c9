import {MagicError} from './errors.js';

/** What a service wants to see; whatever is given is sent. */
export interface Credentials {
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string;
  /** Sent as `Authorization: Basic …`. */
  readonly username?: string;
  readonly password?: string;
  /** An API key, in the header that the service has for it. */
  readonly key?: string;
  /** Sent as they are. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CredentialsRequest {
  /** Such as `Trino`. */
  readonly service: string;
  /** The name of the connection; `''` for the one without a name. */
  readonly connection: string;
  /** What will be asked. */
  readonly url: string;
  /** `refused`: the service did not accept the last ones, which may have expired. */
  readonly reason: 'first' | 'refused';
  readonly signal: AbortSignal;
}

/**
 * Gives the credentials of a connector when it first needs them, and again when they are refused,
 * which is the time to renew them. Null or undefined means that there are none.
 *
 * ```ts
 * document.querySelector('serverless-graphql').credentials = async ({reason, signal}) => {
 *   const response = await fetch('/token', {signal, cache: reason === 'refused' ? 'reload' : 'default'});
 *   return {token: await response.text()};
 * };
 * ```
 */
export type CredentialsCallback = (
  request: CredentialsRequest,
) => Promise<Credentials | null | undefined> | Credentials | null | undefined;

/** What a request asks for the headers that carry credentials. */
export interface CredentialsSource {
  /** Null where there are none, or no others after a refusal. */
  headers(request: {
    readonly url: string;
    readonly reason: CredentialsRequest['reason'];
    readonly signal: AbortSignal;
  }): Promise<Readonly<Record<string, string>> | null>;
}

export interface KeptCredentials {
  readonly service: string;
  readonly connection: string;
  /** Known from the start, such as from an attribute. */
  readonly given?: Credentials | null;
  readonly ask?: CredentialsCallback | null;
  /** The header for `key`. */
  readonly keyHeader?: string;
}

/**
 * Keeps the credentials of one connection in memory, in private fields, so that neither JSON nor
 * structured clones of what holds them have them.
 */
export class CredentialsKeeper implements CredentialsSource {
  readonly #options: KeptCredentials;
  #known: Credentials | null;
  #asked: Promise<Credentials | null> | null = null;

  constructor(options: KeptCredentials) {
    this.#options = options;
    this.#known = options.given && hasAny(options.given) ? options.given : null;
  }

  async headers(
    request: Parameters<CredentialsSource['headers']>[0],
  ): Promise<Readonly<Record<string, string>> | null> {
    const refused = request.reason === 'refused';
    if (refused && !this.#options.ask) return null;
    const before = this.#known;
    if (refused || !before) this.#known = await this.#ask(request);
    const known = this.#known ?? (refused ? null : before);
    return known && this.#headersOf(known);
  }

  /** Takes the credentials out of a text that is shown. */
  redact(text: string): string {
    return redact(text, this.#known && this.#headersOf(this.#known));
  }

  /** Cells that start at once ask once; one that is interrupted does not end the others' question. */
  async #ask(request: Parameters<CredentialsSource['headers']>[0]): Promise<Credentials | null> {
    const {ask, service, connection} = this.#options;
    if (!ask) return null;
    const others = this.#asked;
    if (others) {
      try {
        return await others;
      } catch (error) {
        if (request.signal.aborted || (error as Error).name !== 'AbortError') throw error;
        return this.#ask(request);
      }
    }
    const question = this.#answer(ask, {service, connection, ...request});
    this.#asked = question;
    try {
      return await question;
    } finally {
      this.#asked = null;
    }
  }

  async #answer(
    ask: CredentialsCallback,
    request: CredentialsRequest,
  ): Promise<Credentials | null> {
    let answer: unknown;
    try {
      answer = await ask(request);
    } catch (error) {
      if (request.signal.aborted || error instanceof MagicError) throw error;
      const {message} = error instanceof Error ? error : new Error(String(error));
      throw this.#error(`the page's credentials callback failed: ${message}`, error);
    }
    if (answer === null || answer === undefined) return null;
    if (typeof answer !== 'object' || !hasAny(answer)) {
      throw this.#error(
        "the page's credentials callback gave none: it must return {token}, {username, password}, {key} or {headers}.",
      );
    }
    return answer;
  }

  #headersOf({token, username, password, key, headers}: Credentials): Record<string, string> {
    const all: Record<string, string> = {...headers};
    if (key !== undefined) all[this.#options.keyHeader ?? 'X-Api-Key'] = key;
    if (token !== undefined) all['Authorization'] = `Bearer ${token}`;
    else if (username !== undefined) {
      all['Authorization'] = `Basic ${base64(`${username}:${password ?? ''}`)}`;
    }
    for (const [name, value] of Object.entries(all)) {
      try {
        new Headers({[name]: value});
      } catch {
        // The browser's own words may quote the value.
        throw this.#error(
          `the credential for the header ${name} has characters that no header can hold, such as a line break: was it copied whole, and nothing else?`,
        );
      }
    }
    return all;
  }

  #error(problem: string, cause?: unknown): MagicError {
    const {service, connection} = this.#options;
    const name = connection ? `${service} (${connection})` : service;
    return new MagicError('CredentialsError', `${name}: ${problem}`, {cause});
  }
}

function hasAny({token, username, key, headers}: Credentials): boolean {
  const texts = [token, username, key].filter((text) => text !== undefined);
  return (
    (texts.length > 0 || headers !== undefined) && texts.every((text) => typeof text === 'string')
  );
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Takes secrets out of a text that is shown, such as the words of a server that quotes them. */
export function redact(text: string, headers: Readonly<Record<string, string>> | null): string {
  if (!headers) return text;
  const secrets = Object.values(headers).flatMap((value) => {
    const [scheme, rest] = value.split(' ', 2);
    const password = scheme === 'Basic' && rest ? passwordIn(rest) : '';
    return [value, rest ?? '', password];
  });
  // Longer ones first, since one may hold another. Short ones are words that stand anywhere.
  for (const secret of secrets.sort((a, b) => b.length - a.length)) {
    if (secret.length >= 4) text = text.replaceAll(secret, '•••');
  }
  return text;
}

function passwordIn(basic: string): string {
  try {
    const bytes = Uint8Array.from(atob(basic), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes).split(':').slice(1).join(':');
  } catch {
    return '';
  }
}
