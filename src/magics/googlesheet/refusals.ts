import type {Refusal} from '../http.js';

/** How one asked, as far as it matters for what to do. */
export interface AskedAs {
  readonly way: 'account' | 'key' | 'callback' | 'nobody';
}

interface GoogleError {
  readonly message: string;
  /** Such as `API_KEY_INVALID`. */
  readonly reason: string;
}

/** Says what an error of Google's means, and what to do; null for what is none of Google's. */
export function explainRefusal(refusal: Refusal, {way}: AskedAs): string | null {
  const error = parse(refusal.text);
  if (!error) return null;
  const {message, reason} = error;
  const said = `Google says: ${message}`;
  const isKey = way === 'key';
  if (
    /API_KEY_INVALID|API_KEY_EXPIRED/.test(reason) ||
    /API key (not valid|expired)/.test(message)
  ) {
    return `Google does not know the API key: it is misspelt, expired or deleted. Look it up in the Google Cloud console under "Credentials". ${said}`;
  }
  if (/REFERRER_BLOCKED/.test(reason) || /referer/i.test(message)) {
    return `The API key is restricted to other sites: add ${location.origin}/* to its website restrictions in the Google Cloud console. ${said}`;
  }
  if (/API_KEY_\w*BLOCKED/.test(reason)) {
    return `The API key is restricted to other APIs or places: allow it the Google Sheets API, and this page, in the Google Cloud console. ${said}`;
  }
  if (reason === 'SERVICE_DISABLED' || /has not been used in project|is disabled/.test(message)) {
    return `The Google Sheets API is not enabled in the Google Cloud project of the ${isKey ? 'API key' : 'client ID'}: enable it there, and wait some minutes. ${said}`;
  }
  if (/SCOPE_INSUFFICIENT/.test(reason) || /insufficient authentication scopes/i.test(message)) {
    return `The sign-in does not include reading spreadsheets: run the cell again, and tick that permission in Google's window. ${said}`;
  }
  switch (refusal.status) {
    case 401:
      return way === 'nobody'
        ? 'Google wants to know who asks (401): give <serverless-googlesheet> an api-key for public spreadsheets, or a client-id to sign in with an account.'
        : `Google does not accept the credentials (401): they are wrong, or the sign-in has expired. Run the cell again. ${said}`;
    case 403:
      return noPermission(way, said);
    case 404:
      return `There is no spreadsheet with this ID (404): is it complete, and was the spreadsheet not deleted? ${said}`;
    case 429:
      return `The quota of Google Sheets is used up (429): it allows so many reads a minute for each person and for each project. Wait a minute and run the cell again; several --range in one cell count as one read. ${said}`;
    case 400:
      return badRequest(message, said);
    default:
      return refusal.status >= 500
        ? `Google Sheets fails at the moment (${refusal.status}): run the cell again in a while. ${said}`
        : null;
  }
}

function noPermission(way: AskedAs['way'], said: string): string {
  switch (way) {
    case 'account':
      return `The Google account that is signed in may not read this spreadsheet (403): ask its owner to share it with that account, or reload the page and sign in with another one. ${said}`;
    case 'key':
      return `An API key can read only public spreadsheets (403): share it with "Anyone with the link", or give <serverless-googlesheet> a client-id, so that readers sign in with their account. ${said}`;
    case 'callback':
      return `Who the page's credentials stand for may not read this spreadsheet (403): ask its owner to share it with that account. ${said}`;
    case 'nobody':
      return `Google wants to know who asks (403): give <serverless-googlesheet> an api-key for public spreadsheets, or a client-id to sign in with an account. ${said}`;
  }
}

function badRequest(message: string, said: string): string {
  const range = /Unable to parse range: (.*)/s.exec(message)?.[1];
  if (range) {
    return `The spreadsheet has no range "${range}": write it as A1:D9, as 'Name of the sheet'!A1:D9, or as the name of a sheet or of a named range.`;
  }
  if (/exceeds grid limits/.test(message)) return `The range is larger than the sheet. ${said}`;
  if (/not supported for this document/.test(message)) {
    return `This document is no Google spreadsheet, but a file such as Excel's that Google only shows: save it as a Google spreadsheet (File, Save as Google Sheets). ${said}`;
  }
  return `Google does not understand the request (400). ${said}`;
}

function parse(text: string): GoogleError | null {
  try {
    const {error} = JSON.parse(text) as {error?: Record<string, unknown>};
    if (typeof error !== 'object' || typeof error['message'] !== 'string') return null;
    const details = (error['details'] ?? []) as {reason?: string}[];
    return {
      message: error['message'],
      reason: details.map(({reason}) => reason ?? '').join(' '),
    };
  } catch {
    return null;
  }
}
