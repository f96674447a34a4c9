import {untilAborted} from '../../kernel/until-aborted.js';
import {MagicError} from '../errors.js';

/** Reading spreadsheets, and nothing else. */
export const SCOPE = 'https://www.googleapis.com/auth/spreadsheets.readonly';

/**
 * The part of Google Identity Services that is used.
 * Source: https://developers.google.com/identity/oauth2/web/reference/js-reference
 */
interface OAuth2 {
  initTokenClient(config: {
    readonly client_id: string;
    readonly scope: string;
    readonly callback: (response: TokenResponse) => void;
    readonly error_callback: (error: {readonly type?: string; readonly message?: string}) => void;
  }): {requestAccessToken(overrides?: {readonly prompt?: string}): void};
}

interface TokenResponse {
  readonly access_token?: string;
  /** Seconds, which Google writes as a number or as a text. */
  readonly expires_in?: number | string;
  /** What was granted, which may be less than was asked for. */
  readonly scope?: string;
  readonly error?: string;
  readonly error_description?: string;
}

export interface TokenClientOptions {
  readonly clientId: string;
  /** Where the script of Google Identity Services is. */
  readonly gisUrl: string;
}

/** Lets readers sign in with their Google account; keeps the token in memory until it expires. */
export class TokenClient {
  readonly #options: TokenClientOptions;
  #token: {readonly value: string; readonly expiresAtMs: number} | null = null;
  #asked: Promise<string> | null = null;

  constructor(options: TokenClientOptions) {
    this.#options = options;
  }

  get isSignedIn(): boolean {
    return this.#token !== null;
  }

  /** The token; asks the reader to sign in where there is none that is still good. */
  async token({renew = false, signal}: {renew?: boolean; signal: AbortSignal}): Promise<string> {
    const kept = this.#token;
    if (kept && !renew && Date.now() < kept.expiresAtMs) return kept.value;
    // One window for all cells that want it.
    this.#asked ??= this.#ask().finally(() => (this.#asked = null));
    return untilAborted(this.#asked, signal);
  }

  async #ask(): Promise<string> {
    const {clientId, gisUrl} = this.#options;
    const oauth2 = await loadOAuth2(gisUrl);
    const isFirst = this.#token === null;
    const response = await new Promise<TokenResponse>((resolve, reject) => {
      const client = oauth2.initTokenClient({
        client_id: clientId,
        scope: SCOPE,
        callback: resolve,
        error_callback: ({type, message}) => reject(failure(type ?? '', message)),
      });
      // Who has agreed before is not asked again, where the window is only to renew.
      client.requestAccessToken(isFirst ? {} : {prompt: ''});
    });
    if (response.error || !response.access_token) {
      throw failure(response.error ?? 'unknown', response.error_description);
    }
    if (response.scope && !response.scope.split(' ').includes(SCOPE)) throw failure('no_scope');
    const seconds = Number(response.expires_in ?? 3600);
    // Not the last minute: a request takes time.
    const expiresAtMs = Date.now() + Math.max(seconds - 60, 0) * 1000;
    this.#token = {value: response.access_token, expiresAtMs};
    return response.access_token;
  }
}

function failure(type: string, detail = ''): MagicError {
  const said = detail ? ` Google says: ${detail}` : '';
  return new MagicError('SignInError', `${meaningOf(type)}${said}`);
}

function meaningOf(type: string): string {
  switch (type) {
    case 'popup_failed_to_open':
      return `The browser blocked the window in which one signs in with Google: allow pop-ups for ${location.origin}, and run the cell again.`;
    case 'popup_closed':
      return "Google's window was closed before the sign-in was done: run the cell again to sign in.";
    case 'access_denied':
      return 'The sign-in was refused: reading spreadsheets was not allowed in the window, or the account may not use this application. Run the cell again to be asked again.';
    case 'no_scope':
      return "The sign-in does not include reading spreadsheets: run the cell again, and tick that permission in Google's window.";
    case 'invalid_client':
    case 'unauthorized_client':
      return `Google does not know the client ID, or not for ${location.origin}: check it, and the "Authorized JavaScript origins", in the Google Cloud console.`;
    default:
      return `Signing in with Google failed${type && type !== 'unknown' ? ` (${type})` : ''}: run the cell again.`;
  }
}

/** By address: a page has the script once. */
const scripts = new Map<string, Promise<void>>();

async function loadOAuth2(url: string): Promise<OAuth2> {
  const present = oauth2Of(globalThis);
  if (present) return present;
  const loading = scripts.get(url) ?? loadScript(url);
  scripts.set(url, loading);
  try {
    await loading;
  } catch (error) {
    scripts.delete(url);
    throw error;
  }
  const loaded = oauth2Of(globalThis);
  if (loaded) return loaded;
  throw new MagicError('SignInError', `${url} is not the script of Google Identity Services.`);
}

function oauth2Of(scope: object): OAuth2 | null {
  const {google} = scope as {google?: {accounts?: {oauth2?: OAuth2}}};
  return google?.accounts?.oauth2 ?? null;
}

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      script.remove();
      reject(
        new MagicError(
          'SignInError',
          `Google's sign-in script could not be loaded from ${url}: the network, a content blocker or the page's Content-Security-Policy (script-src) may stop it.`,
        ),
      );
    });
    document.head.append(script);
  });
}
