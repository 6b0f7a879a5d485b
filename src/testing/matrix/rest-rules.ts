// Who may do what by REST: the rules of the authorisation matrix for that door, as docs/rest.md has them. The code of the product is
// not asked. Who comes stands in a table, and so does what each operation needs.
import { everyRight, type Letter, letters, type Right } from './fhir-rules.ts';

/** A status of HTTP, or `empty`: a good one, and nothing of what was asked for. */
export type RestOutcome = number | 'empty';

/** Who comes: by a session of the XML API or a token of OAuth, and what was granted on the types at hand. */
export interface RestCaller {
  readonly by: 'nothing' | 'a session' | 'OAuth';
  /** What is wrong with it. */
  readonly wrong?:
    | 'made up'
    | 'application off'
    | 'person suspended'
    | 'no person'
    | 'no record'
    | 'never authorised'
    | 'revoked'
    | 'of a stranger';
  /** Online, with a token of a person, where it is left out. */
  readonly comes?: 'away' | 'as a service';
  /** Rules for when the person is there, where it is left out. */
  readonly granted?: 'offline' | 'by scopes';
  /** All that there are, where they are left out; without any, there is a rule for another type. */
  readonly rights?: readonly Right[];
  /** Was all granted at first, and what `rights` says is left of it? */
  readonly isTrimmed?: true;
  /** Of the scopes of a token: all that there are, where they are left out. */
  readonly letters?: readonly Letter[];
  readonly isNarrowed?: true;
  readonly shared?: 'to view' | 'no more';
  /** Is it about another record of the same person? */
  readonly isElsewhere?: true;
  /** Is the token for all records that were granted, of which there are two? */
  readonly isOfSeveral?: true;
}

const session = { by: 'a session' } as const;
const token = { by: 'OAuth' } as const;
const toWrite: readonly Right[] = ['Create', 'Update', 'Delete'];

/** Who may do all that is not taken away. */
export const restCallers = {
  'no Authorization': { by: 'nothing' },
  'a session that nobody opened': { ...session, wrong: 'made up' },
  'a session of an application that is switched off': { ...session, wrong: 'application off' },
  'a session, no person': { ...session, wrong: 'no person' },
  'a session, a person who is suspended': { ...session, wrong: 'person suspended' },
  'a session, the ids of another application': { ...session, wrong: 'never authorised' },
  'a session, a person, no record': { ...session, wrong: 'no record' },
  'a session, the record of a stranger': { ...session, wrong: 'of a stranger' },
  'a session, after the authorisation was removed': { ...session, wrong: 'revoked' },
  'a session, a record that is shared no more': { ...session, shared: 'no more' },
  'a session, rules of SMART alone': { ...session, granted: 'by scopes' },
  'a session, a rule for another type': { ...session, rights: [] },
  'a session, a rule to read': { ...session, rights: ['Read'] },
  'a session, a rule to create': { ...session, rights: ['Create'] },
  'a session, a rule to update': { ...session, rights: ['Update'] },
  'a session, a rule to delete': { ...session, rights: ['Delete'] },
  'a session, a rule to read and create': { ...session, rights: ['Read', 'Create'] },
  'a session, a rule to read and update': { ...session, rights: ['Read', 'Update'] },
  'a session, a rule to read and delete': { ...session, rights: ['Read', 'Delete'] },
  'a session, a rule to write and not to read': { ...session, rights: toWrite },
  'a session, all rules': session,
  'a session, all rules, trimmed to reading': { ...session, rights: ['Read'], isTrimmed: true },
  'a session, a record that is shared to view': { ...session, shared: 'to view' },
  'a session, another record of the person': { ...session, isElsewhere: true },
  'a session, the person away, an offline rule': { ...session, comes: 'away', granted: 'offline' },
  'a session, the person away, an online rule': { ...session, comes: 'away' },
  'a session, the person there, an offline rule': { ...session, granted: 'offline' },
  'a token that nobody made': { ...token, wrong: 'made up' },
  'a token, after the authorisation was removed': { ...token, wrong: 'revoked' },
  'a token of an application that is switched off': { ...token, wrong: 'application off' },
  'a token of a person who is suspended': { ...token, wrong: 'person suspended' },
  'scopes for other kinds': { ...token, letters: [] },
  'scopes to read': { ...token, letters: ['r'] },
  'scopes to search': { ...token, letters: ['s'] },
  'scopes to read and search': { ...token, letters: ['r', 's'] },
  'scopes to create': { ...token, letters: ['c'] },
  'scopes to read and create': { ...token, letters: ['r', 'c'] },
  'scopes to update': { ...token, letters: ['u'] },
  'scopes to read and update': { ...token, letters: ['r', 'u'] },
  'scopes to delete': { ...token, letters: ['d'] },
  'scopes to create, update and delete': { ...token, letters: ['c', 'u', 'd'] },
  'scopes for another code': { ...token, isNarrowed: true },
  'all scopes, a rule for another type': { ...token, rights: [] },
  'all scopes, a rule to read': { ...token, rights: ['Read'] },
  'all scopes, a rule to write and not to read': { ...token, rights: toWrite },
  'all scopes, rules as HealthVault has them': token,
  'all scopes, rules trimmed to reading': { ...token, rights: ['Read'], isTrimmed: true },
  'all scopes, the rules of these': { ...token, granted: 'by scopes' },
  'all scopes, the person away, an offline rule': { ...token, comes: 'away', granted: 'offline' },
  'all scopes, the person away, an online rule': { ...token, comes: 'away' },
  'all scopes, the person there, an offline rule': { ...token, granted: 'offline' },
  'all scopes, a record that is shared to view': { ...token, shared: 'to view' },
  'all scopes, a record that is shared no more': { ...token, shared: 'no more' },
  'all scopes, another record of the person': { ...token, isElsewhere: true },
  'all scopes, of a user with several records': { ...token, isOfSeveral: true },
  'a backend service, an offline rule': { ...token, comes: 'as a service', granted: 'offline' },
} satisfies Record<string, RestCaller>;

