// Commands of the model test as requests of the XML API.
import type { CallOptions } from '../given.ts';
import {
  type Act,
  type Caller,
  type Command,
  counts,
  type FilterDraft,
  type GroupDraft,
  type Range,
  type ThingRef,
  type WriteDraft,
} from './commands.ts';
import { commonXml, conditions, days, itemXml, kinds } from './kinds.ts';
import type { Names } from './names.ts';
import { agoOf } from './reads.ts';
import { latestSequence, type State } from './state.ts';
import { kindSent, meant, named } from './writes.ts';

export interface Request {
  readonly method: string;
  readonly options: CallOptions;
}

/** What a client holds to call for somebody. */
export interface Client {
  readonly state: State;
  readonly names: Names;
  /** A person's token for an application, which may have ended. */
  token(app: number, person: number): string;
}

export type Call = Exclude<Command, Act>;

export function requestOf(client: Client, command: Call): Request {
  const { by } = command;
  const to = (method: string, version: number, info: string): Request => ({
    method,
    options: { version, info, ...caller(client, by) },
  });
  switch (command.do) {
    case 'put': {
      const info = command.writes.map(write => thing(client, by, write, command.version)).join('');
      return to(command.overwrite ? 'OverwriteThings' : 'PutThings', command.version, info);
    }
    case 'remove':
      return to('RemoveThings', 1, command.things.map(ref => thingId(client, by, ref)).join(''));
    case 'get':
      return to(
        'GetThings',
        command.version,
        command.groups.map(draft => group(client, by, draft, command.version)).join(''),
      );
    case 'operations': {
      const after = operationsAfter(client.state, command);
      return to('GetRecordOperations', 1, element('record-operation-sequence-number', String(after)));
    }
    case 'permissions':
      return to(
        'QueryPermissions',
        1,
        command.kinds.map(kind => element('thing-type-id', kinds[kind].id)).join(''),
      );
    case 'person':
      return to('GetPersonInfo', 1, '');
    case 'people':
      return to('GetAuthorizedPeople', 1, peoplePage(client, command, undefined));
    case 'records': {
      const id = (record: number) => element('id', client.names.guid(`${by.app}/${by.person}/${record}`));
      return to('GetAuthorizedRecords', 1, command.records.map(id).join(''));
    }
    case 'updated records':
      return to('GetUpdatedRecordsForApplication', 2, since(client, 'update-date', command.sinceMinutes));
    case 'leave':
      return to('RemoveApplicationRecordAuthorization', 1, '');
  }
}

export function peoplePage(
  client: Client,
  { page, sinceMinutes }: Extract<Call, { do: 'people' }>,
  cursor: string | undefined,
): string {
  const start = cursor === undefined ? '' : element('person-id-cursor', cursor);
  const from = since(client, 'authorizations-created-since', sinceMinutes);
  return element('parameters', start + from + element('num-results', String(page)));
}

export function operationsAfter(state: State, { by, back }: Extract<Call, { do: 'operations' }>): number {
  return Math.max(0, latestSequence(state.records[by.record]!) - back);
}

function caller(client: Client, by: Caller): CallOptions {
  const { names } = client;
  const { app, person, how, recordId } = by;
  return {
    ...(recordId !== 'none' && { recordId: names.guid(recordName(by, names)) }),
    ...(how === 'online' && { userToken: client.token(app, person) }),
    ...(how === 'offline' && { personId: names.guid(`${app}/${person}`) }),
  };
}

/** Every application knows a record by another id, for every person. */
function recordName({ app, person, record, recordId }: Caller, names: Names): string {
  const others = (count: number, own: number) =>
    Array.from({ length: count }, (_, i) => i).filter(i => i !== own);
  const known = (all: string[]) => all.find(name => names.knows(name)) ?? 'nothing';
  if (recordId === "another app's")
    return known(others(counts.apps, app).map(other => `${other}/${person}/${record}`));
  if (recordId === "another person's")
    return known(others(counts.people, person).map(other => `${app}/${other}/${record}`));
  return `${app}/${person}/${record}`;
}

function element(name: string, text: string): string {
  return `<${name}>${text}</${name}>`;
}

function given<T>(name: string, value: T | undefined, textOf: (value: T) => string = String): string {
  return value === undefined ? '' : element(name, textOf(value));
}

function since({ state }: Client, name: string, minutes: number | undefined): string {
  return given(name, minutes, ago => moment(state, ago));
}

function moment(state: State, minutes: number): string {
  return new Date(agoOf(state, minutes)).toISOString();
}

