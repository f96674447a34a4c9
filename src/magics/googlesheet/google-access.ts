import type {CredentialsSource} from '../credentials.js';
import type {AskedAs} from './refusals.js';
import {TokenClient} from './token-client.js';

export interface GoogleAccessOptions {
  /** The API key, or what the page's callback gives. */
  readonly keeper: CredentialsSource;
  /** What the keeper has comes from the page's callback. */
  readonly hasCallback: boolean;
  /** Lets readers sign in; `''` for none. */
  readonly clientId: string;
  readonly gisUrl: string;
}

/**
 * As whom Google is asked: with the API key or the page's own credentials where there are any, and
 * as the reader where there are none, or where they may not read the spreadsheet.
 */
export class GoogleAccess implements CredentialsSource, AskedAs {
  readonly #options: GoogleAccessOptions;
  readonly #client: TokenClient | null;
  #way: AskedAs['way'] = 'nobody';

  constructor(options: GoogleAccessOptions) {
    this.#options = options;
    const {clientId, gisUrl} = options;
    this.#client = clientId ? new TokenClient({clientId, gisUrl}) : null;
  }

  get way(): AskedAs['way'] {
    return this.#way;
  }

  get canSignIn(): boolean {
    return this.#client !== null && this.#way !== 'account';
  }

  async headers(
    request: Parameters<CredentialsSource['headers']>[0],
  ): Promise<Readonly<Record<string, string>> | null> {
    const {keeper, hasCallback} = this.#options;
    if (this.#way !== 'account') {
      const found = await keeper.headers(request);
      if (found) {
        this.#way = hasCallback ? 'callback' : 'key';
        return found;
      }
    }
    if (!this.#client) return null;
    return this.#account(request.reason === 'refused', request.signal);
  }

  /** Asks as the reader from now on. */
  async signIn(signal: AbortSignal): Promise<void> {
    await this.#account(false, signal);
  }

  async #account(renew: boolean, signal: AbortSignal): Promise<Record<string, string>> {
    // The token of before is renewed, not one that there has never been.
    const token = await this.#client!.token({
      renew: renew && this.#way === 'account',
      signal,
    });
    this.#way = 'account';
    return {Authorization: `Bearer ${token}`};
  }
}
