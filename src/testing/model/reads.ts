// What the model finds for GetThings, GetRecordOperations and QueryPermissions.

import {
  type Command,
  type FilterDraft,
  type GroupDraft,
  type OrderDraft,
  type Range,
  type Right,
  type RuleDraft,
  rights,
} from './commands.ts';
import {
  commonXml,
  conditions,
  families,
  itemXml,
  type KindName,
  kindNames,
  kindOf,
  kinds,
  otherVersion,
} from './kinds.ts';
import {
  current,
  familyOf,
  type Grant,
  latestSequence,
  may,
  mayAt,
  personMay,
  Refused,
  type Stamp,
  type State,
  type Thing,
  time,
  type Version,
} from './state.ts';
import { named } from './writes.ts';

export interface StampTold {
  readonly at: string;
  readonly app: string;
  readonly person: string;
  readonly how: string;
  readonly action: string;
}

export interface ThingTold {
  readonly thing: string;
  readonly version: string;
  readonly typeId: string;
  readonly flags: number;
  readonly effective: string;
  readonly ends: string | undefined;
  readonly tags: string | undefined;
  readonly data: string;
  readonly created: StampTold | undefined;
  readonly updated: StampTold;
  readonly rights: readonly string[];
  readonly immutable: boolean;
}

export interface GroupTold {
  /** All that matches, in order: newest first unless another order is asked for. */
  readonly found: readonly ThingTold[];
  /** What each is ordered by. Those that have the same may come in any order. */
  readonly places: readonly number[];
  readonly full: number;
  readonly keys: number;
  /** Must the answer say that something was held back? It may also when nothing was but could have been. */
  readonly filtered: 'yes' | 'no' | 'perhaps';
}

export interface OperationTold {
  readonly what: string;
  readonly sequence: number;
  readonly thing: string;
  readonly version: string;
  readonly typeId: string;
  readonly effective: string | undefined;
  readonly ends: string | undefined;
}

export interface PermissionTold {
  readonly typeId: string;
  readonly online: readonly Right[];
  readonly offline: readonly Right[];
}

export function get(state: State, { by, groups, version }: Extract<Command, { do: 'get' }>): GroupTold[] {
  const grant = state.grant(by);
  for (const { ids, clientIds, filters } of groups) {
    if (ids.length + clientIds.length + filters.length === 0) throw new Refused(15);
    if (filters.some(filter => filter.state === 'Deleted')) throw new Refused(15);
  }
  return groups.map(group => getGroup(state, grant, group, version));
}

function getGroup(state: State, grant: Grant, group: GroupDraft, methodVersion: 1 | 2 | 3): GroupTold {
  const { things } = state.records[grant.record]!;
  const present = things.filter(thing => !current(thing).deleted);
  const shown = (version: Version) => may(grant, 'Read', familyOf(version), version.effective);
  const versionsOf = (thing: Thing) => (group.allVersions ? thing.versions : [current(thing)]);
  const meets = (version: Version) =>
    group.filters.length > 0 && group.filters.every(filter => matches(state, grant, filter, version));
  const isNamed = namer(state, grant, group);
  const order = methodVersion === 3 ? group.order : undefined;
  const found = present
    // What is hidden today has no history to show either.
    .filter(thing => shown(current(thing)))
    .flatMap(thing =>
      versionsOf(thing)
        .filter(shown)
        .map(version => ({ thing, version })),
    )
    .filter(({ thing, version }) => isOfOrder(order, version) && (isNamed(thing, version) || meets(version)))
    .map(one => ({ ...one, place: placeOf(order, one.version) }))
    .sort((a, b) => a.place - b.place);
  const heldBack = present.some(thing =>
    versionsOf(thing).some(version => !shown(version) && isOfOrder(order, version) && meets(version)),
  );
  const max = group.max ?? Number.POSITIVE_INFINITY;
  const fullMax = Math.min(group.maxFull ?? max, max, state.limits.fullThings);
  const full = Math.min(found.length, fullMax);
  return {
    found: found.map(({ thing, version }) => told(state, grant, group, thing, version, methodVersion)),
    places: found.map(({ place }) => place),
    full,
    keys: Math.max(0, Math.min(found.length - full, max - full, state.limits.partialThings)),
    filtered: heldBack ? 'yes' : opensAllAsked(grant, group) ? 'no' : 'perhaps',
  };
}

/** An order is that of one type, and finds only its things. */
function isOfOrder(order: OrderDraft | undefined, version: Version): boolean {
  return order === undefined || kindOf(order.kind).family === familyOf(version);
}

/** Smaller comes first: the newest, unless another order is asked for. */
function placeOf(order: OrderDraft | undefined, { effective, content }: Version): number {
  const ascending = order?.property === 'value/kg' ? content.value : time(effective);
  return order === undefined || order.direction === 'Desc' ? -ascending : ascending;
}

function namer(
  state: State,
  grant: Grant,
  { ids, named: by, clientIds }: GroupDraft,
): (thing: Thing, version: Version) => boolean {
  const wanted = ids.map(ref => named(state, grant.record, ref));
  return (thing, version) =>
    wanted.some(want => want.thing === thing && (by === 'id' || want.stamp === version.name)) ||
    (version.content.clientId !== undefined && clientIds.includes(version.content.clientId));
}

