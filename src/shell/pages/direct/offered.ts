// What whoever writes a message may choose from: people they have to do with, and documents of the record.

import type { Grant } from '../../../core/authorization/grant.ts';
import { type Correspondent, listContacts } from '../../../core/direct/correspondents.ts';
import { listSent } from '../../../core/direct/outbox/sent.ts';
import { listThings } from '../../../core/things/list.ts';
import type { ShownThing } from '../../../core/things/query.ts';
import { makeShortForm } from '../../../core/things/short-form.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { documentTypeIds, getTitle, isDocument } from '../../items/documents/paper.tsx';
import { sayWhenShort } from '../../items/when.ts';
import type { Option } from '../../kit/fields.tsx';
import type { SignedInVisit } from '../../web/visit.ts';
import { sayLine } from './said.ts';
import type { Offered } from './write-form.tsx';

const knownMax = 12;
const sentLookedAt = 20;
const documentsShown = 15;

/** @param chosen items that are among it in any case, where the person may see them */
export async function listOffered(
  visit: SignedInVisit,
  { of, grant }: AtHand,
  chosen: readonly string[],
): Promise<Offered> {
  return {
    recordId: of.record.id,
    recordName: of.record.name,
    known: await listKnown(visit, grant),
    things: await listThingsToSend(visit, grant, chosen),
  };
}

/** Those written to lately, by the name that a contact has for them; then contacts. */
async function listKnown({ vault, person }: SignedInVisit, grant: Grant): Promise<Correspondent[]> {
  const contacts = await listContacts(vault, grant);
  const { messages } = await listSent(vault, person.id, { after: undefined, limit: sentLookedAt });
  const byAddress = new Map<string, Correspondent>();
  const names = new Map(contacts.map(({ name, address }) => [address.toLowerCase(), name]));
  for (const address of messages.flatMap(({ to }) => to))
    byAddress.set(address.toLowerCase(), { name: names.get(address.toLowerCase()) ?? '', address });
  for (const one of contacts) {
    const key = one.address.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, one);
  }
  return [...byAddress.values()].slice(0, knownMax);
}

/** The newest documents, behind what was chosen already. */
async function listThingsToSend(
  visit: SignedInVisit,
  grant: Grant,
  chosen: readonly string[],
): Promise<Option[]> {
  const { vault } = visit;
  const { things } = await listThings(vault, grant, {
    typeIds: documentTypeIds,
    after: undefined,
    limit: documentsShown,
  });
  const others = chosen.filter(id => !things.some(thing => thing.id === id));
  const found = await vault.store.read(db => db.things(grant).byIds(others));
  const active = found.filter(({ state }) => state === 'Active');
  return [...active, ...things].map(thing => sayThing(thing, visit));
}

function sayThing(thing: ShownThing, visit: SignedInVisit): Option {
  const { language } = visit;
  const { summary, datedTo } = makeShortForm(thing, language);
  const { effectiveDate } = thing;
  const kind = nameTypeId(thing.typeId, language);
  return {
    value: thing.id,
    label: isDocument(thing) ? sayLine(getTitle(thing)) : sayLine(summary),
    hint: [kind, sayWhenShort({ effectiveDate, datedTo }, visit)].join(', '),
  };
}
