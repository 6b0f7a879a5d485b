// People who authorised an application, and their records, as the application knows them.
import type { Caller } from './caller.ts';
import type { ResponseOf } from './contracts.ts';
import type { Actor } from './options.ts';

export interface PersonRecord {
  readonly id: string;
  /** Whom it is about. */
  readonly name: string;
  /** The same for every person who gave access to this record. */
  readonly idInApp: string | undefined;
  readonly custodian: boolean;
  /** HealthVault's number: 1 is the person self. */
  readonly relationship: number;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly records: readonly PersonRecord[];
  readonly selectedRecordId: string | undefined;
}

export async function readPersonInfo(
  app: Caller,
  actor: Pick<Actor, 'personId' | 'userToken'>,
): Promise<Person> {
  return person((await app.call('GetPersonInfo', 1, {}, actor)).personInfo);
}

export interface PeopleQuery {
  /** Milliseconds since 1970: only those who gave access since. */
  readonly since?: number;
  /** How many to ask for at once; the platform may give fewer. */
  readonly pageSize?: number;
}

export async function* eachPerson(app: Caller, { since, pageSize }: PeopleQuery): AsyncGenerator<Person> {
  let personIdCursor: string | undefined;
  for (let more = true; more; ) {
    const parameters = { personIdCursor, authorizationsCreatedSince: since, numResults: pageSize };
    const { responseResults } = await app.call('GetAuthorizedPeople', 1, { parameters });
    const page = responseResults.personInfo ?? [];
    for (const one of page) yield person(one);
    personIdCursor = page.at(-1)?.personId;
    more = responseResults.moreResults && page.length > 0;
  }
}

type PersonInfo = ResponseOf<'GetPersonInfo', 1>['personInfo'];

function person({ personId, name, record, selectedRecordId }: PersonInfo): Person {
  const records = (record ?? []).map(record => ({
    id: record.id,
    name: record.value,
    idInApp: record['app-specific-record-id'],
    custodian: record['record-custodian'] ?? false,
    relationship: record['rel-type'],
  }));
  return { id: personId, name, records, selectedRecordId };
}
