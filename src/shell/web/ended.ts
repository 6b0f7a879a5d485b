// What ended, sealed for the undo of its notice: the apps that lost something by it get it back for a while only.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { EndedAuthorization, EndedTogether } from '../../core/authorization/end.ts';
import type { Vault } from '../../core/vault.ts';

export interface Ended<T> {
  readonly what: T;
  readonly authorizations: readonly EndedAuthorization[];
}

/** A notice travels in a cookie, of which browsers keep 4096 characters. */
const sealedBytesMax = 1600;
const appsKeptMs = 10 * 60_000;

/** Apps that there is no room for have to ask again. */
export function sealEnded<T>({ keys, clock }: Vault, kind: string, ended: Ended<T>): string {
  const seal = (inside: Ended<T>) => {
    const text = JSON.stringify({ kind, endedAt: clock.now(), ...inside });
    return keys.seal(deflateRawSync(text));
  };
  const whole = seal(ended);
  const fits = whole.length <= sealedBytesMax;
  return (fits ? whole : seal({ ...ended, authorizations: [] })).toString('base64url');
}

/** Undefined for what was not sealed here, or for something else. */
export function openEnded<T>(
  { keys, clock }: Vault,
  kind: string,
  sealed: string | null,
): (Ended<T> & EndedTogether) | undefined {
  try {
    const bytes = keys.open(Buffer.from(sealed ?? '', 'base64url'));
    const inside = JSON.parse(inflateRawSync(bytes).toString());
    if (inside.kind !== kind) return undefined;
    const { what, authorizations, endedAt } = inside;
    return { what, authorizations: endedAt + appsKeptMs > clock.now() ? authorizations : [], endedAt };
  } catch {
    return undefined;
  }
}
