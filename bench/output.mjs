import {timeInWarmKernels} from './warm-kernels.mjs';

/** How long it takes until the last of 10,000 printed lines is shown. */
export async function output(lab, rounds) {
  const code = 'for i in range(10_000):\n    print("line", i)\nprint("the end")';
  const {ours, raw} = await timeInWarmKernels(lab, code, 'the end', {rounds, discard: 1});
  return {
    'output.lines10000.ours_ms': ours,
    'output.lines10000.raw_ms': raw,
    'output.lines10000.ours_over_raw': ours / raw,
  };
}
