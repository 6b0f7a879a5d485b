// What is done by turns: scopes of works that concern no single record, so that they hold up no record's writes. Works on
// authorisations, access, records as such, new accounts and applications have none of these: they run as if alone in the
// vault, so each of these works may go by them. Why each turn is enough:
//
// - a person's: their sessions, known browsers, language and what an application keeps for them; signing in goes by what
//   guards the account, which works on the whole vault change.
// - an application's: the ids it knows people and records by beside those of its authorisations, in its own name.
// - of uploads: an application, or a person at the pages, may have so many, of so many bytes. What becomes of one is a
//   statement that changes its state only from those it may come from, whoever else does.
// - of tries: a count is taken by one statement; the turns keep works with several from waiting for each other in a circle.
// - events: what subscriptions are owed and what became of it. Which there are concerns the whole vault: every write of a record
//   goes by it. The outbox is only added to by others, and read as far as it is committed; events of one record are added in
//   order, as its works are.
// - log: the chain of what is of no record, which one job adds to; publications and keys of the log. Chains of records are
//   added to by works on the record.
// - packages: connect requests and packages, of all applications: a person finds them by a code that may be anybody's.
// - a person's mailbox: their mail by Direct, and what they say of senders: they may have so much, and the same comes once.
// - a key that the content of a mail by Direct is encrypted with: whom that was given to.
// - the rest: one kind of row each, which nobody else changes.
//
// A sum over what others add meanwhile counts what is committed: the bytes of a vault and of all records of a person, the
// mail that waits. Such limits may be passed by what is written at the same moment.
import type { Person } from './people/person.ts';
import type { WriteScope } from './store.ts';

export function ofPerson(personId: string): WriteScope {
  return { turns: [`person ${personId}`] };
}

/**
 * Of signing in. Who comes back to an account that is being deleted brings records back with it: that concerns the vault.
 * @returns undefined for the whole vault
 */
export function ofSignIn({ id, state }: Pick<Person, 'id' | 'state'>): WriteScope | undefined {
  return state === 'closed' ? undefined : ofPerson(id);
}

export function ofApp(appId: string): WriteScope {
  return { turns: [`app ${appId}`] };
}

/** Of mail that an application sends, with a person behind it or without: so much may go out for each of them. */
export function ofAppMail(appId: string, personId: string | undefined): WriteScope {
  return { turns: [`app ${appId}`, ...(personId === undefined ? [] : [`person ${personId}`])] };
}

/** @param owner an application, or what stands for it; @param recordId where room in the record is held too */
export function ofUploads(owner: string, recordId?: string): WriteScope {
  return { recordId, turns: [`uploads ${owner}`] };
}

/** @param ids of counts */
export function ofTries(counts: readonly { readonly id: Buffer }[]): WriteScope {
  return { turns: counts.map(({ id }) => `tries ${id.toString('hex')}`) };
}

/** Of a person's mail by Direct, and of their record where it goes into that. */
export function ofMailbox(personId: string, recordId?: string): WriteScope {
  return { recordId, turns: [`mailbox ${personId}`] };
}

/** @param keyHash of the key of a content */
export function ofDirectKey(keyHash: Buffer): WriteScope {
  return { turns: [`direct key ${keyHash.toString('hex')}`] };
}

type Job =
  | 'events'
  | 'mail'
  | 'direct'
  | 'direct trust'
  | 'log'
  | 'packages'
  | 'parked'
  | 'traces'
  | 'exports'
  | 'reminders'
  | 'failed sign-ins'
  | 'sweeps'
  | 'vocabularies';

export function ofJob(job: Job, recordId?: string): WriteScope {
  return { recordId, turns: [job] };
}
