// The world as the model sees it: who exists, who granted what to whom, what is in the records, and what follows for
// the rights of a caller. Written from the rules alone: nothing of src/core is used.

import { type Caller, counts, type Right, type RuleDraft, type TargetDraft } from './commands.ts';
import type { Content } from './kinds.ts';
import { families, type KindName, kindOf, kinds } from './kinds.ts';

export interface Stamp {
  readonly at: number;
  readonly app: number;
  readonly person: number;
  readonly how: 'online' | 'offline';
}

export interface Version {
  /** The model's own name for the version stamp. */
  readonly name: string;
  readonly kind: KindName;
  readonly deleted: boolean;
  readonly readOnly: boolean;
  readonly effective: string;
  readonly ends: string | undefined;
  readonly tags: string | undefined;
  readonly content: Content;
  readonly created: Stamp;
  readonly updated: Stamp;
}

export interface Thing {
  readonly name: string;
  readonly record: number;
  /** Oldest first. */
  readonly versions: Version[];
}

export interface Operation {
  /** Shared by what one request changed. */
  readonly sequence: number;
  readonly what: 'Create' | 'Update' | 'Delete';
  readonly thing: string;
  readonly version: Version;
}

export interface HealthRecord {
  readonly things: Thing[];
  readonly operations: Operation[];
  bytes: number;
  updatedAt: number;
}

export interface Access {
  readonly level: 'view' | 'modify' | 'custodian';
  readonly kinds: readonly KindName[] | undefined;
  readonly expiresAt: number | undefined;
}

export interface Authorization {
  readonly app: number;
  readonly person: number;
  readonly record: number;
  /** As they were when granted. */
  readonly rules: readonly RuleDraft[];
  readonly createdAt: number;
}

export interface Limits {
  readonly thingsPerPut: number;
  readonly fullThings: number;
  readonly partialThings: number;
  readonly recordBytes: number;
  readonly sessionMs: number;
  readonly tokenMs: number;
}

/** What a caller may do on a record. */
export interface Grant extends Caller {
  readonly how: 'online' | 'offline';
  readonly rules: readonly RuleDraft[];
  readonly access: Access;
}

export class Refused extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`code ${code}`);
    this.code = code;
  }
}

export class State {
  readonly now: () => number;
  readonly limits: Limits;
  readonly rules: (readonly RuleDraft[])[];
  readonly records: HealthRecord[];
  readonly things = new Map<string, Thing>();
  readonly authorizations: Authorization[] = [];
  /** By `person/record`. */
  readonly accesses = new Map<string, Access>();
  readonly sessionEnds: number[];
  /** By `app/person`; a token that is not there has ended. */
  readonly tokenEnds = new Map<string, number>();
  /** The ids an application has been told: `app/person` and `app/person/record`. */
  readonly known = new Set<string>();
  #names = 0;

  constructor(now: () => number, limits: Limits, rules: readonly (readonly RuleDraft[])[]) {
    this.now = now;
    this.limits = limits;
    this.rules = [...rules];
    this.records = Array.from({ length: counts.people }, () => ({
      things: [],
      operations: [],
      bytes: 0,
      updatedAt: now(),
    }));
    this.sessionEnds = Array.from({ length: counts.apps }, () => now() + limits.sessionMs);
    for (let person = 0; person < counts.people; person++) {
      this.accesses.set(`${person}/${person}`, {
        level: 'custodian',
        kinds: undefined,
        expiresAt: undefined,
      });
      for (let app = 0; app < counts.apps; app++)
        this.tokenEnds.set(`${app}/${person}`, now() + limits.tokenMs);
    }
  }

  newName(of: 'thing' | 'version'): string {
    this.#names += 1;
    return `${of} ${this.#names}`;
  }

  /** What a person can do on a record today. */
  access(person: number, record: number): Access | undefined {
    const access = this.accesses.get(`${person}/${record}`);
    return access && (access.expiresAt === undefined || access.expiresAt > this.now()) ? access : undefined;
  }

  authorization(app: number, person: number, record: number): Authorization | undefined {
    return this.authorizations.find(a => a.app === app && a.person === person && a.record === record);
  }

  /** Who is meant, in numbers of today. */
  meant<Triple extends Pick<Authorization, 'app' | 'person' | 'record'>>(
    triple: Triple,
    count: number | undefined,
  ): Triple {
    const { authorizations: all } = this;
    if (count === undefined || all.length === 0) return triple;
    const { app, person, record } = all[count % all.length]!;
    return { ...triple, app, person, record };
  }

  /** Expired sessions end first, then comes the person. */
  checkSession({ app, isBySmart }: Caller): void {
    if (!isBySmart && this.sessionEnds[app]! <= this.now()) throw new Refused(65);
  }

