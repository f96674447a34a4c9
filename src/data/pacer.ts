/** Lets the page draw and answer between the parts of long work. */
export class Pacer {
  #since = performance.now();

  /** Waits a turn where the work has gone on for a while. */
  async rest(): Promise<void> {
    if (performance.now() - this.#since < WORK_MS) return;
    await nextTask();
    this.#since = performance.now();
  }
}

/** Well below the 50 ms from which on a page is felt to hang. */
const WORK_MS = 12;

/** Not by a timer: those wait for 4 ms, and for a second in tabs that are not in front. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
