// Writes an import into the record, a slice in each transaction, which says too that it was written: whatever ends the process,
// nothing comes twice and nothing is missing.
import type { Candidate } from '../../formats/format.ts';
import { escapeText } from '../../schema/xml-reader.ts';
import type { Grant } from '../authorization/grant.ts';
import { makePersonGrant } from '../authorization/grants.ts';
import { Fault } from '../faults.ts';
import type { Tenure } from '../leases/tenure.ts';
import type { Writer } from '../store.ts';
import type { ThingWrite } from '../things/plan.ts';
import type { StoredThing } from '../things/thing.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { change, type ImportChange } from './change.ts';
import { compare, getSourceItem } from './compare.ts';
import { nameSource } from './found.ts';
import type { Import, ImportAbout, ImportKey } from './import.ts';

export async function writeImport(vault: Vault, key: ImportKey, tenure: Tenure): Promise<void> {
  try {
    while (!tenure.isOver()) {
      const after = await change(vault, key, ['writing'], (db, one) => writeSlice(db, vault, one));
      if (after?.state !== 'writing') return;
      // Others get their turn between slices.
      await new Promise(setImmediate);
    }
  } catch (error) {
    const why = error instanceof Fault ? stopsFor.get(error.reason) : undefined;
    if (!why) throw error;
    await change(vault, key, ['writing'], async (_, { about }) => ({
      state: 'stopped',
      about: { ...about, why },
    }));
  }
}

const stopsFor: ReadonlyMap<string, ImportAbout['why']> = new Map([
  ['recordFull', 'record-full'],
  ['accessDenied', 'no-access'],
]);

async function writeSlice(db: Writer, vault: Vault, one: Import): Promise<ImportChange> {
  const position = one.done;
  const staged = position < one.total ? await db.imports.slice(one, position) : undefined;
  if (!staged) return { state: 'done' };
  const now = vault.clock.now();
  const grant = await makePersonGrant(db, one.personId, one.recordId, now);
  const left = staged.map(({ candidate }, place) => isUnticked(one, candidate, `${position}.${place}`));
  const candidates = staged.flatMap(({ candidate }, place) => (left[place] ? [] : [candidate]));
  const { format = '' } = one.about;
  const compared = await compare(db, grant, now, { format, candidates });
  const tally = { ...one.tally, unticked: one.tally.unticked + staged.length - candidates.length };
  const writes: { candidate: Candidate; write: ThingWrite; thing: StoredThing | undefined }[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const { decision, thing } = compared[i] ?? { decision: 'refused' };
    tally[decision]++;
    if (decision === 'new' || decision === 'changed')
      writes.push({ candidate, write: makeWrite(candidate, thing), thing });
  }
  await write(db, vault, grant, one, writes);
  await db.imports.dropSlice(one, position);
  const done = position + 1;
  return { done, tally, ...(done === one.total && { state: 'done' }) };
}

async function write(
  db: Writer,
  vault: Vault,
  grant: Grant,
  one: Import,
  writes: readonly { candidate: Candidate; write: ThingWrite; thing: StoredThing | undefined }[],
): Promise<void> {
  if (writes.length === 0) return;
  const { format = '' } = one.about;
  const written = await writeThingsIn(
    db,
    vault,
    grant,
    writes.map(({ write }) => write),
    { overwrite: false, action: 'ImportThings' },
  );
  for (const [i, { candidate, thing }] of writes.entries()) {
    const made = written[i];
    if (!made) continue;
    await db.imports.putThing(
      one,
      { thingId: made.id, versionStamp: made.versionStamp, previousStamp: thing?.versionStamp },
      candidate.sourceId === undefined ? undefined : getSourceItem(format, candidate),
    );
  }
}

function makeWrite(candidate: Candidate, thing: StoredThing | undefined): ThingWrite {
  const { typeId, xml, effectiveDate, endDate } = candidate;
  const data = { xml, commonXml: printCommon(candidate), clientId: thing?.clientId, effectiveDate, endDate };
  return { typeId, data, ...(thing && { id: thing.id, versionStamp: thing.versionStamp }) };
}

function printCommon({ source, note }: Candidate): string {
  const parts = Object.entries({ source, note }).flatMap(([name, text]) =>
    text ? `<${name}>${escapeText(text)}</${name}>` : [],
  );
  return parts.length > 0 ? `<common>${parts.join('')}</common>` : '';
}

/** Did its person say that they do not want it? */
function isUnticked({ about }: Import, candidate: Candidate, line: string): boolean {
  const { unticked, found } = about;
  if (!unticked) return false;
  if (unticked.lines.includes(line) || unticked.typeIds.includes(candidate.typeId)) return true;
  if (unticked.sources.length === 0 || !found) return false;
  return unticked.sources.includes(nameSource(candidate.source, found.sources));
}
