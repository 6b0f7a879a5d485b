// How often codes may be looked up and questions answered, by address and by account. For connect requests and packages.
import { fault } from '../errors.ts';
import { addressKey, countTry, uncountTry } from '../limits/rate-limit.ts';
import type { Vault } from '../vault.ts';

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
export function countConnectTry({ vault, address, personId }: Trier, kind: string): () => void {
  const { connectTriesMax: max, connectTriesWindowMs: windowMs } = vault.limits;
  const tries: readonly (readonly [kind: string, key: string])[] = [
    [`${kind} from`, addressKey(address)],
    ...(personId === undefined ? [] : ([[`${kind} by`, personId]] as const)),
  ];
  if (!tries.every(([name, key]) => countTry(vault, name, key, { max, windowMs })))
    throw fault('RETRY_LIMIT_EXCEEDED');
  return () => {
    for (const [name, key] of tries) uncountTry(vault, name, key);
  };
}
