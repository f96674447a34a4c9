import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {minified} from '../../scripts/rollup-styles.mjs';

describe('minified styles', () => {
  it('lose comments and white space', () => {
    const css = `
      /* why */
      :host([a]) > .b,
      .c .d {
        color: red; /* ; */
        margin: 0 calc(1px + 2px);
      }
    `;
    assert.equal(minified(css).trim(), ':host([a]) > .b,.c .d{color:red;margin:0 calc(1px + 2px)}');
  });

  it('keep what stands between quotes, and the space before a pseudo-class', () => {
    assert.equal(minified(`a::before { content: ' ; /* } ' }`).includes("' ; "), true);
    assert.equal(minified('.a :focus { top: 0 }'), '.a :focus{top:0}');
  });
});
