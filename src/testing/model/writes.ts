// What the model makes of PutThings, OverwriteThings and RemoveThings. The first thing at fault refuses the request.
// Within a thing faults are found in this order: is it there for the caller (13), may the caller (11), the version
// stamp (60, 61), the type (19, 90, 85), the flags (154, 161, 156).

import type { Command, StampDraft, ThingRef, WriteDraft } from './commands.ts';
import { commonXml, days, effectiveDate, itemXml, kindOf, otherVersion, typeEnd } from './kinds.ts';
import {
  current,
  familyOf,
  type Grant,
  latestSequence,
  may,
  type Operation,
  Refused,
  type Stamp,
  type State,
  type Thing,
  type Version,
} from './state.ts';

/** A thing as a request names it. */
export interface NamedThing {
  /** Undefined for an id that never was. */
  readonly thing: Thing | undefined;
  /** The model's name of the stamp to send. */
  readonly stamp: string | 'missing' | 'unknown';
}

export interface Key {
  readonly thing: string;
  readonly version: string;
}

type Put = Extract<Command, { do: 'put' }>;
type Remove = Extract<Command, { do: 'remove' }>;

export function named(state: State, record: number, { number, among, stamp }: ThingRef): NamedThing {
  const all = among === 'anywhere' ? [...state.things.values()] : state.records[record]!.things;
  const things =
    among === 'anywhere' ? all : all.filter(thing => current(thing).deleted === (among === 'deleted'));
  const thing = things.length > 0 ? things[number % things.length] : undefined;
  return { thing, stamp: thing ? stampOf(thing, stamp) : 'unknown' };
}

function stampOf({ versions }: Thing, stamp: StampDraft): string {
  if (stamp === 'right') return versions.at(-1)!.name;
  if (stamp === 'old') return versions.at(-2)?.name ?? 'unknown';
  return stamp;
}

/** Who sees nothing to change makes something new. */
export function meant(state: State, record: number, write: WriteDraft): WriteDraft {
  const { thing } = write;
  return thing?.among === 'present' && write.content && !named(state, record, thing).thing
    ? { ...write, thing: undefined }
    : write;
}

/** The kind that a write names. */
export function kindSent({ kind, kindIs }: WriteDraft, thing: Thing | undefined): WriteDraft['kind'] {
  if (!thing || kindIs === 'any') return kind;
  const kept = current(thing).kind;
  return kindIs === 'same' ? kept : otherVersion(kept);
}

interface Planned {
  readonly thing: Thing | undefined;
  readonly name: string;
  readonly version: Version;
  readonly what: Operation['what'] | undefined;
}

export function put(state: State, { by, version, overwrite, writes }: Put): Key[] {
  const grant = state.grant(by);
  for (const write of writes) {
    // Without a type-id there is nothing that says how to read the data.
    if (write.content && !write.withType) throw new Refused(3);
  }
  if (writes.length > state.limits.thingsPerPut) throw new Refused(124);
  const planned: Planned[] = [];
  for (const write of writes) {
    const sent = { ...meant(state, grant.record, write), ...(version === 1 && { end: undefined }) };
    planned.push(
      sent.thing ? update(state, grant, sent, overwrite, planned) : create(state, grant, sent, planned),
    );
  }
  apply(state, grant, planned);
  return planned.map(({ name, version }) => ({ thing: name, version: version.name }));
}

function stamp(state: State, { app, person, how }: Grant): Stamp {
  return { at: state.now(), app, person, how };
}

/** Of a version that follows another: a moment later at least. */
function laterStamp(state: State, grant: Grant, { updated }: Version): Stamp {
  const now = stamp(state, grant);
  return { ...now, at: Math.max(now.at, updated.at + 1) };
}

function create(state: State, grant: Grant, write: WriteDraft, before: readonly Planned[]): Planned {
  if (!write.withType) throw new Refused(19);
  const { content, kind } = write;
  const { family, singleton, mayBeReadOnly } = kindOf(kind);
  if (!content) throw new Refused(3);
  const effective = effectiveDate(kind, content) ?? local(state.now());
  if (!may(grant, 'Create', family, effective)) throw new Refused(11);
  const isFamily = (version: Version) => !version.deleted && familyOf(version) === family;
  if (singleton) {
    const there = state.records[grant.record]!.things.map(current).some(isFamily);
    if (there || before.some(({ thing, version }) => !thing && isFamily(version))) throw new Refused(60);
  }
  const readOnly = asksReadOnly(write);
  if (readOnly && !mayBeReadOnly) throw new Refused(155);
  const created = stamp(state, grant);
  const version: Version = {
    name: state.newName('version'),
    kind,
    deleted: false,
    readOnly,
    effective,
    ends: endAfter(write, undefined),
    tags: tagsText(write),
    content,
    created,
    updated: created,
  };
  return { thing: undefined, name: state.newName('thing'), version, what: 'Create' };
}

