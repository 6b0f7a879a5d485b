// What the model tells of people and their records, and what the acts of people do.
import type { Act, Caller, Command } from './commands.ts';
import { agoOf } from './reads.ts';
import { type Authorization, authAction, latestSequence, Refused, type State } from './state.ts';

export interface RecordTold {
  readonly id: string;
  readonly custodian: boolean;
  readonly expires: string;
  readonly action: string;
  readonly idInApp: string;
  readonly sequence: number;
  readonly authorized: string;
}

export interface PersonTold {
  readonly id: string;
  /** In any order; the one selected is the oldest authorisation, or one of them. */
  readonly records: readonly RecordTold[];
  readonly selected: readonly string[];
}

export interface UpdatedRecord {
  readonly person: string;
  readonly record: string;
  readonly at: string;
  readonly sequence: number;
}

const never = '9999-12-31T23:59:59.999Z';

export function person(state: State, by: Caller): PersonTold {
  state.checkSession(by);
  state.checkPerson(by, true);
  const found = personTold(state, by.app, by.person, by.how);
  if (!found) throw new Refused(11);
  return found;
}

export function records(
  state: State,
  { by, records: asked }: Extract<Command, { do: 'records' }>,
): RecordTold[] {
  state.checkSession(by);
  state.checkPerson(by, true);
  return reachable(state, by.app, by.person, by.how)
    .filter(({ record }) => asked.includes(record))
    .map(authorization => recordTold(state, authorization));
}

/** All people who authorised the application, since a time if one is given. */
export function people(state: State, { by, sinceMinutes }: Extract<Command, { do: 'people' }>): PersonTold[] {
  state.checkSession(by);
  state.checkPerson(by, false);
  const since = sinceMinutes === undefined ? 0 : agoOf(state, sinceMinutes);
  const recent = state.authorizations.filter(({ app, createdAt }) => app === by.app && createdAt >= since);
  return [...new Set(recent.map(({ person }) => person))].flatMap(
    id => personTold(state, by.app, id, 'alone') ?? [],
  );
}

export function updatedRecords(
  state: State,
  { by, sinceMinutes }: Extract<Command, { do: 'updated records' }>,
): UpdatedRecord[] {
  state.checkSession(by);
  state.checkPerson(by, false);
  const since = sinceMinutes === undefined ? 0 : agoOf(state, sinceMinutes);
  return state.authorizations
    .filter(
      ({ app, person, record, rules }) =>
        app === by.app &&
        rules.some(({ mode }) => mode === 'offline') &&
        state.access(person, record) &&
        state.records[record]!.updatedAt >= since,
    )
    .map(({ app, person, record }) => ({
      person: `${app}/${person}`,
      record: `${app}/${person}/${record}`,
      at: new Date(state.records[record]!.updatedAt).toISOString(),
      sequence: latestSequence(state.records[record]!),
    }));
}

export function leave(state: State, by: Caller): void {
  const { app, person, record } = state.grant(by, true);
  forget(state, { app, person, record });
}

/** Offline, only what was granted offline. */
function reachable(state: State, app: number, person: number, how: Caller['how']): Authorization[] {
  return state.authorizations.filter(
    a =>
      a.app === app &&
      a.person === person &&
      state.access(person, a.record) &&
      (how !== 'offline' || a.rules.some(rule => rule.mode === 'offline')),
  );
}

function personTold(state: State, app: number, id: number, how: Caller['how']): PersonTold | undefined {
  const all = reachable(state, app, id, how);
  if (all.length === 0) return undefined;
  const first = Math.min(...all.map(({ createdAt }) => createdAt));
  return {
    id: `${app}/${id}`,
    records: all.map(authorization => recordTold(state, authorization)),
    selected: all
      .filter(({ createdAt }) => createdAt === first)
      .map(({ record }) => `${app}/${id}/${record}`),
  };
}

function recordTold(state: State, authorization: Authorization): RecordTold {
  const { app, person, record, createdAt } = authorization;
  const access = state.access(person, record)!;
  return {
    id: `${app}/${person}/${record}`,
    custodian: access.level === 'custodian',
    expires: access.expiresAt === undefined ? never : new Date(access.expiresAt).toISOString(),
    action: authAction(state.rules[app]!, authorization, access),
    idInApp: `${app}//${record}`,
    sequence: latestSequence(state.records[record]!),
    authorized: new Date(createdAt).toISOString(),
  };
}

/** @throws Refused where the act itself is not allowed */
export function act(state: State, what: Act): void {
  switch (what.do) {
    case 'authorize':
      authorize(state, what);
      return;
    case 'revoke':
      forget(state, what);
      return;
    case 'change rules':
      state.rules[what.app] = what.rules;
      return;
    case 'share': {
      const { record, person, level, kinds, minutes } = what;
      const expiresAt = minutes === undefined ? undefined : state.now() + minutes * 60_000;
      if (record === person) return;
      if (!state.access(person, record)) forgetAll(state, what);
      state.accesses.set(`${person}/${record}`, { level, kinds, expiresAt });
      return;
    }
    case 'unshare':
      if (what.record === what.person) return;
      state.accesses.delete(`${what.person}/${what.record}`);
      forgetAll(state, what);
      return;
    case 'sign out':
      state.tokenEnds.delete(`${what.app}/${what.person}`);
      return;
    case 'pass':
      return;
  }
}

/** Grants the required rules as they are today, and the optional ones agreed to. Grants once more: that replaces it. */
function authorize(state: State, { app, person, record, optional }: Extract<Act, { do: 'authorize' }>): void {
  if (!state.access(person, record)) throw new Refused(11);
  const before = state.authorization(app, person, record);
  const rules = state.rules[app]!.filter((rule, i) => !rule.optional || optional[i]);
  forget(state, { app, person, record });
  state.authorizations.push({ app, person, record, rules, createdAt: before?.createdAt ?? state.now() });
  state.known.add(`${app}/${person}`);
  state.known.add(`${app}/${person}/${record}`);
}

/** What a person let applications do on a record ends with their access to it. */
function forgetAll(state: State, { person, record }: Pick<Authorization, 'person' | 'record'>): void {
  for (const app of state.rules.keys()) forget(state, { app, person, record });
}

function forget(
  state: State,
  { app, person, record }: Pick<Authorization, 'app' | 'person' | 'record'>,
): void {
  const at = state.authorizations.findIndex(a => a.app === app && a.person === person && a.record === record);
  if (at >= 0) state.authorizations.splice(at, 1);
}
