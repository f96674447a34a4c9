/** What a button meant when it was clicked first in a series. */
const meanings = new WeakMap<EventTarget, string>();

/**
 * Whether a click on a button is meant as the button now reads. Its meaning may have changed with
 * the first click of a double click: the second one is then no wish to take the first one back.
 */
export function isMeant(event: MouseEvent, meaning: string): boolean {
  const button = event.currentTarget!;
  if (event.detail < 2) meanings.set(button, meaning);
  return meanings.get(button) === meaning;
}
