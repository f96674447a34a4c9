interface Waiting {
  readonly callback: () => void;
  /** The idle callback, while the element is on the screen. */
  handle?: number;
}

/** By how far the screen is widened: one observer serves all elements of the page. */
const observers = new Map<
  string,
  {observer: IntersectionObserver; waiting: Map<Element, Waiting>}
>();

/** Idle time is best, but a page that is never idle must not wait for ever. */
const patienceMs = 1000;

/**
 * Calls back once, when an element is on the screen and the browser has time. An element that has
 * left the screen by then goes on waiting, so that scrolling past hundreds of them stays smooth.
 *
 * @param margin how much further than the screen to look, as in CSS
 * @returns a function that stops waiting
 */
export function whenSeen(element: Element, callback: () => void, margin = '0px'): () => void {
  const {observer, waiting} = observers.get(margin) ?? observe(margin);
  waiting.set(element, {callback});
  observer.observe(element);
  return () => {
    cancel(waiting.get(element));
    waiting.delete(element);
    observer.unobserve(element);
  };
}

function observe(rootMargin: string): {
  observer: IntersectionObserver;
  waiting: Map<Element, Waiting>;
} {
  const waiting = new Map<Element, Waiting>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const {target, isIntersecting} of entries) {
        const work = waiting.get(target);
        cancel(work);
        if (!work || !isIntersecting) continue;
        work.handle = whenIdle(() => {
          waiting.delete(target);
          observer.unobserve(target);
          work.callback();
        });
      }
    },
    {rootMargin},
  );
  observers.set(rootMargin, {observer, waiting});
  return {observer, waiting};
}

function cancel(work: Waiting | undefined): void {
  if (work?.handle === undefined) return;
  // Safari has no idle callbacks.
  if (typeof cancelIdleCallback === 'function') cancelIdleCallback(work.handle);
  else clearTimeout(work.handle);
  work.handle = undefined;
}

/** @returns a handle for {@link cancel} */
function whenIdle(run: () => void): number {
  return typeof requestIdleCallback === 'function'
    ? requestIdleCallback(run, {timeout: patienceMs})
    : window.setTimeout(run, 1);
}
