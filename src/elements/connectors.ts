/** The tags that `define-connectors.ts` defines: a page without any does not fetch it. */
const tags = ['sql', 'table', 'googlesheet', 'graphql', 'dataframe'];
const undefinedConnector = tags.map((tag) => `serverless-${tag}:not(:defined)`).join();

let defining: Promise<unknown> | null = null;

/**
 * Defines the connectors for a cell that needs one: those inside of other components' shadow roots
 * are not found otherwise.
 */
export async function defineConnectorOf(magic: string): Promise<void> {
  if (tags.includes(magic)) await defineConnectors();
}

function defineConnectors(): Promise<unknown> {
  defining ??= import('../define-connectors.js');
  // What failed, as while the network is away, is tried again.
  defining.catch(() => (defining = null));
  return defining;
}

/** Defines the connectors as soon as there is one in the page. */
export function defineConnectorsWhenFound(): void {
  const find = (): boolean => {
    if (!document.querySelector(undefinedConnector)) return false;
    observer.disconnect();
    defineConnectors().catch((error: unknown) => console.error(error));
    return true;
  };
  const observer = new MutationObserver(find);
  if (!find()) observer.observe(document, {childList: true, subtree: true});
}
