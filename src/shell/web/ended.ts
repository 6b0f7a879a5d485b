// What ended, sealed for the undo of its notice: the apps that lost something by it get it back for a while only.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { EndedAuthorization, EndedTogether } from '../../core/authorization/end.ts';
import type { Awaitable } from '../../core/awaitable.ts';
import { hashSha256 } from '../../core/secrets.ts';
import type { Writer } from '../../core/store.ts';
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

/** How long an undo can be used. */
const undoMs = 24 * 60 * 60_000;

/** Undefined for what was not sealed here, for something else, and where it is too late. */
export function openEnded<T>(
  { keys, clock }: Vault,
  kind: string,
  sealed: string | null,
): (Ended<T> & EndedTogether) | undefined {
  try {
    const bytes = keys.open(Buffer.from(sealed ?? '', 'base64url'));
    const inside = JSON.parse(inflateRawSync(bytes).toString());
    const { what, authorizations, endedAt } = inside;
    if (inside.kind !== kind || endedAt + undoMs <= clock.now()) return undefined;
    return { what, authorizations: endedAt + appsKeptMs > clock.now() ? authorizations : [], endedAt };
  } catch {
    return undefined;
  }
}

/** Marks an undo as used. @returns whether it had not been */
export function useUndo(db: Writer, { clock }: Vault, sealed: string, endedAt: number): Awaitable<boolean> {
  // The same bytes can be spelled in several ways.
  const hash = hashSha256(Buffer.from(sealed, 'base64url'));
  return db.sessions.useOnce('undo', hash, clock.now(), endedAt + undoMs);
}
