/** Work that waits until its element is on the screen. */
const waiting = new Map<Element, () => void>();
/** Handles of the idle callbacks of elements that are on the screen. */
const scheduled = new Map<Element, number>();
let observer: IntersectionObserver | undefined;

/** Idle time is best, but a page that is never idle must not wait for ever. */
const patienceMs = 1000;

/**
 * Calls back once, when an element is on the screen and the browser has time. An element that has
 * left the screen by then goes on waiting, so that scrolling past hundreds of them stays smooth.
 *
 * @returns a function that stops waiting
 */
export function whenSeen(element: Element, callback: () => void): () => void {
  observer ??= new IntersectionObserver((entries) => entries.forEach(schedule));
  waiting.set(element, callback);
  observer.observe(element);
  return () => forget(element);
}

function schedule({target, isIntersecting}: IntersectionObserverEntry): void {
  cancel(target);
  const callback = waiting.get(target);
  if (!isIntersecting || !callback) return;
  const run = (): void => {
    forget(target);
    callback();
  };
  scheduled.set(target, whenIdle(run));
}

function forget(element: Element): void {
  cancel(element);
  waiting.delete(element);
  observer?.unobserve(element);
}

function cancel(element: Element): void {
  const handle = scheduled.get(element);
  if (handle === undefined) return;
  scheduled.delete(element);
  // Safari has no idle callbacks.
  if (typeof cancelIdleCallback === 'function') cancelIdleCallback(handle);
  else clearTimeout(handle);
}

/** @returns a handle for {@link cancel} */
function whenIdle(run: () => void): number {
  return typeof requestIdleCallback === 'function'
    ? requestIdleCallback(run, {timeout: patienceMs})
    : window.setTimeout(run, 1);
}
