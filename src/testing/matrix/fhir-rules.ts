// Who may do what by FHIR: the rules of the authorisation matrix for that door, as docs/fhir.md and docs/smart.md have them. The code
// of the product is not asked. Who comes stands in a table, and so does what each interaction answers to whom.
import type { RouteKind } from '../../facades/fhir/route.ts';
import type { AnyResource } from '../fhir-client.ts';

export const letters = ['c', 'r', 'u', 'd', 's'] as const;
export type Letter = (typeof letters)[number];
export const everyRight = ['Read', 'Create', 'Update', 'Delete'] as const;
export type Right = (typeof everyRight)[number];

/** A status of HTTP, or `empty`: a good one, and nothing of what was asked for. */
export type FhirOutcome = number | 'empty';

/** Who comes: by what token, with what scopes for the kind, and what was granted on the type that it is kept as. */
export interface Caller {
  /** What is wrong with the token. */
  readonly token?: 'none' | 'made up' | 'revoked' | 'of an application that is off' | 'of a suspended person';
  /** Online, with a token of a person, where it is left out. */
  readonly comes?: 'away' | 'as a service';
  /** Rules for when the person is there, where it is left out. */
  readonly granted?: 'offline' | 'by the scopes';
  /** Somebody else shares the record with the person. */
  readonly shared?: 'to view' | 'no more';
  /** Is the token of another record? */
  readonly isElsewhere?: true;
  /** Is it for all records that were granted, of which there are two, so that requests say which they mean? */
  readonly isOfSeveral?: true;
  /** All that there are, where they are left out. */
  readonly letters?: readonly Letter[];
  /** Do scopes say a code beside, which the resource has not? */
  readonly isNarrowed?: true;
  /** All that there are, where they are left out; without any, there is a rule for another type. */
  readonly rights?: readonly Right[];
}

/** Who may do all that is not taken away. */
export const callers = {
  'no token': { token: 'none' },
  'a token that nobody made': { token: 'made up' },
  'a token, after the authorisation was revoked': { token: 'revoked' },
  'a token of an application that is switched off': { token: 'of an application that is off' },
  'a token of a person who is suspended': { token: 'of a suspended person' },
  'scopes for other kinds': { letters: [] },
  'a scope to read': { letters: ['r'] },
  'a scope to search': { letters: ['s'] },
  'a scope to read and search': { letters: ['r', 's'] },
  'a scope to create': { letters: ['c'] },
  'a scope to update': { letters: ['u'] },
  'a scope to delete': { letters: ['d'] },
  'a scope for another code': { isNarrowed: true },
  'all scopes, a rule for another type': { rights: [] },
  'all scopes, a rule to read': { rights: ['Read'] },
  'all scopes, a rule to create': { rights: ['Create'] },
  'all scopes, a rule to update': { rights: ['Update'] },
  'all scopes, a rule to delete': { rights: ['Delete'] },
  'all scopes, a rule as HealthVault has them': {},
  'all scopes, the rules of these': { granted: 'by the scopes' },
  'all scopes, the person away, an offline rule': { comes: 'away', granted: 'offline' },
  'all scopes, the person away, an online rule': { comes: 'away' },
  'all scopes, the person there, an offline rule': { granted: 'offline' },
  'all scopes, a record that is shared to view': { shared: 'to view' },
  'all scopes, a record that is shared no more': { shared: 'no more' },
  'all scopes, another record': { isElsewhere: true },
  'all scopes, of a user with several records': { isOfSeveral: true },
  'a backend service, an offline rule': { comes: 'as a service', granted: 'offline' },
  'a backend service, an online rule': { comes: 'as a service' },
} satisfies Record<string, Caller>;

export type Who = keyof typeof callers;
export const everybody = Object.keys(callers) as Who[];

/** What a caller can do about the resource at hand. */
interface Can {
  readonly may: (...asked: Letter[]) => boolean;
  /** Is it found? */
  readonly sees: boolean;
  /** Does a right reach it: in this record, within the scopes? */
  readonly reaches: (right: Right) => boolean;
  /** Can one like it be made? */
  readonly makes: boolean;
}

export interface FhirRow {
  readonly kind: RouteKind;
  /** Not one of a kind, but of the record: asked once, at Patient. */
  readonly isOfRecord?: true;
  /** The same by another way: asked of few kinds. */
  readonly isAnotherWay?: true;
  /** Of what only resources of one kind have. */
  readonly onlyOf?: string;
  /** Does a search say which one it is about? */
  readonly isConditional?: true;
  /** Whoever asks? */
  readonly isOpen?: true;
  /** Does it answer whom nothing was granted? */
  readonly isForNothing?: true;
  judge(can: Can): FhirOutcome;
}

