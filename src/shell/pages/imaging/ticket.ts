// What addresses of frames carry: whose they are, and of which version of which study, sealed. Only a page of the study hands
// them out, which the log of the record tells of, so that each frame need not be told of by itself.
import type { SignedInVisit } from '../../web/visit.ts';

export interface FrameTicket {
  readonly recordId: string;
  readonly blobSet: string;
}

const kind = 'frames of a study';

/** In digits that an address keeps: of its letters, capitals are lost. */
export function sealTicket({ vault, person }: SignedInVisit, ticket: FrameTicket): string {
  const inside = { kind, personId: person.id, ...ticket };
  return vault.keys.seal(Buffer.from(JSON.stringify(inside))).toString('hex');
}

/** Undefined for what was not sealed here, or for somebody else. */
export function openTicket({ vault, person }: SignedInVisit, sealed: string): FrameTicket | undefined {
  try {
    const inside = JSON.parse(vault.keys.open(Buffer.from(sealed, 'hex')).toString());
    const { recordId, blobSet } = inside;
    return inside.kind === kind && inside.personId === person.id ? { recordId, blobSet } : undefined;
  } catch {
    return undefined;
  }
}
