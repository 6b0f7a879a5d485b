// A clinical document that the record holds, read item by item into it: what HealthVault called reconciling. It goes the way of
// a file, but that it is read from the record, and that what comes of it names it.
import { escapeText } from '../../schema/xml-reader.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import status from '../../things/status.ts';
import type { Grant } from '../authorization/grant.ts';
import { makePersonGrant } from '../authorization/grants.ts';
import type { Reader, Writer } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import { makeThing } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { clinicalTypes, isClinicalDocument } from './automatic.ts';
import type { Import, ImportedDocument } from './import.ts';
import type { Lent } from './read-thread.ts';

/** The document of that id, as far as the grant lets it be read. */
export async function findDocument(db: Reader, grant: Grant, id: string): Promise<StoredThing | undefined> {
  const [thing] = await db.things(grant).byIds([id]);
  return thing?.state === 'Active' && isClinicalDocument(thing.typeId) ? thing : undefined;
}

/** Are clinical documents open at all? */
export function mayReadDocuments(grant: Grant): boolean {
  return clinicalTypes.every(type => grant.mayEver('Read', currentVersion(type).id));
}

/** The bytes of the document, as its reader may have them; undefined where it is not there for them any more. */
export async function lendDocument(vault: Vault, one: Import): Promise<Lent | undefined> {
  const { document } = one.about;
  if (!document) return undefined;
  const thing = await vault.store.read(async db => {
    const grant = await makePersonGrant(db, one.personId, one.recordId, vault.clock.now());
    return findDocument(db, grant, document.thingId);
  });
  if (!thing) return undefined;
  const bytes = Buffer.from(thing.dataXml);
  return { length: bytes.length, read: async (from, to) => new Uint8Array(bytes.subarray(from, to)) };
}

/** What stands beside an item that came of a document: that it did, and how the document calls it. */
export function printOrigin({ thingId }: ImportedDocument, clientId: string | undefined): string {
  return `${printRelated(thingId, 'reconciled from')}${
    clientId === undefined ? '' : `<client-thing-id>${escapeText(clientId)}</client-thing-id>`
  }`;
}

function printRelated(thingId: string, relation: string): string {
  return `<related-thing><thing-id>${escapeText(thingId)}</thing-id><relationship-type>${relation}</relationship-type></related-thing>`;
}

/**
 * Notes that a document was taken over, as HealthVault did, for applications to see.
 * @returns its key; undefined where the person may add no such item
 */
export async function noteTakenOver(
  db: Writer,
  vault: Vault,
  grant: Grant,
  { thingId, isAuto }: ImportedDocument,
): Promise<{ id: string; versionStamp: string } | undefined> {
  if (!grant.permits('Create', currentVersion(status as ThingType).id)) return undefined;
  const [value, text] = isAuto
    ? ['AutoReconcileComplete', 'Auto-reconcile complete']
    : ['ReconcileComplete', 'Reconcile complete'];
  const code = [{ value, family: 'wc', type: 'status-types', version: '1' }];
  const made = makeThing(status, { statusType: { text, code } });
  const commonXml = `<common>${printRelated(thingId, 'status of')}</common>`;
  const write = { ...made, ...(made.data && { data: { ...made.data, commonXml } }) };
  const [written] = await writeThingsIn(db, vault, grant, [write], {
    overwrite: false,
    action: 'ImportThings',
  });
  return written;
}
