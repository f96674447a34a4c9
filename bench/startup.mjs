import {interleave} from './lab.mjs';

const programs = {
  print: {code: 'print(1+1)', expect: '^\\s*2\\s*$'},
  pandas: {
    code: "import pandas as pd\nprint(pd.DataFrame({'a': [1, 2, 3]}).sum())",
    expect: 'a\\s+6',
  },
};

/** From navigation to the frame that shows the output, with an empty and with a full browser cache. */
export async function startup(lab, rounds) {
  /** @type {Record<string, number>} */
  const result = {};
  for (const [name, {code, expect}] of Object.entries(programs)) {
    const query = `?code=${encodeURIComponent(code)}`;
    const visit = (subject, profile) => () =>
      lab.visit(`/bench/${subject}.html${query}`, {expect, profile}, (page) =>
        page.evaluate(() => window.firstShown),
      );
    // Fill the server's cache of compressed files and the profiles' caches, twice for V8's code cache.
    for (const subject of ['ours', 'raw', 'ours', 'raw']) await visit(subject, subject)();

    const ms = await interleave(rounds, {
      'cold.ours': visit('ours'),
      'cold.raw': visit('raw'),
      'warm.ours': visit('ours', 'ours'),
      'warm.raw': visit('raw', 'raw'),
    });
    for (const cache of ['cold', 'warm']) {
      const [ours, raw] = [ms[`${cache}.ours`], ms[`${cache}.raw`]];
      result[`startup.${cache}.${name}.ours_ms`] = ours;
      result[`startup.${cache}.${name}.raw_ms`] = raw;
      result[`startup.${cache}.${name}.ours_over_raw`] = ours / raw;
    }
  }
  return result;
}
