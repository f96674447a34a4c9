import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {counted} from '../../scripts/run-counted.mjs';

describe('the count of a runner', () => {
  it('is what its last lines say', () => {
    const node = 'ℹ tests 9\nℹ pass 6\nℹ fail 1\nℹ cancelled 2\n';
    assert.deepEqual(counted('node', node, 1), {passed: 6, failed: 3});
    const pytest = '1 passed in 1s\n=== 2 failed, 5 passed, 1 skipped, 1 error in 3.4s ===\n';
    assert.deepEqual(counted('pytest', pytest, 1), {passed: 5, failed: 3});
    const wtr =
      'Chrome: |██| 1/2 test files | 3 passed, 0 failed\nChrome: |██| 2/2 test files | 7 passed, 1 failed\n';
    assert.deepEqual(counted('wtr', wtr, 1), {passed: 7, failed: 1});
    const plain = 'bridge: 9 passed, 9 failed\n\n40 passed, 0 failed\n';
    assert.deepEqual(counted('plain', plain, 0), {passed: 40, failed: 0});
  });

  it('has a failure when the runner failed without naming one, or ran nothing', () => {
    assert.deepEqual(counted('plain', '3 passed, 0 failed\n', 1), {passed: 3, failed: 1});
    assert.deepEqual(counted('pytest', 'no tests ran in 0.1s\n', 0), {passed: 0, failed: 1});
    assert.deepEqual(counted('node', '', 0), {passed: 0, failed: 1});
  });
});
