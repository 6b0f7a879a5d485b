// What one request does to a record: puts versions, operation numbers, quota, audit and event into the transaction at hand.
// Called by all who plan writes, some things at a time.
import type { Grant } from '../authorization/grant.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import { attachBlobs } from '../blobs/request.ts';
import { listRelatedIds } from '../documents/about.ts';
import { isClinicalDocument, noteDocument } from '../imports/automatic.ts';
import { noteCountry } from '../records/country.ts';
import type { Usage } from '../records/ports.ts';
import { demandRoom } from '../records/room.ts';
import { areToldOf } from '../reminders/told-of.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { PlannedWrite } from './plan.ts';
import type { ThingsWriter } from './ports.ts';
import { flag, getOrdinal, type LogPlace, type RecordOperation, type StoredThing } from './thing.ts';

/** What people did by the pages, where the trail says it more closely than that things were put. */
export type ThingsAction =
  | 'AddThings'
  | 'ChangeThings'
  | 'RevertThings'
  | 'RestoreThings'
  | 'SecludeThings'
  | 'AddFile'
  | 'FileMessage'
  | 'ImportThings'
  | 'UndoImport';

/** What hides or takes back what is there already. */
const takesBack: readonly (ThingsAction | undefined)[] = ['RestoreThings', 'SecludeThings', 'UndoImport'];

export class Changes {
  readonly #db: Writer;
  readonly #vault: Vault;
  readonly #grant: Grant;
  readonly #action: ThingsAction | undefined;
  readonly #things: ThingsWriter;
  readonly #now: number;
  readonly #thingIds: string[] = [];
  readonly #typeIds = new Set<string>();
  #before: Usage | undefined;
  #addedBytes = 0;
  #addedBlobBytes = 0;
  #blobsListed = 0;
  #isOpen = false;
  #areDeletes = true;

  constructor(db: Writer, vault: Vault, grant: Grant, action?: ThingsAction) {
    this.#db = db;
    this.#vault = vault;
    this.#grant = grant;
    this.#action = action;
    this.#things = db.things(grant);
    this.#now = vault.clock.now();
  }

  /** @throws recordFull, blobTaken, tooManyThings */
  *add(plan: readonly PlannedWrite[]): Work<void> {
    const before = yield* this.#lookBefore();
    for (const { version, previous, operation, newBlobs } of plan) {
      if (!operation) continue;
      const added = newBlobs.reduce((sum, { length }) => sum + length, 0);
      this.#addedBlobBytes += added;
      this.#addedBytes += version.size + added;
      // Deleting is how room is made, so it is never refused.
      if (operation !== 'Delete') demandRoom(this.#vault, before, this.#addedBytes, this.#timesFull);
      const place = { sequence: before.sequence + 1, position: this.#thingIds.length };
      yield* this.#put(version, previous, operation, place);
      this.#isOpen ||= !isPersonal(version);
      this.#areDeletes &&= operation === 'Delete';
      this.#thingIds.push(version.id);
      this.#typeIds.add(version.typeId);
    }
    this.#blobsListed = yield* take(attachBlobs(this.#db, this.#vault, this.#grant, plan, this.#blobsListed));
  }

  /** @returns the number of the operation; where nothing changed, of the one before */
  *end(): Work<number> {
    const before = yield* this.#lookBefore();
    if (this.#thingIds.length === 0) return before.sequence;
    const { recordId, personId, app, avenue } = this.#grant;
    // What one request changes is one operation.
    const sequence = before.sequence + 1;
    const at = this.#now;
    const thingIds = this.#thingIds;
    const row = {
      at,
      action: this.#action ?? (this.#areDeletes ? 'RemoveThings' : 'PutThings'),
      personId,
      appId: app?.id,
      recordId,
      avenue,
      details: { things: thingIds, sequence },
    };
    const logEnd = yield* take(this.#db.audit.addTo(row, before.logEnd));
    yield* take(
      this.#db.records.setUsage(recordId, {
        bytes: before.bytes + this.#addedBytes,
        blobBytes: before.blobBytes + this.#addedBlobBytes,
        sequence,
        updatedAt: at,
        isOpen: this.#isOpen,
        logEnd,
      }),
    );
    if (areToldOf(this.#typeIds)) yield* take(this.#db.reminders.lookAtNext(recordId));
    if (before.hasSubscribers)
      yield* take(
        this.#db.outbox.add({
          at,
          kind: 'things-changed',
          recordId,
          payload: { typeIds: [...this.#typeIds], thingIds, sequence },
        }),
      );
    return sequence;
  }

  /**
   * How often the limits may be filled. What people hide or take back is there already: that goes on where there is no room
   * too, up to twice as much, since every time leaves a version.
   */
  get #timesFull(): number {
    return takesBack.includes(this.#action) ? 2 : 1;
  }

  *#lookBefore(): Work<Usage> {
    this.#before ??= yield* take(this.#db.records.usage(this.#grant.recordId));
    return this.#before;
  }

  *#put(
    version: StoredThing,
    previous: StoredThing | undefined,
    operation: RecordOperation['operation'],
    place: LogPlace,
  ): Work<void> {
    const things = this.#things;
    const placed = previous ? madeAfter(version, previous) : { ...version, ordinal: getOrdinal(place) };
    yield* take(things.putVersion(placed, previous));
    const related = listRelatedIds(placed.commonXml);
    const namesAny = related.length > 0 || (previous && listRelatedIds(previous.commonXml).length > 0);
    // What is removed names what it named.
    if (namesAny && operation !== 'Delete') yield* take(things.putRelated(placed, related));
    yield* take(noteCountry(this.#db, this.#grant.recordId, placed));
    if (!previous && this.#action !== 'ImportThings' && isClinicalDocument(placed.typeId))
      yield* take(noteDocument(this.#db, this.#vault, this.#grant, placed));
    yield* take(
      things.addOperation({
        sequence: place.sequence,
        position: place.position,
        operation,
        thingId: version.id,
        versionStamp: version.versionStamp,
        typeId: version.typeId,
        effectiveDate: version.effectiveDate,
        updatedEndDate: version.updatedEndDate,
        personal: isPersonal(version),
        at: this.#now,
      }),
    );
  }
}

/** Of one plan. */
export const apply = goOn(function* (
  db: Writer,
  vault: Vault,
  grant: Grant,
  plan: readonly PlannedWrite[],
  action: ThingsAction,
): Work<void> {
  const changes = new Changes(db, vault, grant, action);
  yield* changes.add(plan);
  yield* changes.end();
});

/** The order of versions is that of their times, so none has the time of the one before, nor an earlier one. */
function madeAfter(version: StoredThing, previous: StoredThing): StoredThing {
  if (version.updated.at > previous.updated.at) return version;
  return { ...version, updated: { ...version.updated, at: previous.updated.at + 1 } };
}

function isPersonal({ flags }: StoredThing): boolean {
  return (flags & flag.personal) !== 0;
}