function update(
  state: State,
  grant: Grant,
  write: WriteDraft,
  overwrite: boolean,
  before: readonly Planned[],
): Planned {
  const { thing, stamp: sentStamp } = named(state, grant.record, write.thing!);
  // An id that never was is another one every time.
  if (!thing || thing.record !== grant.record || before.some(other => other.thing === thing))
    throw new Refused(13);
  const kept = current(thing);
  if (kept.deleted) throw new Refused(13);
  if (!may(grant, 'Update', familyOf(kept), kept.effective)) throw new Refused(11);
  checkStamp(sentStamp, kept);
  const kind = write.withType ? kindSent(write, thing) : kept.kind;
  checkKind(kind, kept, write, overwrite);
  const { content } = write;
  const effective = content ? (effectiveDate(kind, content) ?? local(kept.created.at)) : kept.effective;
  if (!may(grant, 'Update', familyOf(kept), effective)) throw new Refused(11);
  checkFlags(write, kept);
  if (!content && write.tags === undefined && write.end === undefined) {
    return { thing, name: thing.name, version: kept, what: undefined };
  }
  const version: Version = {
    ...kept,
    name: state.newName('version'),
    kind,
    effective,
    ends: endAfter({ ...write, kind }, kept.ends),
    ...(write.tags !== undefined && { tags: tagsText(write) }),
    ...(content && { content }),
    updated: laterStamp(state, grant, kept),
  };
  return { thing, name: thing.name, version, what: 'Update' };
}

function checkStamp(sent: string, kept: Version): void {
  if (sent === 'missing') throw new Refused(60);
  if (sent !== kept.name) throw new Refused(61);
}

function checkKind(sent: Version['kind'], kept: Version, { content }: WriteDraft, overwrite: boolean): void {
  if (sent === kept.kind) return;
  if (kindOf(sent).family !== familyOf(kept)) throw new Refused(19);
  if (!content) throw new Refused(90);
  if (kindOf(sent).version < kindOf(kept.kind).version && !overwrite) throw new Refused(85);
}

function checkFlags(write: WriteDraft, { readOnly }: Version): void {
  if (readOnly && write.content) throw new Refused(154);
  if (write.flags === undefined) return;
  if (asksReadOnly(write) && !readOnly) throw new Refused(161);
  if (!asksReadOnly(write) && readOnly) throw new Refused(156);
}

function asksReadOnly({ flags = 0 }: WriteDraft): boolean {
  return (flags & 16) !== 0;
}

/** What the client says, else what is set, else the type's own end. */
function endAfter({ end, kind, content }: WriteDraft, set: string | undefined): string | undefined {
  if (end === 'clear') return undefined;
  if (end !== undefined) return `${days[end]}T12:00:00`;
  return set ?? (content && typeEnd(kind, content));
}

function tagsText({ tags }: WriteDraft): string | undefined {
  return tags === undefined || tags === 0 ? undefined : `tag ${tags}`;
}

export function remove(state: State, { by, things }: Remove): void {
  const grant = state.grant(by);
  const planned: Planned[] = [];
  for (const ref of things) {
    const { thing, stamp: sentStamp } = named(state, grant.record, ref);
    if (!thing || thing.record !== grant.record || planned.some(other => other.thing === thing))
      throw new Refused(13);
    const kept = current(thing);
    if (kept.deleted) throw new Refused(13);
    if (!may(grant, 'Delete', familyOf(kept), kept.effective)) throw new Refused(11);
    checkStamp(sentStamp, kept);
    const version = {
      ...kept,
      name: state.newName('version'),
      deleted: true,
      updated: laterStamp(state, grant, kept),
    };
    planned.push({ thing, name: thing.name, version, what: 'Delete' });
  }
  apply(state, grant, planned);
}

/** Everything counts against the quota, deletes too; they alone are never refused for it. */
function apply(state: State, { record: number }: Grant, planned: readonly Planned[]): void {
  const record = state.records[number]!;
  const changes = planned.filter(({ what }) => what !== undefined);
  const bytes = changes.reduce((sum, { version }) => sum + sizeOf(version), record.bytes);
  const grows = changes.some(({ what }) => what !== 'Delete');
  if (bytes > state.limits.recordBytes && grows) throw new Refused(68);
  const sequence = latestSequence(record) + 1;
  for (const { thing: known, name, version, what } of changes) {
    const thing = known ?? { name, record: number, versions: [] };
    if (!known) {
      record.things.push(thing);
      state.things.set(name, thing);
    }
    thing.versions.push(version);
    record.operations.push({ sequence, what: what!, thing: name, version });
    record.updatedAt = state.now();
  }
  record.bytes = bytes;
}

function sizeOf({ kind, content }: Version): number {
  return itemXml(kind, content).length + commonXml(content).length;
}

/** A moment as effective dates are written. */
export function local(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}
