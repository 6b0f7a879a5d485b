// What addresses of lists carry that tells of a record: places in it, and words that are looked for. It is sealed.
import type { ThingPlace } from '../../../core/things/query.ts';
import type { Vault } from '../../../core/vault.ts';
import { notFound } from '../problem.ts';

interface Kinds {
  readonly place: ThingPlace;
  readonly words: string;
}

export function sealInto<Kind extends keyof Kinds>({ keys }: Vault, kind: Kind, value: Kinds[Kind]): string {
  return keys.seal(Buffer.from(JSON.stringify({ kind: `list ${kind}`, value }))).toString('base64url');
}

/** Undefined for none. @throws Problem for what was not sealed here */
export function openFrom<Kind extends keyof Kinds>(
  { keys }: Vault,
  kind: Kind,
  sealed: string | undefined,
): Kinds[Kind] | undefined {
  if (!sealed) return undefined;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    if (inside.kind === `list ${kind}`) return inside.value;
  } catch {
    // Told below.
  }
  throw notFound();
}
