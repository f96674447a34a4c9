/**
 * The custom data by which VS Code completes and explains the elements in HTML, from the manifest.
 *
 * @param {string} manifest
 */
export function editorData(manifest) {
  const tags = JSON.parse(manifest)
    .modules.flatMap((/** @type {any} */ module) => module.declarations ?? [])
    .filter((/** @type {any} */ each) => each.customElement && each.tagName)
    .map((/** @type {any} */ element) => ({
      name: element.tagName,
      description: element.description ?? element.summary ?? '',
      attributes: (element.attributes ?? []).map((/** @type {any} */ attribute) => ({
        name: attribute.name,
        description: attribute.description ?? '',
        ...values(attribute.type?.text ?? ''),
      })),
    }));
  return `${JSON.stringify({version: 1.1, tags}, null, 2)}\n`;
}

/**
 * The words that an attribute takes, from a type such as `'click' | 'load'`.
 *
 * @param {string} type
 */
function values(type) {
  if (type === 'boolean') return {valueSet: 'v'};
  const words = [...type.matchAll(/'([^']+)'/g)].map(([, name]) => ({name}));
  return words.length > 0 ? {values: words} : {};
}
