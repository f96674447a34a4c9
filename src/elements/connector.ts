import type {PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {Credentials, CredentialsCallback, CredentialsKeeper} from '../magics/credentials.js';
import {MagicElement} from './magic.js';

/**
 * The base class of connectors to services that want credentials: from attributes, which it takes
 * out of the page as soon as they are read, or from a callback.
 *
 * ```ts
 * class TicketsElement extends ConnectorElement {
 *   static override readonly secretAttributes = {token: 'token'} as const;
 *
 *   override async run({signal}: MagicCall): Promise<MagicResult> {
 *     const credentials = await this.keeper('Tickets');
 *     const response = await request(this.url, {service: 'Tickets', credentials, signal});
 * ```
 */
export abstract class ConnectorElement extends MagicElement {
  /** Attributes that hold a secret, and which part of the credentials each is. */
  static readonly secretAttributes: Readonly<Record<string, keyof Omit<Credentials, 'headers'>>> =
    {};

  #given: Credentials = {};
  #callback: CredentialsCallback | null = null;
  #keeper: Promise<CredentialsKeeper> | null = null;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...Object.keys(this.secretAttributes)];
  }

  /** Gives the credentials when they are first needed, and when they are refused. */
  @property({attribute: false})
  get credentials(): CredentialsCallback | null {
    return this.#callback;
  }

  set credentials(callback: CredentialsCallback | null) {
    this.#callback = callback;
    this.#keeper = null;
    this.credentialsChanged();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    const {secretAttributes} = this.constructor as typeof ConnectorElement;
    const part = Object.hasOwn(secretAttributes, name) ? secretAttributes[name] : undefined;
    if (!part) return super.attributeChangedCallback(name, old, value);
    if (value === null) return;
    this.#given = {...this.#given, [part]: value};
    this.#keeper = null;
    // So that no copy of the page's markup has it.
    this.removeAttribute(name);
    this.credentialsChanged();
  }

  /**
   * Keeps what was given, and what the callback gives, for requests.
   *
   * @param options - `keyHeader` is the header for a key, `username` goes with a password
   */
  protected keeper(
    service: string,
    {keyHeader, username}: {keyHeader?: string; username?: string} = {},
  ): Promise<CredentialsKeeper> {
    const given = this.#given;
    const named = given.password !== undefined && username ? {...given, username} : given;
    return (this.#keeper ??= import('../magics/credentials.js').then(
      ({CredentialsKeeper}) =>
        new CredentialsKeeper({
          ...{service, connection: this.name, given: named, ask: this.#callback},
          ...(keyHeader && {keyHeader}),
        }),
    ));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // It may be for another service now.
    if (this.hasUpdated) this.#keeper = null;
  }

  /** Called when what was made with the old credentials is out of date. */
  protected credentialsChanged(): void {}
}
