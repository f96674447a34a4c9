import {aTimeout, expect} from '@open-wc/testing';
import {inPlace} from './html.js';
import {needsScripts, sanitize} from './sanitize.js';

/** Each calls `window.attacked` if any of it runs. */
const ATTACKS = [
  '<script>attacked()</script>',
  '<script src="data:text/javascript,attacked()"></script>',
  '<ScRiPt>attacked()</sCrIpT>',
  '<img src=x onerror=attacked()>',
  '<img src="x" OnErRoR="attacked()">',
  '<img/src=x/onerror=attacked()>',
  '<svg onload=attacked()></svg>',
  '<svg/onload=attacked()>',
  '<svg><script>attacked()</script></svg>',
  '<svg><a xlink:href="javascript:attacked()"><text y="20">go</text></a></svg>',
  '<svg><animate onbegin=attacked() attributeName=x dur=1s></animate></svg>',
  '<svg><a><animate attributeName=href values=javascript:attacked() /><text y="20">go</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><image href=1 onerror=attacked() /></svg>#x"/></svg>',
  '<svg><foreignObject><iframe srcdoc="<script>parent.attacked()</script>"></iframe></foreignObject></svg>',
  '<svg><set attributeName="onmouseover" to="attacked()"/></svg>',
  '<a href="javascript:attacked()">go</a>',
  '<a href=" java\nscript:attacked()">go</a>',
  '<a href="&#106;avascript:attacked()">go</a>',
  '<a href="data:text/html,<script>opener.attacked()</script>">go</a>',
  '<a href="vbscript:attacked()">go</a>',
  '<iframe src="javascript:parent.attacked()"></iframe>',
  '<iframe srcdoc="<script>parent.attacked()</script>"></iframe>',
  '<object data="javascript:attacked()"></object>',
  '<embed src="javascript:attacked()">',
  '<form action="javascript:attacked()"><button>go</button></form>',
  '<button formaction="javascript:attacked()">go</button>',
  '<input autofocus onfocus=attacked()>',
  '<details open ontoggle=attacked()>x</details>',
  '<video><source onerror=attacked()></video>',
  '<audio src=x onerror=attacked()></audio>',
  '<body onload=attacked()>',
  '<marquee onstart=attacked()>x</marquee>',
  '<meta http-equiv="refresh" content="0;url=javascript:attacked()">',
  '<link rel="stylesheet" href="data:text/css,*{color:red}" onload=attacked()>',
  '<base href="javascript:attacked()//"><a href="x">go</a>',
  '<math><maction actiontype="statusline" xlink:href="javascript:attacked()">go</maction></math>',
  // Text that becomes something else when it is parsed a second time.
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=attacked()&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=attacked()>">',
  '<noscript><p title="</noscript><img src=x onerror=attacked()>"></noscript>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=attacked()>',
  '<math><mtext><table><mglyph><style><math><table id="</table>"><img src onerror=attacked()">',
  '<svg><style>&lt;img src=x onerror=attacked()&gt;</style></svg>',
  '<template><img src=x onerror=attacked()></template>',
  '<textarea><img title="</textarea><img src=x onerror=attacked()>"></textarea>',
  '<xmp><p title="</xmp><img src=x onerror=attacked()>"></xmp>',
  '<select><style><img src=x onerror=attacked()></style></select>',
  '<style><img src="</style><img src=x onerror=attacked()>">',
  '<title><a title="</title><img src=x onerror=attacked()>"></title>',
  '<!--><img src=x onerror=attacked()>-->',
  '<![CDATA[<img src=x onerror=attacked()>]]>',
  '<serverless-notebook autorun><serverless-cell run-on="load">attacked()</serverless-cell></serverless-notebook>',
  '<div id="x" style="background:url(javascript:attacked())">x</div>',
  '<img name=getElementById><img name=querySelector><form name=body><input name=attributes></form><img src=x onerror=attacked()>',
  '<table background="javascript:attacked()"><tr><td>x</td></tr></table>',
];