export type RestWho = keyof typeof restCallers;
export const everybodyByRest = Object.keys(restCallers) as RestWho[];

/** Who may do what about the items at hand. */
interface Can {
  readonly sees: boolean;
  readonly may: (right: Right) => boolean;
}

const list = ({ sees }: Can) => (sees ? 200 : 'empty');
const read = ({ sees }: Can) => (sees ? 200 : 404);
const create = ({ may }: Can) => (may('Create') ? 201 : 403);
/** What may not be read is not there. */
const change =
  (right: Right, done: number) =>
  ({ sees, may }: Can) =>
    !sees ? 404 : may(right) ? done : 403;
const update = change('Update', 200);
const remove = change('Delete', 204);

export interface RestRow {
  /** What a token must have, by kinds of resource. */
  readonly scopes: Readonly<Record<string, string>>;
  /** Whoever's application it is. */
  readonly isOfApp?: true;
  judge(can: Can): RestOutcome;
}

/** In the order in which they are asked. */
export const restRows: Readonly<Record<string, RestRow>> = {
  ActionPlans_Get: { scopes: { CarePlan: 's', Task: 's' }, judge: list },
  ActionPlans_Create: { scopes: { CarePlan: 'c', Task: 'c' }, judge: create },
  ActionPlans_Replace: { scopes: { CarePlan: 'ru', Task: 'crud' }, judge: update },
  ActionPlans_Update: { scopes: { CarePlan: 'ru', Task: 'cru' }, judge: update },
  ActionPlans_GetById: { scopes: { CarePlan: 'r', Task: 'r' }, judge: read },
  ActionPlans_GetAdherence: { scopes: { CarePlan: 'r', Task: 'rs' }, judge: read },
  ActionPlanObjectives_Delete: { scopes: { CarePlan: 'ru', Task: 'ru' }, judge: change('Update', 204) },
  ActionPlans_Delete: { scopes: { CarePlan: 'd', Task: 'd' }, judge: remove },
  ActionPlanTasks_Get: { scopes: { Task: 's' }, judge: list },
  // Which plan it is of is a part of what is sent: of one that may not be read it is of none.
  ActionPlanTasks_Create: {
    scopes: { Task: 'c', CarePlan: 'r' },
    judge: ({ sees, may }) => (!sees ? 400 : may('Create') ? 201 : 403),
  },
  ActionPlanTasks_Replace: { scopes: { Task: 'ru', CarePlan: 'r' }, judge: update },
  ActionPlanTasks_Update: { scopes: { Task: 'ru', CarePlan: 'r' }, judge: update },
  ActionPlanTasks_GetById: { scopes: { Task: 'r' }, judge: read },
  // It tells of what is sent alone.
  ActionPlanTasks_ValidateTracking: { scopes: { Task: 'r' }, judge: () => 200 },
  TaskTracking_Post: { scopes: { Task: 'cr' }, judge: change('Create', 201) },
  Timeline_Get: { scopes: { Task: 's' }, judge: list },
  ActionPlanTasks_Delete: { scopes: { Task: 'd' }, judge: remove },
  Goals_Get: { scopes: { Goal: 's' }, judge: list },
  Goals_GetActive: { scopes: { Goal: 's' }, judge: list },
  Goals_Create: { scopes: { Goal: 'c' }, judge: create },
  Goals_Replace: { scopes: { Goal: 'ru' }, judge: update },
  Goals_Update: { scopes: { Goal: 'ru' }, judge: update },
  Goals_GetById: { scopes: { Goal: 'r' }, judge: read },
  Goals_Delete: { scopes: { Goal: 'd' }, judge: remove },
  GoalRecommendations_Get: { scopes: { Basic: 's' }, judge: list },
  GoalRecommendations_Create: { scopes: { Basic: 'c' }, judge: create },
  GoalRecommendations_GetById: { scopes: { Basic: 'r' }, judge: read },
  GoalRecommendations_Acknowledge: { scopes: { Basic: 'u' }, judge: change('Update', 204) },
  GoalRecommendations_Delete: { scopes: { Basic: 'd' }, judge: remove },
  Sleeps_Get: { scopes: { Observation: 's' }, judge: list },
  Onboarding_GenerateInviteCode: { scopes: {}, isOfApp: true, judge: () => 200 },
};

