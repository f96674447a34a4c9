import {ContextProvider} from '@lit/context';
import {MagicRegistry} from '../magics/registry.js';
import {defineConnectorOf} from './connectors.js';
import {magicsContext, pageValue} from './contexts.js';

/** The magics of this page, shared with other copies of this library that the page may have. */
export function pageMagics(): MagicRegistry {
  const found = pageValue(magicsContext);
  if (found) return found;
  const magics = new MagicRegistry(null, defineConnectorOf);
  new ContextProvider(document.documentElement, {context: magicsContext, initialValue: magics});
  return magics;
}
