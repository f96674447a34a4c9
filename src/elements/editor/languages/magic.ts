import {defineLanguageFacet, Language, LanguageSupport} from '@codemirror/language';
import {
  type Input,
  NodeSet,
  NodeType,
  Parser,
  type PartialParse,
  Tree,
  type TreeFragment,
} from '@lezer/common';
import {styleTags, tags} from '@lezer/highlight';
import {languageDataProp} from '@codemirror/language';

const data = defineLanguageFacet({commentTokens: {line: '#'}});

const {
  types: [cell, header],
} = new NodeSet([
  NodeType.define({id: 0, name: 'MagicCell', top: true, props: [[languageDataProp, data]]}),
  NodeType.define({id: 1, name: 'MagicHeader'}),
]).extend(styleTags({MagicHeader: tags.meta}));

/** A cell whose first line is a magic, and whose other lines are of another language. */
class MagicParser extends Parser {
  readonly #body: Parser;

  constructor(body: Parser) {
    super();
    this.#body = body;
  }

  override createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly {from: number; to: number}[],
  ): PartialParse {
    const {from} = ranges[0]!;
    const {to} = ranges.at(-1)!;
    const text = input.read(from, Math.min(to, from + longestHeader));
    const blank = /^\s*/.exec(text)![0].length;
    const end = text.indexOf('\n', blank);
    const bodyFrom = end < 0 ? to : from + end + 1;
    const headerTree = new Tree(header!, [], [], (end < 0 ? text.length : end) - blank);
    if (bodyFrom >= to) return finished(new Tree(cell!, [headerTree], [blank], to - from), to);
    const body = this.#body.startParse(input, fragments, [{from: bodyFrom, to}]);
    return {
      advance() {
        const tree = body.advance();
        if (!tree) return null;
        const positions = [blank, bodyFrom - from];
        return new Tree(cell!, [headerTree, tree], positions, bodyFrom - from + tree.length);
      },
      get parsedPos() {
        return body.parsedPos;
      },
      stopAt: (position) => body.stopAt(position),
      get stoppedAt() {
        return body.stoppedAt;
      },
    };
  }
}

const longestHeader = 10_000;

function finished(tree: Tree, to: number): PartialParse {
  return {advance: () => tree, parsedPos: to, stopAt: () => {}, stoppedAt: null};
}

/** A language for cells with a magic, from that of their body. */
export function magicLanguage(body: Language): LanguageSupport {
  return new LanguageSupport(new Language(data, new MagicParser(body.parser), [], 'magic'));
}
