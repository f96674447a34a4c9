import type {Authorize} from './transport.js';

/** What a service is told to know who asks. */
export interface Credentials {
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string;
  /** Sent as `X-API-Key`. */
  readonly key?: string;
  readonly username?: string;
  readonly password?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CredentialsRequest {
  /** `uploads`, `Prefect` or `jobs`. */
  readonly service: string;
  readonly connection: string;
  readonly url: string;
  readonly reason: 'first' | 'refused';
  readonly signal?: AbortSignal;
}

export type CredentialsCallback = (
  request: CredentialsRequest,
) => Credentials | null | undefined | Promise<Credentials | null | undefined>;

/** Asks the page for credentials where it gives some, and else sends the token that it was given. */
export function authorizer(
  request: Omit<CredentialsRequest, 'reason' | 'signal'>,
  token: string,
  callback: CredentialsCallback | null,
): Authorize {
  return async (reason, signal) => {
    const found = await callback?.({...request, reason, signal});
    return headersOf(found ?? (token ? {token} : {}));
  };
}

function headersOf({token, key, username, password, headers}: Credentials): Record<string, string> {
  return {
    ...(token && {authorization: `Bearer ${token}`}),
    ...(username !== undefined && {
      authorization: `Basic ${base64(`${username}:${password ?? ''}`)}`,
    }),
    ...(key && {'x-api-key': key}),
    ...headers,
  };
}

const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));
