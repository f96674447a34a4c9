import {execFileSync} from 'node:child_process';

export const chromeFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium to test with: `CHROME_PATH`, else the first one on the PATH. */
export function chromePath() {
  if (process.env['CHROME_PATH']) return process.env['CHROME_PATH'];
  for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']) {
    try {
      return execFileSync('which', [name], {encoding: 'utf8'}).trim();
    } catch {
      continue;
    }
  }
  throw new Error(
    'No Chromium found: install one (Debian: apt-get install chromium), or set CHROME_PATH to a Chrome or Chromium.',
  );
}
