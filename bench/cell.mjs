import {timeInWarmKernels} from './warm-kernels.mjs';

/** How long `1+1` takes in a kernel that has started. */
export async function cell(lab, rounds) {
  const {ours, raw} = await timeInWarmKernels(lab, '1+1', '^\\s*2\\s*$', {
    rounds: rounds * 6,
    discard: 3,
  });
  return {
    'cell.roundtrip.ours_ms': ours,
    'cell.roundtrip.raw_ms': raw,
    'cell.roundtrip.ours_over_raw': ours / raw,
  };
}