describe('sanitize', () => {
  let attacks = 0;
  before(() => Object.assign(window, {attacked: () => attacks++}));
  beforeEach(() => (attacks = 0));

  for (const attack of ATTACKS) {
    it(`disarms ${attack}`, async () => {
      const host = inPlace(attack);
      document.body.append(host);
      for (const target of host.shadowRoot!.querySelectorAll('*')) {
        // Whoever would follow the links of an output leaves the test's page.
        target.addEventListener('click', (event) => event.preventDefault());
        for (const type of ['click', 'focus', 'mouseover', 'toggle']) {
          target.dispatchEvent(new Event(type, {cancelable: true}));
        }
        for (const {name, value} of target.attributes) {
          expect(name).to.not.match(/^on|^(form)?action$|^srcdoc$/);
          expect(value).to.not.match(/^\s*(java|vb)script:/i);
        }
      }
      await aTimeout(0);
      await new Promise(requestAnimationFrame);
      host.remove();
      expect(
        host.shadowRoot!.querySelectorAll('script, iframe, object, embed, form, base, meta, link')
          .length,
      ).to.equal(0);
      expect(
        host.shadowRoot!.querySelectorAll('serverless-notebook, serverless-cell').length,
      ).to.equal(0);
      expect(attacks).to.equal(0);
    });
  }

  it('does not change when it is sanitised again', () => {
    for (const attack of ATTACKS) {
      const once = document.createElement('div');
      once.append(sanitize(attack).content);
      const twice = document.createElement('div');
      twice.append(sanitize(once.innerHTML).content);
      expect(twice.isEqualNode(once), attack).to.equal(true);
    }
  });

  it('opens links elsewhere, without a way back', () => {
    const {content} = sanitize('<a href="https://example.com/" target="_top" rel="opener">x</a>');
    const link = content.querySelector('a');
    expect(link).to.have.attribute('target', '_blank');
    expect(link).to.have.attribute('rel', 'noopener noreferrer');
  });

  it('keeps images of the web and of data', () => {
    const {content} = sanitize(
      '<img src="https://example.com/x.png"><img src="data:image/png;base64,AAAA">',
    );
    expect(Array.from(content.querySelectorAll('img'), ({src}) => src)).to.deep.equal([
      'https://example.com/x.png',
      'data:image/png;base64,AAAA',
    ]);
  });

  it('takes away what reads input, takes the focus or covers the page', () => {
    const {content} = sanitize(
      '<input type="password" autofocus><button popovertarget="p">x</button><div id="p" popover tabindex="5" accesskey="a">y</div><dialog open>z</dialog><video autoplay src="x"></video>',
    );
    expect(content.querySelector('input')).to.have.property('disabled', true);
    expect(content.querySelector('input')).to.have.attribute('type', 'text');
    expect(
      content.querySelectorAll(
        'dialog, [popover], [popovertarget], [tabindex], [accesskey], [autoplay], [autofocus]',
      ).length,
    ).to.equal(0);
  });

  it('leaves boxes that open parts of an output by CSS', () => {
    const {content} = sanitize('<input type="checkbox" id="a" checked><label for="a">more</label>');
    expect(content.querySelector('input')).to.have.property('disabled', false);
  });

  it('keeps the style of a pandas Styler, for itself only', () => {
    const host = inPlace(
      '<style type="text/css">\n#T_1_row0_col0 {\n  background-color: rgb(1, 2, 3);\n}\n</style>\n<table id="T_1"><tr><td id="T_1_row0_col0">5</td></tr></table>',
    );
    const other = document.createElement('div');
    other.id = 'T_1_row0_col0';
    document.body.append(host, other);
    const cell = host.shadowRoot!.querySelector('#T_1_row0_col0')!;
    expect(getComputedStyle(cell).backgroundColor).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(other).backgroundColor).to.equal('rgba(0, 0, 0, 0)');
    host.remove();
    other.remove();
  });
});

describe('needsScripts', () => {
  it('finds scripts, handlers, frames and script addresses', () => {
    for (const source of [
      '<script>1</script>',
      '<img src=x onerror=1>',
      '<iframe src="https://example.com/"></iframe>',
      '<a href="javascript:1">x</a>',
    ]) {
      expect(needsScripts(source), source).to.equal(true);
    }
  });

  it('is not misled by text', () => {
    expect(needsScripts('<p>onclick= and &lt;script&gt; and javascript: are words</p>')).to.equal(
      false,
    );
    expect(needsScripts('<table class="dataframe"><tr><td>1</td></tr></table>')).to.equal(false);
  });
});
