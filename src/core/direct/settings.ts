// What settings say of Direct messaging.

export interface DirectSettings {
  /** The part of its people's addresses behind the @, folded. */
  readonly domain: string;
}
