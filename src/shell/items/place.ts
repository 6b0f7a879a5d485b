// What addresses of lists carry that tells of a record: places in it, and words that are looked for. It is sealed for the
// person and the record at hand, for addresses are passed on and stay in other people's hands.
import type { MailPlace } from '../../core/direct/inbox/ports.ts';
import type { ThingPlace } from '../../core/things/query.ts';
import { notFound } from '../web/problem.ts';
import type { Visit } from '../web/visit.ts';

interface Kinds {
  readonly place: ThingPlace;
  readonly mail: MailPlace;
  readonly sent: string;
  readonly words: string;
}

export function sealInto<Kind extends keyof Kinds>(visit: Visit, kind: Kind, value: Kinds[Kind]): string {
  const inside = { kind: `${kind} in a list`, of: ownerOf(visit), value };
  return visit.vault.keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
}

/** Undefined for none, and for another's or another record's. @throws Problem for what was not sealed here */
export function openFrom<Kind extends keyof Kinds>(
  visit: Visit,
  kind: Kind,
  sealed: string | undefined,
): Kinds[Kind] | undefined {
  if (!sealed) return undefined;
  try {
    const inside = JSON.parse(visit.vault.keys.open(Buffer.from(sealed, 'base64url')).toString());
    if (inside.kind === `${kind} in a list`) return inside.of === ownerOf(visit) ? inside.value : undefined;
  } catch {
    // Told below.
  }
  throw notFound();
}

function ownerOf({ person, record }: Visit): string {
  return `${person?.id} ${record?.record.id}`;
}