function thingId({ state, names }: Client, { record }: Caller, ref: ThingRef, as = 'thing-id'): string {
  const { thing, stamp } = named(state, record, ref);
  const guid = names.guid(thing?.name ?? 'nothing');
  return `<${as}${stamp === 'missing' ? '' : ` version-stamp="${names.guid(stamp)}"`}>${guid}</${as}>`;
}

function thing(client: Client, by: Caller, draft: WriteDraft, version: 1 | 2): string {
  const write = meant(client.state, by.record, draft);
  const target = write.thing && named(client.state, by.record, write.thing).thing;
  const kind = kindSent(write, target);
  const { content, flags, tags, end } = write;
  const data = content && element('data-xml', itemXml(kind, content) + commonXml(content));
  const parts = [
    write.thing ? thingId(client, by, write.thing) : '',
    write.withType ? element('type-id', kinds[kind].id) : '',
    given('flags', flags),
    data ?? '',
    given('tags', tags, number => (number === 0 ? '' : `tag ${number}`)),
    version === 1
      ? ''
      : given('updated-end-date', end, day =>
          day === 'clear' ? '9999-12-31T23:59:59' : `${days[day]}T12:00:00`,
        ),
  ];
  return element('thing', parts.join(''));
}

function group(client: Client, by: Caller, draft: GroupDraft, version: 1 | 2 | 3): string {
  const { names } = client;
  const { ids, clientIds, filters, allVersions, max, maxFull, format } = draft;
  // Ids, keys and client ids exclude each other in a group.
  const byId = (ref: ThingRef) =>
    element('id', names.guid(named(client.state, by.record, ref).thing?.name ?? 'nothing'));
  const asked =
    draft.named === 'id'
      ? ids.map(byId)
      : ids.map(ref => thingId(client, by, { ...ref, stamp: stampInKey(ref) }, 'key'));
  const client_ = clientIds.map(number => element('client-thing-id', `c${number}`));
  const sections = ['core', 'audits', 'effectivepermissions', 'tags']
    .map(name => element('section', name))
    .join('');
  const versions = format.map(kind => element('type-version-format', kinds[kind].id)).join('');
  const limits =
    (max === undefined ? '' : ` max="${max}"`) + (maxFull === undefined ? '' : ` max-full="${maxFull}"`);
  return (
    `<group name="g"${limits}>${[...asked, ...client_].join('')}${filters.map(f => filter(client, by, f)).join('')}` +
    `${element('format', `${sections}<xml/>${versions}`)}${allVersions ? element('current-version-only', 'false') : ''}${version === 3 ? orderBy(draft) : ''}</group>`
  );
}

function orderBy({ order }: GroupDraft): string {
  if (!order) return '';
  const direction = order.direction === undefined ? '' : ` direction="${order.direction}"`;
  const property = `type-id="${kinds[order.kind].id}" property-name="${order.property}"`;
  return element('order-by', `<order-by-property ${property}${direction}/>`);
}

/** A key always has a stamp. */
export function stampInKey({ stamp }: ThingRef): ThingRef['stamp'] {
  return stamp === 'missing' ? 'unknown' : stamp;
}

function filter({ state, names }: Client, { app }: Caller, draft: FilterDraft): string {
  const { kinds: asked, state: thingState, effective, ends, created, updated, condition } = draft;
  const appId = (name: string, number: number | undefined) =>
    given(name, number, n => names.guid(`app ${n}`));
  const personId = (name: string, number: number | undefined) =>
    given(name, number, n => names.guid(`${app}/${n}`));
  const moments = (name: string, { min, max }: Range<number>) =>
    given(`${name}-min`, min, m => moment(state, m)) + given(`${name}-max`, max, m => moment(state, m));
  return element(
    'filter',
    [
      ...asked.map(kind => element('type-id', kinds[kind].id)),
      given('thing-state', thingState),
      given('eff-date-min', effective.min),
      given('eff-date-max', effective.max, text => `${text}Z`),
      appId('created-app-id', draft.createdApp),
      personId('created-person-id', draft.createdPerson),
      appId('updated-app-id', draft.updatedApp),
      personId('updated-person-id', draft.updatedPerson),
      moments('created-date', created),
      moments('updated-date', updated),
      given('xpath', condition, number => conditions[number]!.xpath.replace(/</g, '&lt;')),
      given('updated-end-date-max', ends.max),
      given('updated-end-date-min', ends.min),
    ].join(''),
  );
}
