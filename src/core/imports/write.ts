// Writes an import into the record, a slice in each transaction, which says too that it was written: whatever ends the process,
// nothing comes twice and nothing is missing.
import type { Candidate } from '../../formats/format.ts';
import { escapeText } from '../../schema/xml-reader.ts';
import { getVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { findAppGrant, findPersonGrant, makePersonGrant } from '../authorization/grants.ts';
import { keepWithin } from '../fhir/access.ts';
import { resourcesOfThing, settingsOfIndex } from '../fhir/mapping.ts';
import { isOpen } from '../fhir/resources.ts';
import type { Tenure } from '../leases/tenure.ts';
import { parseScopes, type Scopes } from '../smart/scopes.ts';
import type { Reader, Writer } from '../store.ts';
import type { ThingWrite } from '../things/plan.ts';
import { flag, type StoredThing } from '../things/thing.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { isClinicalDocument } from './automatic.ts';
import { change, explainStop, type ImportChange } from './change.ts';
import { compare, getSourceItem, isFixed, mayWrite } from './compare.ts';
import { noteTakenOver, printOrigin } from './document.ts';
import { dropUntaken, type StoredFiles, storeFiles } from './files.ts';
import { nameSource } from './found.ts';
import { type Giver, type Import, type ImportKey, isUnasked } from './import.ts';
import { type Compared, own, same } from './present.ts';

export async function writeImport(vault: Vault, key: ImportKey, tenure: Tenure): Promise<void> {
  try {
    while (!tenure.isOver()) {
      const after = await writeNext(vault, key);
      if (after?.state !== 'writing') return;
      // Others get their turn between slices.
      await new Promise(setImmediate);
    }
  } catch (error) {
    const why = explainStop(error);
    if (!why) throw error;
    await change(vault, key, ['writing'], async (_, { about }) => ({
      state: 'stopped',
      about: { ...about, ...why },
    }));
  }
}

async function writeNext(vault: Vault, key: ImportKey): Promise<Import | undefined> {
  const before = await vault.store.read(db => db.imports.byId(key));
  if (before?.state !== 'writing') return undefined;
  const files = await storeFiles(
    vault,
    before,
    ({ candidate, isTwice }, place) => !isTwice && !isUnticked(before, candidate, `${before.done}.${place}`),
  );
  try {
    return await change(vault, key, ['writing'], (db, one) =>
      // Another node may have written it meanwhile.
      one.done === before.done ? writeSlice(db, vault, one, files) : undefined,
    );
  } finally {
    await dropUntaken(vault, files);
  }
}

/** One item, and what it takes the place of. */
interface Chosen {
  readonly candidate: Candidate;
  readonly thing: StoredThing | undefined;
  readonly file: FileOfItem | undefined;
}

type FileOfItem = ReturnType<StoredFiles['get']>;

async function writeSlice(
  db: Writer,
  vault: Vault,
  begun: Import,
  files: StoredFiles,
): Promise<ImportChange> {
  let one = begun;
  const position = one.done;
  const staged = position < one.total ? await db.imports.slice(one, position) : undefined;
  if (!staged) return end(db, vault, one);
  const now = vault.clock.now();
  const grant = await makePersonGrant(db, one.personId, one.recordId, now);
  const left = staged.map(({ candidate }, place) => isUnticked(one, candidate, `${position}.${place}`));
  const twice = staged.filter(({ isTwice }, place) => isTwice && !left[place]).length;
  const candidates = staged.flatMap(({ candidate, isTwice }, place) =>
    left[place] || isTwice ? [] : [candidate],
  );
  const shownOf = new Map(
    staged.map(({ candidate, similarId }, place) => [
      candidate,
      { line: `${position}.${place}`, similarId, file: files.get(place) },
    ]),
  );
  const { format = '' } = one.about;
  const compared = await compare(db, grant, now, { key: one, format, candidates });
  const giver = await findGiver(db, one, now);
  const tally = {
    ...one.tally,
    same: one.tally.same + twice,
    unticked: one.tally.unticked + staged.length - candidates.length - twice,
  };
  const chosen: Chosen[] = [];
  const changed = new Set(compared.flatMap(({ thing, restated = [] }) => [thing?.id ?? [], restated].flat()));
  for (const [i, candidate] of candidates.entries()) {
    const { decision, thing, similar } = decide(one, shownOf.get(candidate), compared[i], changed);
    if (thing) changed.add(thing.id);
    if (decision === 'same' && similar) await noteFound(db, one, candidate, similar);
    const isWritten = decision === 'new' || decision === 'changed';
    const isLeft = isWritten && giver && !giver.may(candidate, decision);
    tally[isLeft ? 'leftToChoose' : decision]++;
    if (isWritten && !isLeft) chosen.push({ candidate, thing, file: shownOf.get(candidate)?.file });
  }
  const document = one.about.document ? undefined : chosen.find(isWhole);
  if (document) {
    // It comes before what is read of it, which names it.
    const [thingId = ''] = await write(db, vault, grant, one, [document]);
    one = { ...one, about: { ...one.about, document: { thingId, isReadOnly: false, isAuto: false } } };
  }
  await write(
    db,
    vault,
    grant,
    one,
    chosen.filter(each => each !== document),
  );
  await db.imports.dropSlice(one, position);
  const done = position + 1;
  const isOver = done === one.total;
  const after = { ...one, tally };
  return { done, tally, ...(document && { about: one.about }), ...(isOver && (await end(db, vault, after))) };
}

interface GiverRights {
  may(candidate: Candidate, decision: 'new' | 'changed'): boolean;
}

/**
 * What is added without asking is what its giver may write, by the rights that they have now. Undefined where a person chose, or
 * it came to an address of their own.
 */
async function findGiver(
  db: Reader,
  { about, recordId }: Import,
  now: number,
): Promise<GiverRights | undefined> {
  const { document } = about;
  if (!document?.isAuto) return undefined;
  const { giver } = document;
  const grant = giver && (await findGrantOf(db, giver, recordId, now));
  if (!grant) return { may: () => false };
  const { scopes } = grant;
  return {
    may: (candidate, decision) =>
      mayWrite(grant, now, candidate, decision) &&
      (!scopes || isWithinScopes(scopes, candidate, decision, now)),
  };
}

/** Would the FHIR interface take it by the scopes of the token that its document came with? */
function isWithinScopes(
  scopes: Scopes,
  { typeId, xml: dataXml }: Candidate,
  decision: 'new' | 'changed',
  now: number,
): boolean {
  const [own] = resourcesOfThing({ typeId, dataXml, commonXml: '' }, settingsOfIndex);
  return own !== undefined && isOpen(own.resource, keepWithin(scopes), decision === 'new' ? 'c' : 'u', now);
}

async function findGrantOf(
  db: Reader,
  { appId, personId, avenue, scopes }: Giver,
  recordId: string,
  now: number,
): Promise<Grant | undefined> {
  if (appId === undefined) return findPersonGrant(db, personId, recordId, now);
  const app = await db.applications.byId(appId);
  return (
    app &&
    findAppGrant(
      db,
      app,
      { id: personId, avenue, ...(scopes !== undefined && { withScopes: parseScopes(scopes) }) },
      recordId,
      now,
    )
  );
}

function isWhole({ candidate }: Chosen): boolean {
  return isClinicalDocument(candidate.typeId);
}

async function end(db: Writer, vault: Vault, one: Import): Promise<ImportChange> {
  const { document } = one.about;
  const { tally } = one;
  // Of which everything is left to be chosen nothing was taken over.
  const isLeft = tally.leftToChoose > 0 && tally.new + tally.changed + tally.same === 0;
  if (document && !isLeft) {
    const grant = await makePersonGrant(db, one.personId, one.recordId, vault.clock.now());
    const noted = await noteTakenOver(db, vault, grant, document);
    if (noted)
      await db.imports.putThing(
        one,
        { thingId: noted.id, versionStamp: noted.versionStamp, previousStamp: undefined },
        undefined,
      );
  }
  return { state: 'done' };
}

/** A line as its person saw it. */
interface ShownLine {
  readonly line: string;
  readonly similarId: string | undefined;
}

/** What its person said of what is similar holds for what they were shown; of two that are to take one place, the second stands beside. */
function decide(
  one: Import,
  shown: ShownLine | undefined,
  compared: Compared | undefined,
  changed: ReadonlySet<string>,
): Compared {
  if (!compared || !shown) return refused;
  // An earlier slice says what it would change, so the person was shown both.
  if (compared.thing && compared.thing.id === shown.similarId)
    return decide(one, shown, { decision: 'similar', similar: compared.thing }, changed);
  const { similar } = compared;
  if (compared.decision !== 'similar' || !similar) return compared;
  const { replacing, beside, besideAll, keeping } = one.about.unticked ?? {};
  const isOne = getVersion(similar.typeId).type.singleton;
  const isShown = similar.id === shown.similarId;
  const added = isOne ? own : { decision: 'new' as const };
  if (isShown && replacing?.includes(shown.line) && !isFixed(similar))
    return changed.has(similar.id) ? added : { decision: 'changed', thing: similar };
  if (isShown && keeping?.includes(shown.line) && !changed.has(similar.id)) return { ...same, similar };
  // It came since, or nobody is asked.
  const isAsked = !besideAll && !beside?.includes(shown.line) && !isUnasked(one);
  const isNew = !isAsked || shown.similarId === undefined;
  return isNew ? added : compared;
}

const refused: Compared = { decision: 'refused' };

/** The thing came from this file too, which is how the file is known when it comes again. */
async function noteFound(
  db: Writer,
  one: Import,
  candidate: Candidate,
  { id: thingId, versionStamp }: StoredThing,
): Promise<void> {
  const { format = '' } = one.about;
  const item = candidate.sourceId === undefined ? undefined : getSourceItem(format, candidate);
  await db.imports.putThing(one, { thingId, versionStamp, previousStamp: versionStamp }, item);
}

/** HealthVault gave an item of a document the id that it bears there; an id that something has already stays its own. */
async function findFreeClientIds(
  db: Writer,
  grant: Grant,
  { about }: Import,
  candidates: readonly Candidate[],
): Promise<ReadonlySet<string>> {
  if (!about.document) return new Set();
  const ids = candidates.flatMap(candidate => {
    const id = getOwnId(candidate);
    return id !== undefined && id.length <= clientIdMax ? [id] : [];
  });
  if (ids.length === 0) return new Set();
  const query = { clientIds: ids, filters: [], currentOnly: true, limit: ids.length };
  const taken = (await db.things(grant).query(query)).map(({ clientId }) => clientId);
  return new Set(ids.filter(id => !taken.includes(id)));
}

const clientIdMax = 255;

function getOwnId({ localId, sourceId }: Candidate): string | undefined {
  return localId ?? sourceId;
}

async function write(
  db: Writer,
  vault: Vault,
  grant: Grant,
  one: Import,
  chosen: readonly Chosen[],
): Promise<string[]> {
  if (chosen.length === 0) return [];
  const { format = '' } = one.about;
  const candidates = chosen.map(({ candidate }) => candidate);
  const clientIds = await findFreeClientIds(db, grant, one, candidates);
  const stored = new Map(chosen.flatMap(({ file }) => (file ? [[file.put, file.facts] as const] : [])));
  const written = await writeThingsIn(
    db,
    vault,
    grant,
    chosen.map(each => makeWrite(one, each, clientIds)),
    { overwrite: false, action: 'ImportThings', stored },
  );
  for (const [i, { candidate, thing }] of chosen.entries()) {
    const made = written[i];
    if (!made) continue;
    await db.imports.putThing(
      one,
      { thingId: made.id, versionStamp: made.versionStamp, previousStamp: thing?.versionStamp },
      candidate.sourceId === undefined ? undefined : getSourceItem(format, candidate),
    );
  }
  return written.map(({ id }) => id);
}

function makeWrite(
  { about: { document } }: Import,
  { candidate, thing, file }: Chosen,
  clientIds: ReadonlySet<string>,
): ThingWrite {
  const { typeId, xml, effectiveDate, endDate } = candidate;
  const ownId = getOwnId(candidate);
  const isFree = thing === undefined && ownId !== undefined && clientIds.has(ownId);
  const clientId = isFree ? ownId : thing?.clientId;
  const common = [printText('source', candidate.source), printText('note', candidate.note)];
  if (document) common.push(printOrigin(document, clientId));
  const commonXml = common.some(part => part !== '') ? `<common>${common.join('')}</common>` : '';
  const isReadOnly = document?.isReadOnly && getVersion(typeId).type.allowsReadOnly;
  return {
    typeId,
    data: { xml, commonXml, clientId, effectiveDate, endDate },
    ...(isReadOnly && { flags: flag.readOnly }),
    ...(thing && { id: thing.id, versionStamp: thing.versionStamp }),
    ...(file && { blobs: [file.put] }),
  };
}

function printText(name: string, text: string | undefined): string {
  return text ? `<${name}>${escapeText(text)}</${name}>` : '';
}

/** Did its person say that they do not want it, or, of what is proposed, not that they do? */
function isUnticked({ about }: Import, candidate: Candidate, line: string): boolean {
  const { unticked, found } = about;
  if (unticked?.people?.includes(nameSource(candidate.person, found?.about ?? []))) return true;
  if (candidate.isProposed) {
    const source = nameSource(candidate.source, found?.proposed ?? []);
    if (!unticked?.proposed?.includes(source)) return true;
    return unticked.lines.includes(line) || unticked.typeIds.includes(candidate.typeId);
  }
  if (!unticked) return false;
  if (unticked.lines.includes(line) || unticked.typeIds.includes(candidate.typeId)) return true;
  if (unticked.sources.length === 0 || !found) return false;
  return unticked.sources.includes(nameSource(candidate.source, found.sources));
}
