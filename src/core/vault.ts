// What core functions work on: one vault's store, clock, ids, keys, limits.

import type { TrustedIssuer } from '../formats/format.ts';
import type { VocabularyGrant } from './applications/application.ts';
import type { Backups } from './backup/settings.ts';
import type { BlobStore } from './blobs/ports.ts';
import type { DirectRoads } from './direct/outbox/roads.ts';
import type { DirectSettings } from './direct/settings.ts';
import type { PictureReader } from './documents/ports.ts';
import type { Instance } from './instance.ts';
import type { Limits } from './limits/limits.ts';
import type { MailSettings } from './mail/mail.ts';
import type { Memory } from './memory.ts';
import type { IdentityProvider } from './people/identity-provider.ts';
import type { SignUpPolicy } from './people/sign-up-policy.ts';
import type { LockedKeys } from './seals/ports.ts';
import type { TrustStore } from './signatures/ports.ts';
import type { Brand } from './smart/brand.ts';
import type { Store } from './store.ts';
import type { PrintSummary } from './summary/ports.ts';
import type { Schedule } from './vaccines/schedule.ts';
import type { Clock, Ids } from './world.ts';

export interface Vault {
  /** The same for as long as there is this vault, wherever it lies and whatever its address. */
  readonly id: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keys: LockedKeys;
  readonly blobs: BlobStore;
  readonly limits: Limits;
  readonly memory: Memory;
  readonly instance: Instance;
  readonly mode: 'sandbox' | 'production';
  /** May the vault send to addresses of private networks, where a client names them? */
  readonly allowPrivateNetworks: boolean;
  readonly mail: MailSettings;
  /** Out of the vault, for Direct messages. */
  readonly directRoads: DirectRoads;
  /** Undefined where the vault has no domain for it. */
  readonly direct: DirectSettings | undefined;
  readonly signUp: SignUpPolicy;
  /** Who may vouch for people who sign in. */
  readonly identityProviders: readonly IdentityProvider[];
  /** Open to the applications registered for them alone. */
  readonly restrictedVocabularies: readonly VocabularyGrant[];
  /** Who may vouch for those who sign things. */
  readonly trust: TrustStore;
  /** Of vaccines; the WHO's is the last. */
  readonly vaccineSchedules: readonly Schedule[];
  /** Whose health cards are taken at their word. */
  readonly cardIssuers: readonly TrustedIssuer[];
  /** Undefined where nothing on this machine reads pictures. */
  readonly ocr: PictureReader | undefined;
  readonly printSummary: PrintSummary;
  /** Who runs the vault, as the operator has applications show it. */
  readonly brand: Brand | undefined;
  /** Writes a line to the log of the server: figures and reasons, never anything that a person wrote. */
  readonly log: (
    level: 'info' | 'warn' | 'error',
    facts: Readonly<Record<string, string | number>>,
    words: string,
  ) => void;
  /** Undefined where the settings name no place for them. */
  readonly backups: Backups | undefined;
  /** The version of Keepwell. */
  readonly version: string;
}