const read = ({ may, sees }: Pick<Can, 'may' | 'sees'>) => (!may('r') ? 403 : sees ? 200 : 404);
const search = ({ may, sees }: Can) => (!may('s') ? 403 : sees ? 200 : 'empty');
const create = ({ may, makes }: Can) => (may('c') && makes ? 201 : 403);
const change = ({ may, sees, reaches }: Can, letter: Letter, right: Right, done: number) =>
  !may(letter) ? 403 : reaches(right) ? done : sees ? 403 : 404;

/** In the order in which they are asked: what takes the resource away comes last. */
export const fhirRows = {
  read: { kind: 'read', judge: read },
  'read of a version': { kind: 'vread', judge: read },
  history: { kind: 'history', judge: read },
  'history of the kind': { kind: 'history', judge: search },
  // A scope to search is what it takes of each kind.
  'history of the record': {
    kind: 'history',
    isAnotherWay: true,
    judge: ({ may, sees }) => (may('s') && sees ? 200 : 'empty'),
  },
  search: { kind: 'search', judge: search },
  'search by POST': { kind: 'search', isAnotherWay: true, judge: search },
  'search in the compartment': { kind: 'search', isAnotherWay: true, judge: search },
  'read, in a batch': { kind: 'batch', isAnotherWay: true, judge: read },
  'search, in a transaction': { kind: 'batch', isAnotherWay: true, judge: search },
  // Binary: open as what holds it is, or to its sender alone while nothing does.
  'read of a file that it holds': {
    kind: 'read',
    onlyOf: 'DocumentReference',
    judge: ({ may, sees }) => (may('r') && sees ? 200 : 404),
  },
  'read of a file that another sent': { kind: 'read', onlyOf: 'DocumentReference', judge: () => 404 },
  'sending a file': {
    kind: 'create',
    onlyOf: 'DocumentReference',
    judge: ({ may }) => (may('c') || may('u') ? 201 : 403),
  },
  $everything: { kind: 'everything', judge: ({ may, sees }) => (may('r') && sees ? 200 : 'empty') },
  'bulk export': {
    kind: 'export',
    isForNothing: true,
    judge: ({ may, sees }) => (may('r', 's') && sees ? 200 : 'empty'),
  },
  $validate: { kind: 'validate', judge: () => 200 },
  create: { kind: 'create', judge: create },
  'create, in a transaction': { kind: 'batch', isAnotherWay: true, judge: create },
  'create where there is none': {
    kind: 'create',
    isConditional: true,
    judge: can => (!can.may('r', 's') ? 403 : can.sees ? 200 : create(can)),
  },
  update: { kind: 'update', judge: can => change(can, 'u', 'Update', 200) },
  'update by a condition': {
    kind: 'update',
    isConditional: true,
    judge: can => (!can.may('r', 's') ? 403 : can.sees ? change(can, 'u', 'Update', 200) : create(can)),
  },
  patch: {
    kind: 'patch',
    judge: can => (!can.may('r', 'u') ? 403 : can.sees ? change(can, 'u', 'Update', 200) : 404),
  },
  'patch by a condition': {
    kind: 'patch',
    isConditional: true,
    judge: can => (!can.may('r', 's') ? 403 : !can.sees ? 404 : change(can, 'u', 'Update', 200)),
  },
  'delete by a condition': {
    kind: 'delete',
    isConditional: true,
    judge: can => (!can.may('r', 's') ? 403 : can.sees ? change(can, 'd', 'Delete', 204) : 'empty'),
  },
  delete: { kind: 'delete', judge: can => change(can, 'd', 'Delete', 204) },
  CapabilityStatement: { kind: 'capabilities', isOfRecord: true, isOpen: true, judge: () => 200 },
  $summary: { kind: 'summary', isOfRecord: true, judge: read },
} satisfies Record<string, FhirRow>;

export type RowName = keyof typeof fhirRows;

/** What is asked of Subscriptions, which are those of an application and tell it while the person is away. */
export const subscriptionRows = {
  create: 'create',
  read: 'read',
  search: 'search',
  $status: 'subscription-status',
  $events: 'subscription-events',
  update: 'update',
  delete: 'delete',
} as const satisfies Record<string, RouteKind>;

export type SubscriptionRow = keyof typeof subscriptionRows;

/** Of one that is made of many types, of one, and of one that is held whole, ways are tried that lead to the same. */
export const kindsOfEveryWay: readonly string[] = ['Observation', 'Condition', 'ServiceRequest'];

/** What an export is asked on the way from its kick-off to its lines. */
export const ofExport: readonly RouteKind[] = ['export-status', 'export-file'];

/** The interactions of the CapabilityStatement, and the operations, by what they are here. */
export const interactionRows: Readonly<Record<string, readonly RowName[]>> = {
  read: [
    ...(['read', 'read, in a batch', '$everything', 'bulk export'] as const),
    ...(['read of a file that it holds', 'read of a file that another sent', 'sending a file'] as const),
  ],
  vread: ['read of a version'],
  'history-instance': ['history'],
  'history-type': ['history of the kind', 'history of the record'],
  'search-type': ['search', 'search by POST', 'search in the compartment', 'search, in a transaction'],
  create: ['create', 'create, in a transaction', 'create where there is none', '$validate'],
  update: ['update', 'update by a condition'],
  patch: ['patch', 'patch by a condition'],
  delete: ['delete', 'delete by a condition'],
};

