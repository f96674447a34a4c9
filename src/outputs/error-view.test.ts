import {expect} from '@open-wc/testing';
import {renderError} from './error-view.js';

describe('an error', () => {
  it('shows its name and message once, and where it came from', () => {
    const error = renderError({
      ename: 'ValueError',
      evalue: 'no',
      traceback: ['Traceback', 'line 1', 'ValueError: no'],
    });
    expect(error.querySelector('.error-title')!.textContent).to.equal('ValueError: no');
    expect([...error.querySelectorAll('pre')].map((pre) => pre.textContent)).to.deep.equal([
      'Traceback\nline 1',
    ]);
  });

  it('shows the beginning of a message that is too long to be laid out', () => {
    const evalue = 'm'.repeat(1_000_000);
    const error = renderError({ename: 'E', evalue, traceback: ['Traceback', `E: ${evalue}`]});
    expect(error.textContent).to.match(/^E: m{9000,10000}… 99\d,\d{3} more characters/);
    expect(error.textContent.length).to.be.below(20_000);
  });

  it('shows the first lines of a message that has too many', () => {
    const evalue = 'line\n'.repeat(100_000);
    const error = renderError({ename: 'E', evalue, traceback: []});
    expect(error.textContent).to.contain('more lines');
    expect(error.textContent.length).to.be.below(2_000);
  });
});
