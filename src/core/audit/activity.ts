// What happened to a record, for the people who may know: whoever looks after it sees all, others what they did themselves
// and what came of the applications they let in.
import { getLast } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { StoredAuditRow } from './audit.ts';
import type { ReadCount } from './read-count.ts';

/** What the actions of the trail are about. */
export const activityKinds = {
  data: [
    'PutThings',
    'AddThings',
    'AddFile',
    'FileMessage',
    'ImportThings',
    'ReceiveReadings',
    'UndoImport',
    'ChangeThings',
    'RevertThings',
    'RemoveThings',
    'RestoreThings',
    'PurgeThings',
    'SecludeThings',
    'PickUpPackage',
  ],
  apps: ['AuthorizeApplication', 'RemoveApplicationRecordAuthorization', 'ChangeOptionalRules'],
  people: [
    'Invite',
    'AcceptInvitation',
    'DeclineInvitation',
    'WithdrawInvitation',
    'ChangeAccess',
    'ChangeRelationship',
    'EndAccess',
    'GiveBackAccess',
    'MakeSecretAddress',
    'RenewSecretAddress',
    'EndSecretAddress',
    'TellLooks',
    'TakeDocuments',
    'AskForDocuments',
    'KeepLooks',
  ],
  record: [
    'CreateRecord',
    'DeleteRecord',
    'RestoreRecord',
    'BringBackRecord',
    'PurgeRecord',
    'ChainEarlier',
    'ChooseReminders',
    'TurnOffReminders',
  ],
  looked: ['LookAt', 'ReadCalendar', 'OpenEmergencyAddress'],
  read: ['ReadThings'],
  refused: ['Refuse'],
  taken: ['ExportRecord', 'ExportLog', 'SendDirect'],
} as const satisfies Record<string, readonly string[]>;
export type ActivityKind = keyof typeof activityKinds;

export interface ActivityFilter {
  readonly personId?: string | undefined;
  /** `none`: what was done on the vault's own pages. */
  readonly appId?: string | undefined;
  readonly kind?: ActivityKind | undefined;
  /** Milliseconds; the end is not included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly before?: number | undefined;
  /** Whose looks at the pages are left out: those of who looks now would hide all else. */
  readonly butLooksOf?: string | undefined;
  /** Is the reader told what others looked at? See look-sharing.ts. */
  readonly seesLooks: boolean;
  readonly limit: number;
}

export interface Activity {
  readonly rows: readonly StoredAuditRow[];
  /** Where the next page begins. */
  readonly next: number | undefined;
}

export async function readActivity(db: Reader, grant: Grant, filter: ActivityFilter): Promise<Activity> {
  const { kind, personId, limit, seesLooks, ...rest } = filter;
  const own = getOwnOnly(grant);
  const isOfOther = own !== undefined && personId !== undefined && personId !== own;
  if (isOfOther && !seesLooks) return { rows: [], next: undefined };
  const actions = kind && activityKinds[kind];
  const found = await db.audit.ofRecord({
    ...rest,
    recordId: grant.recordId,
    personId: personId ?? own,
    withLooks: personId === undefined && seesLooks,
    withAddresses: personId === undefined,
    actions: isOfOther ? looksAmong(actions) : actions,
    limit: limit + 1,
  });
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? getLast(rows).number : undefined };
}

/** Of others nothing else is told. */
function looksAmong(actions: readonly string[] | undefined): readonly string[] {
  return (actions ?? activityKinds.looked).filter(action => action === 'LookAt');
}

/** What applications were given of the record. */
export async function listReads(db: Reader, grant: Grant): Promise<ReadCount[]> {
  return db.reads.ofRecord({ recordId: grant.recordId, personId: getOwnOnly(grant) });
}

export interface Names {
  readonly people: ReadonlyMap<string, string>;
  readonly apps: ReadonlyMap<string, string>;
}

/** Who may appear: names of people and applications, of those that are still here. */
export async function readNames(
  db: Reader,
  ids: { readonly personIds: Iterable<string>; readonly appIds: Iterable<string> },
): Promise<Names> {
  const people = new Map<string, string>();
  const apps = new Map<string, string>();
  for (const id of new Set(ids.personIds)) {
    const person = await db.people.byId(id);
    if (person) people.set(id, person.name);
  }
  for (const id of new Set(ids.appIds)) {
    const app = await db.applications.byId(id);
    if (app) apps.set(id, app.name);
  }
  return { people, apps };
}

/** The person to whom everything is limited; undefined for who sees all. */
export function getOwnOnly({ access, personId }: Grant): string | undefined {
  return access.level === 'custodian' && access.typeIds === undefined ? undefined : personId;
}
