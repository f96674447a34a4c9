import type {PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {Kernel} from '../kernel/kernel.js';
import type {FlagSpecs} from '../magics/flags.js';
import type {GraphqlService} from '../magics/graphql/service.js';
import type {
  MagicCall,
  MagicCompletion,
  MagicCompletionRequest,
  MagicResult,
} from '../magics/magic.js';
import {ConnectorElement} from './connector.js';

/**
 * Answers `%%graphql`: what a query gives becomes a DataFrame. Its variables are those of Python.
 *
 * ```html
 * <serverless-graphql url="/graphql"></serverless-graphql>
 * ```
 *
 * @summary Asks a GraphQL service.
 * @tag serverless-graphql
 * @attr {string} token - sent as `Authorization: Bearer …`, and taken out of the page when it is read
 */
export class GraphqlElement extends ConnectorElement {
  static override readonly secretAttributes = {token: 'token'} as const;

  override readonly magic = 'graphql';
  override readonly help = 'Asks a GraphQL service; $name is the variable of Python';
  override readonly bodyLanguage = 'graphql';
  override readonly flags: FlagSpecs = {
    path: {type: 'string', value: 'a.b.nodes', help: 'the part of the answer that is the frame'},
    paginate: {type: 'boolean', help: 'reads all pages of a connection'},
    limit: {type: 'integer', help: 'the most rows that are read'},
    operation: {type: 'string', value: 'NAME', help: 'which one, where the body has several'},
  };

  /** The address of the service. */
  @property() url = '';
  /** Cells may change data, too. */
  @property({type: Boolean, attribute: 'allow-mutations'}) allowMutations = false;
  /** How many rows `--paginate` reads, where the cell gives no `--limit`. */
  @property({type: Number, attribute: 'max-rows'}) maxRows = 10_000;
  /** `off`: the service is never asked for its schema. */
  @property() introspection: 'on' | 'off' = 'on';

  #service: Promise<GraphqlService> | null = null;

  override async run(call: MagicCall, kernel: Kernel): Promise<MagicResult> {
    await this.updateComplete;
    const {runGraphql} = await import('../magics/graphql/graphql-magic.js');
    const {allowMutations, maxRows} = this;
    return runGraphql(call, kernel, {service: await this.#connect(), allowMutations, maxRows});
  }

  override async complete(request: MagicCompletionRequest): Promise<readonly MagicCompletion[]> {
    const {completeGraphql} = await import('../magics/graphql/complete.js');
    return completeGraphql(request, await this.#connect());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('url') || changed.has('name') || changed.has('introspection')) {
      this.credentialsChanged();
    }
  }

  protected override credentialsChanged(): void {
    this.#service = null;
  }

  #connect(): Promise<GraphqlService> {
    return (this.#service ??= this.#makeService());
  }

  async #makeService(): Promise<GraphqlService> {
    const {url, introspection} = this;
    const credentials = await this.keeper('GraphQL');
    const {GraphqlService} = await import('../magics/graphql/service.js');
    return new GraphqlService({url, credentials, introspects: introspection !== 'off'});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-graphql': GraphqlElement;
  }
}