/** Is every type that the filters ask for open as a whole by some rule? What several open together may be told of. */
function opensAllAsked({ access, rules }: Grant, { filters }: GroupDraft): boolean {
  const asked = families.filter(family =>
    filters.every(({ kinds: named }) => named.length === 0 || names(named, family)),
  );
  const opens = ({ rights, targets, exceptions }: RuleDraft, family: string) =>
    rights.includes('Read') &&
    targets.some(
      target => names(target.kinds, family) && target.from === undefined && target.to === undefined,
    ) &&
    !exceptions.some(target => names(target.kinds, family));
  const isOpen = (family: string) =>
    personMay(access, 'Read', family) && rules.some(rule => opens(rule, family));
  return filters.length === 0 || asked.every(isOpen);
}

function names(named: readonly KindName[] | 'all', family: string): boolean {
  return named === 'all' || named.some(name => kindOf(name).family === family);
}

function matches(state: State, grant: Grant, filter: FilterDraft, version: Version): boolean {
  const { created, updated } = version;
  // People an application was never told of are known to it by no id.
  const isBy = (person: number | undefined, stamp: Stamp) =>
    person === undefined || (stamp.person === person && state.known.has(`${grant.app}/${person}`));
  return (
    (filter.kinds.length === 0 || names(filter.kinds, familyOf(version))) &&
    inRange(filter.effective, time, time(version.effective)) &&
    // What has no end is active at any time, and ends before none.
    (version.ends === undefined
      ? filter.ends.max === undefined
      : inRange(filter.ends, time, time(version.ends))) &&
    inRange(filter.created, minutes => agoOf(state, minutes), created.at) &&
    inRange(filter.updated, minutes => agoOf(state, minutes), updated.at) &&
    (filter.createdApp === undefined || filter.createdApp === created.app) &&
    (filter.updatedApp === undefined || filter.updatedApp === updated.app) &&
    isBy(filter.createdPerson, created) &&
    isBy(filter.updatedPerson, updated) &&
    (filter.condition === undefined || conditions[filter.condition]!.meets(version.kind, version.content))
  );
}

export function agoOf(state: State, minutes: number): number {
  return state.now() - minutes * 60_000;
}

/** Bounds are included. */
function inRange<T>({ min, max }: Range<T>, of: (bound: T) => number, value: number): boolean {
  return (min === undefined || value >= of(min)) && (max === undefined || value <= of(max));
}

function told(
  state: State,
  grant: Grant,
  { format }: GroupDraft,
  { name }: Thing,
  version: Version,
  methodVersion: 1 | 2 | 3,
): ThingTold {
  const kind = shownAs(state, grant, version.kind, format);
  const change = kinds[kind].version - kinds[version.kind].version;
  const family = familyOf(version);
  const isFirst = version.created === version.updated;
  return {
    thing: name,
    version: version.name,
    typeId: kinds[kind].id,
    flags: (version.readOnly ? 16 : 0) + (change < 0 ? 2 : 0) + (change > 0 ? 4 : 0),
    effective: version.effective,
    ends: methodVersion === 3 ? version.ends : undefined,
    tags: version.tags,
    data: itemXml(kind, version.content) + commonXml(version.content),
    created: methodVersion === 3 ? stampTold(grant, version.created, 'Created') : undefined,
    updated: stampTold(grant, version.updated, isFirst ? 'Created' : 'Updated'),
    rights: rights.filter(right => may(grant, right, family, version.effective)),
    immutable: version.readOnly,
  };
}

/** The version asked for, else one of the application's own rules; where several will do, the one it is kept in. */
function shownAs(state: State, { app }: Grant, kept: KindName, format: readonly KindName[]): KindName {
  const other = otherVersion(kept);
  if (format.includes(kept)) return kept;
  if (format.includes(other)) return other;
  const own = state.rules[app]!.flatMap(rule => rule.targets).flatMap(target =>
    target.kinds === 'all' ? kindNames : target.kinds,
  );
  return own.includes(kept) || !own.includes(other) ? kept : other;
}

function stampTold({ app }: Grant, { at, app: by, person, how }: Stamp, action: string): StampTold {
  return {
    at: new Date(at).toISOString(),
    app: `app ${by}`,
    person: `${app}/${person}`,
    how: how === 'online' ? 'Online' : 'Offline',
    action,
  };
}

export function operations(
  state: State,
  { by }: Extract<Command, { do: 'operations' }>,
  after: number,
): { latest: number; operations: OperationTold[] } {
  const grant = state.grant(by);
  const record = state.records[grant.record]!;
  return {
    latest: latestSequence(record),
    operations: record.operations.flatMap(({ sequence, what, thing, version }) => {
      if (sequence <= after || !may(grant, 'Read', familyOf(version), version.effective)) return [];
      const gone = what === 'Delete';
      return [
        {
          what,
          sequence,
          thing,
          version: version.name,
          typeId: kinds[version.kind].id,
          effective: gone ? undefined : version.effective,
          ends: gone ? undefined : version.ends,
        },
      ];
    }),
  };
}

/** The rights at any date, for both modes, of the types that have some. */
export function permissions(
  state: State,
  { by, kinds: asked }: Extract<Command, { do: 'permissions' }>,
): PermissionTold[] {
  const { app, person, record, access } = state.grant(by, true);
  const all = state.authorization(app, person, record)!.rules;
  const of = (mode: string, family: string) => {
    const rules = all.filter(rule => rule.mode === mode);
    return rights.filter(right => mayAt({ rules, access }, right, family, 'some'));
  };
  return [...new Set(asked)]
    .map(name => ({
      typeId: kinds[name].id,
      online: of('online', kinds[name].family),
      offline: of('offline', kinds[name].family),
    }))
    .filter(({ online, offline }) => online.length + offline.length > 0);
}
