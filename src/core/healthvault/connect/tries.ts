// How often codes may be looked up and questions answered: by account, and, far oftener, from one address. For connect requests and packages.
import { countTries, getAddressKey, takeBackTries } from '../../limits/rate-limit.ts';
import type { Vault } from '../../vault.ts';

export interface Trier {
  readonly vault: Vault;
  readonly address: string;
  /** Undefined while nobody is signed in. */
  readonly personId: string | undefined;
}

/**
 * Counts a try before it is judged, so that many at once get no further than one after the other.
 * @param kind what is tried, such as `identity code`
 * @returns takes the try back, for one that turned out well
 * @throws RETRY_LIMIT_EXCEEDED
 */
export async function countConnectTry(
  { vault, address, personId }: Trier,
  kind: string,
): Promise<() => Promise<void>> {
  const { connectTriesMax, connectTriesPerAddressMax, connectTriesWindowMs: windowMs } = vault.limits;
  const from = {
    kind: `${kind} from`,
    key: getAddressKey(address),
    isEndless: true,
    max: connectTriesPerAddressMax,
    windowMs,
  };
  const by = { kind: `${kind} by`, max: connectTriesMax, windowMs };
  const tries = personId === undefined ? [from] : [from, { ...by, key: personId }];
  await countTries(vault, tries);
  return () => takeBackTries(vault, tries);
}
