import {interleave} from './lab.mjs';

/** How long a notebook takes to be ready, per cell, when it has 300 cells instead of 30. */
export async function cells(lab, rounds) {
  const visit = (count) => () =>
    lab.visit(`/bench/cells.html?count=${count}`, {profile: 'cells'}, async (page) => {
      await page.waitForFunction(() => window.timing);
      return await page.evaluate(() => window.timing.ready);
    });
  await interleave(1, {few: visit(30), many: visit(300)});
  const ready = await interleave(rounds, {few: visit(30), many: visit(300)});
  return {
    'cells.30.ready_ms': ready.few,
    'cells.300.ready_ms': ready.many,
    'cells.300_over_30_per_cell': ready.many / 300 / (ready.few / 30),
  };
}