/** The kinds of resource that scopes name. */
export const restKinds = ['CarePlan', 'Task', 'Goal', 'Basic', 'Observation'] as const;

export function expectedByRest(name: string, who: RestWho): RestOutcome {
  const row = restRows[name];
  if (!row) throw new Error(`${name} has no row`);
  const caller: RestCaller = restCallers[who];
  const refused = refuse(caller, row);
  if (refused !== undefined) return refused;
  const rights = caller.shared === 'to view' ? ['Read' as const] : (caller.rights ?? everyRight);
  const isHeld = holdsMode(caller);
  const may = (right: Right) => isHeld && rights.includes(right);
  return row.judge({ may, sees: may('Read') && !caller.isElsewhere });
}

/** Who is refused before it is looked what there is. */
function refuse(caller: RestCaller, { scopes, isOfApp }: RestRow): number | undefined {
  const { by, wrong, shared, granted, letters: has = letters, isNarrowed, comes } = caller;
  if (by === 'nothing' || wrong === 'made up' || wrong === 'person suspended') return 401;
  if (wrong === 'application off') return by === 'OAuth' ? 401 : 403;
  if (by === 'a session') {
    if (wrong === 'never authorised') return 401;
    if (isOfApp) return undefined;
    if (wrong === 'no person' || wrong === 'no record') return 401;
    const isLost = wrong === 'of a stranger' || wrong === 'revoked' || shared === 'no more';
    return isLost || granted === 'by scopes' ? 403 : undefined;
  }
  if (wrong === 'revoked') return 401;
  const isNamed = (all: string) => !isNarrowed && [...all].every(one => has.some(letter => letter === one));
  if (!Object.values(scopes).every(isNamed)) return 403;
  if (isOfApp) return undefined;
  // Which record is meant no request of REST says.
  return comes === 'as a service' || caller.isOfSeveral || shared === 'no more' || !holdsMode(caller)
    ? 403
    : undefined;
}

/** Does what was granted hold in the way that it comes? */
function holdsMode({ comes, granted }: RestCaller): boolean {
  return (comes === undefined) === (granted !== 'offline');
}