/** @param takesPatient can a search of the kind name the Patient? */
export function expectedOf(name: RowName, who: Who, kind: string, takesPatient: boolean): FhirOutcome {
  const row: FhirRow = fhirRows[name];
  const caller: Caller = callers[who];
  if (row.isOpen) return 200;
  if (caller.token) return 401;
  if (!holdsAny(caller)) return row.isForNothing ? 'empty' : 403;
  const { letters: has = letters, shared } = caller;
  const rights = shared === 'to view' ? ['Read' as const] : (caller.rights ?? everyRight);
  // Who says which record is meant says it by a parameter, which is no condition of such a kind.
  if (row.isConditional && namesRecord(caller) && !takesPatient) return 412;
  const may = (...asked: Letter[]) => asked.every(letter => has.includes(letter));
  const isAtHand = !caller.isElsewhere && !caller.isNarrowed;
  if (kind === 'Patient') {
    // The record itself, whatever is known of it: its own, for whomever something of it was granted.
    const isOpen = !caller.isNarrowed;
    const reads = rights.includes('Read');
    if (name === 'read of a version') return read({ may, sees: isAtHand && reads });
    if (name === '$everything') return read({ may, sees: isOpen });
    if (name === 'update by a condition' && may('r', 's') && !isOpen) return 409;
    // What it may make and not read is there already, and may be there once.
    if (row.kind === 'update' && isOpen && !reads && rights.includes('Create')) return 409;
    const reaches = (right: Right) => isOpen && reads && rights.includes(right);
    return row.judge({ may, sees: isOpen, reaches, makes: false });
  }
  const reaches = (right: Right) => isAtHand && rights.includes(right);
  return row.judge({
    may,
    sees: reaches('Read'),
    reaches,
    makes: !caller.isNarrowed && rights.includes('Create'),
  });
}

/** The letters are of Subscription, what is granted of what it tells of, which it may read. */
export function expectedOfSubscription(name: SubscriptionRow, who: Who): FhirOutcome {
  const caller: Caller = callers[who];
  if (caller.token) return 401;
  // Of a scope that is narrower it would have to be judged which of them it means.
  const may = (letter: Letter) => !caller.isNarrowed && (caller.letters ?? letters).includes(letter);
  const holds = holdsAny(caller);
  const mayTell = caller.granted === 'offline';
  if (name === 'create') return holds && may('c') && mayTell ? 201 : 403;
  if (!holds || caller.isElsewhere) return name === 'search' ? 'empty' : 404;
  if (name === 'search') return may('s') ? 200 : 403;
  if (name === 'update') return may('u') && mayTell ? 200 : 403;
  if (name === 'delete') return may('d') ? 204 : 403;
  return may('r') ? 200 : 403;
}

export interface AskedKind {
  readonly type: string;
  /** What can be done with it, by the words of the CapabilityStatement. */
  readonly codes: readonly string[];
  /** Can a search of it name the Patient? */
  readonly takesPatient: boolean;
}

/** @param resources of the CapabilityStatement @returns those of them that have rows of their own */
export function listAskedKinds(resources: readonly AnyResource[]): AskedKind[] {
  return resources
    .filter(({ type }) => type !== 'Binary' && type !== 'Subscription')
    .map(({ type, interaction, searchParam }) => ({
      type,
      codes: interaction.map(({ code }: AnyResource) => code),
      takesPatient: searchParam.some(({ name }: AnyResource) => name === 'patient'),
    }));
}

/** The rows that a kind of resource is asked by, in their order, by what the CapabilityStatement says can be done with it. */
export function listRows(kind: string, interactions: readonly string[], isEveryWay: boolean): RowName[] {
  const names = new Set<string>(interactions.flatMap(code => interactionRows[code] ?? []));
  return (
    (Object.entries(fhirRows) as [RowName, FhirRow][])
      .filter(([name, { isOfRecord }]) => (isOfRecord ? kind === 'Patient' : names.has(name)))
      .filter(([, { onlyOf }]) => onlyOf === undefined || onlyOf === kind)
      .filter(([, { isAnotherWay }]) => !isAnotherWay || isEveryWay)
      .map(([name]) => name)
      // It is made as it is asked for, and is no part of the record.
      .filter(name => name !== '$everything' || kind !== 'Provenance')
  );
}

/** Is the token for more than one record? */
export function namesRecord({ comes, isOfSeveral }: Omit<Caller, 'token'>): boolean {
  return comes === 'as a service' || isOfSeveral === true;
}

/** Was anything granted, on whatever type, that holds in the way that it comes? */
export function holdsAny({ comes, granted, shared }: Omit<Caller, 'token'>): boolean {
  return (comes === undefined) === (granted !== 'offline') && shared !== 'no more';
}
