import {interleave} from './lab.mjs';

/**
 * Times a piece of code in kernels that have started: ours by running the page's cell, raw by a
 * message to its worker. Both are timed to the frame that shows the output.
 *
 * @param {string} code
 * @param {string} expect a pattern of its output
 * @param {{rounds: number, discard: number}} how
 */
export async function timeInWarmKernels(lab, code, expect, {rounds, discard}) {
  return await lab.visit('/bench/ours.html?code=0', {}, (ours) =>
    lab.visit('/bench/raw.html?code=0', {}, async (raw) => {
      await ours.evaluate(() => window.firstShown);
      await raw.evaluate(() => window.firstShown);
      const subjects = {
        ours: () =>
          ours.evaluate(
            async ([code, expect]) => {
              const cell = document.querySelector('serverless-cell');
              cell.clearOutputs();
              cell.source = code;
              await cell.updateComplete;
              const start = performance.now();
              void cell.run();
              return (await window.shown(new RegExp(expect))) - start;
            },
            [code, expect],
          ),
        raw: () =>
          raw.evaluate(
            async ([code, expect]) => {
              document.getElementById('output').replaceChildren();
              const start = performance.now();
              void window.run(code);
              return (await window.shown(new RegExp(expect))) - start;
            },
            [code, expect],
          ),
      };
      await interleave(discard, subjects);
      return await interleave(rounds, subjects);
    }),
  );
}