  checkPerson({ app, person, how, isBySmart }: Caller, needed: boolean): void {
    if (isBySmart) return;
    if (how === 'online' && (this.tokenEnds.get(`${app}/${person}`) ?? 0) <= this.now()) throw new Refused(7);
    if (how === 'offline' && !this.known.has(`${app}/${person}`)) throw new Refused(9);
    if (how === 'alone' && needed) throw new Refused(9);
  }

  /** Unknown ids are 10; what was known but is no longer granted or reachable is 11. */
  grant(by: Caller, mayBeImplied = false): Grant {
    this.checkSession(by);
    this.checkPerson(by, true);
    const { app, person } = by;
    let { record } = by;
    if (by.recordId === 'none') {
      const all = this.authorizations.filter(a => a.app === app && a.person === person);
      if (!mayBeImplied || all.length !== 1 || !this.access(person, all[0]!.record)) throw new Refused(10);
      record = all[0]!.record;
    } else if (by.recordId !== 'own' || !this.known.has(`${app}/${person}/${record}`)) throw new Refused(10);
    const granted = this.authorization(app, person, record);
    const access = this.access(person, record);
    if (!granted || !access) throw new Refused(11);
    const how = by.how as 'online' | 'offline';
    return { ...by, record, how, access, rules: granted.rules.filter(rule => rule.mode === how) };
  }
}

/** What a person's own access lets them do. */
export function personMay({ level, kinds: open }: Access, right: Right, family: string): boolean {
  if (open && !open.some(name => kindOf(name).family === family)) return false;
  return level !== 'view' || right === 'Read';
}

export function may(
  grant: Pick<Grant, 'rules' | 'access'>,
  right: Right,
  family: string,
  date: string,
): boolean {
  return (
    personMay(grant.access, right, family) && grant.rules.some(rule => covers(rule, right, family, date))
  );
}

export function covers(
  { rights, targets, exceptions }: RuleDraft,
  right: Right,
  family: string,
  date: string,
): boolean {
  const holds = (target: TargetDraft) => within(target, family, date);
  return rights.includes(right) && targets.some(holds) && !exceptions.some(holds);
}

function within({ kinds: named, from, to }: TargetDraft, family: string, date: string): boolean {
  if (named !== 'all' && !named.some(name => kindOf(name).family === family)) return false;
  const at = time(date);
  return (from === undefined || at >= time(from)) && (to === undefined || at <= time(to));
}

/** Local date-times, as if they were UTC: only their order counts. */
export function time(local: string): number {
  return Date.parse(`${local}Z`);
}

/**
 * Dates at which rules can tell apart what they cover: the moments rules name, and what lies before, between and after.
 */
export function tellingDates(rules: readonly RuleDraft[]): string[] {
  const named = rules
    .flatMap(rule => [...rule.targets, ...rule.exceptions])
    .flatMap(({ from, to }) => [from, to]);
  const moments = [...new Set(named.filter(moment => moment !== undefined))];
  const around = moments.flatMap(moment =>
    [-1, 0, 1].map(ms => new Date(time(moment) + ms).toISOString().slice(0, -1)),
  );
  return ['1000-01-01T00:00:00', ...around, '9999-01-01T00:00:00'];
}

/** Has a caller a right on a type at some date, or at all of them? */
export function mayAt(
  grant: Pick<Grant, 'rules' | 'access'>,
  right: Right,
  family: string,
  which: 'some' | 'every',
): boolean {
  const dates = tellingDates(grant.rules);
  return which === 'some'
    ? dates.some(date => may(grant, right, family, date))
    : dates.every(date => may(grant, right, family, date));
}

export function familyOf(version: Version): string {
  return kinds[version.kind].family;
}

export function current(thing: Thing): Version {
  return thing.versions.at(-1)!;
}

/**
 * Has an application what its required rules ask for today? Compared point by point: mode, right, type and date.
 */
export function authAction(
  asked: readonly RuleDraft[],
  { rules: granted }: Authorization,
  access: Access,
): 'NoActionRequired' | 'ReauthorizationRequired' | 'ReauthorizationNotPossible' {
  const dates = tellingDates([...asked, ...granted]);
  let missing = false;
  for (const rule of asked.filter(({ optional }) => !optional)) {
    for (const family of families) {
      for (const right of rule.rights) {
        const wanted = dates.filter(date => covers(rule, right, family, date));
        if (wanted.length > 0 && !personMay(access, right, family)) return 'ReauthorizationNotPossible';
        missing ||= wanted.some(
          date => !granted.some(given => given.mode === rule.mode && covers(given, right, family, date)),
        );
      }
    }
  }
  return missing ? 'ReauthorizationRequired' : 'NoActionRequired';
}

/** The number of a record's last operation. */
export function latestSequence({ operations }: HealthRecord): number {
  return operations.at(-1)?.sequence ?? 0;
}
