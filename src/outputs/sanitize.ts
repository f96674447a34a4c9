import createDOMPurify, {type Config} from 'dompurify';

/** Beyond what DOMPurify removes by itself. */
const CONFIG = {
  RETURN_DOM_FRAGMENT: true,
  // Without it, a <style> at the start, such as that of a pandas Styler, would be lost.
  FORCE_BODY: true,
  USE_PROFILES: {html: true, svg: true, svgFilters: true, mathMl: true},
  // Nothing that sends what the reader types, or that looks like a part of the page's own UI.
  FORBID_TAGS: ['form', 'textarea', 'select', 'option', 'optgroup', 'datalist', 'dialog'],
  // Nothing that takes the focus, plays by itself, or is drawn above the page.
  FORBID_ATTR: [
    'accesskey',
    'action',
    'autofocus',
    'autoplay',
    'contenteditable',
    'formaction',
    'popover',
    'popovertarget',
    'popovertargetaction',
    'slot',
    'srcset',
    'tabindex',
  ],
} satisfies Config;

type Purifier = ReturnType<typeof createDOMPurify>;

let purifier: Purifier | undefined;

/** HTML of an output, without anything that could run or leave its place. */
export interface Sanitized {
  readonly content: DocumentFragment;
  /** The rules of its `<style>` elements, which are no longer in the content. */
  readonly sheets: CSSStyleSheet[];
}

/** Makes HTML from anywhere safe to put in a shadow root. */
export function sanitize(source: string): Sanitized {
  purifier ??= createPurifier();
  const content = purifier.sanitize(source, CONFIG);
  const sheets: CSSStyleSheet[] = [];
  for (const style of content.querySelectorAll('style')) {
    sheets.push(sheetOf(style));
    style.remove();
  }
  for (const heading of content.querySelectorAll('th')) {
    if (!heading.textContent.trim() && !heading.childElementCount) replaceByCell(heading);
  }
  return {content, sheets};
}

/** A heading without a name, such as that above an index, would be announced as an empty one. */
function replaceByCell(heading: HTMLTableCellElement): void {
  const cell = document.createElement('td');
  for (const {name, value} of heading.attributes) cell.setAttribute(name, value);
  cell.append(...heading.childNodes);
  heading.replaceWith(cell);
}

/**
 * A sheet that is adopted works where the page's policy forbids inline styles, and cannot import
 * others.
 */
function sheetOf(style: Element): CSSStyleSheet {
  const media = style.getAttribute('media') ?? '';
  const sheet = new CSSStyleSheet({media});
  sheet.replaceSync(style.textContent.replace(/^\s*<!--|-->\s*$/g, ''));
  return sheet;
}

function createPurifier(): Purifier {
  const own = createDOMPurify(window);
  own.addHook('afterSanitizeAttributes', (node) => {
    if (node.hasAttribute('href') && !node.getAttribute('href')!.startsWith('#')) {
      node.setAttribute('target', '_blank');
      node.setAttribute('rel', 'noopener noreferrer');
    }
    if (node instanceof HTMLInputElement) {
      // Boxes open and close parts of an output by CSS; what is typed would go nowhere.
      if (node.type === 'checkbox' || node.type === 'radio') return;
      node.disabled = true;
      if (node.type === 'image' || node.type === 'password') node.type = 'text';
    }
    if (node instanceof HTMLButtonElement) node.type = 'button';
  });
  return own;
}

const SCRIPT_ELEMENTS = 'script, iframe, object, embed';

/** Whether HTML has parts that only work with scripts, and so only in a sandbox. */
export function needsScripts(source: string): boolean {
  // Most outputs have none of this; parsing them twice would be a waste.
  if (!/<(script|iframe|object|embed)\b|[\s"'/]on\w+\s*=|javascript:/i.test(source)) return false;
  // A document of its own, in which nothing runs and nothing is loaded.
  const {documentElement} = new DOMParser().parseFromString(source, 'text/html');
  if (documentElement.querySelector(SCRIPT_ELEMENTS)) return true;
  return [...documentElement.querySelectorAll('*')].some((element) =>
    [...element.attributes].some(
      ({name, value}) => name.startsWith('on') || /^\s*javascript:/i.test(value),
    ),
  );
}
