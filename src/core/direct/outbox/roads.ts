// The ways that Direct messages take out of the vault: how certificates of others are found, and how mail gets to their
// servers. Facades/direct/ has them.

/** What a look-up of certificates brought. */
export interface FoundCertificates {
  /** DER, as they were published; of the address before those of its domain. */
  readonly certificates: readonly Buffer[];
  /** How long, as those who publish them say. */
  readonly ttlMs: number;
}

export interface Envelope {
  readonly from: string;
  readonly to: string;
}

export interface DirectRoads {
  /** Whatever is published for an address or its domain, whether good or not. @throws RoadProblem `later` */
  findCertificates(address: string, signal: AbortSignal): Promise<FoundCertificates>;
  /** Hands a message to the server of its recipient, and ends when that has it. @throws RoadProblem */
  deliver(mail: Envelope & { readonly raw: Buffer }, signal: AbortSignal): Promise<void>;
}

/** Why a copy did not go out. */
export type RoadWord =
  | 'look-up-failed'
  | 'no-certificate'
  | 'not-trusted'
  | 'no-such-domain'
  | 'no-mail'
  | 'private-network'
  | 'unreachable'
  | 'no-tls'
  | 'put-off'
  | 'refused'
  | 'no-such-address'
  | 'too-large'
  | 'no-key'
  | 'other-key-file';

/** Nothing of the mail and nothing a server said is in it. */
export class RoadProblem extends Error {
  readonly word: RoadWord;
  /** May it be otherwise at another time? */
  readonly isPassing: boolean;
  constructor(word: RoadWord, isPassing: boolean) {
    super(word);
    this.name = 'RoadProblem';
    this.word = word;
    this.isPassing = isPassing;
  }
}
