// People who authorised an application, and their records, as the application knows them.
import { personElement } from '../methods/parts/person-info.ts';
import type { Infer } from '../schema/schema.ts';
import { many, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import type { App } from './connect.ts';
import { type Actor, element, readInfo } from './envelope.ts';

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

const onePerson = seq({ 'person-info': personElement });
const peoplePage = seq({
  'response-results': seq({ 'person-info': many(personElement), 'more-results': boolean }),
});

export async function personInfo(app: App, actor: Pick<Actor, 'personId' | 'userToken'>): Promise<Person> {
  return person(readInfo(onePerson, await app.call('GetPersonInfo', 1, '', actor)).personInfo);
}

export async function people(app: App): Promise<Person[]> {
  const all: Person[] = [];
  for (let more = true; more; ) {
    const info = `<parameters>${element('person-id-cursor', all.at(-1)?.id)}</parameters>`;
    const { responseResults } = readInfo(peoplePage, await app.call('GetAuthorizedPeople', 1, info));
    const page = responseResults.personInfo ?? [];
    all.push(...page.map(person));
    more = responseResults.moreResults && page.length > 0;
  }
  return all;
}

function person({ personId, name, record, selectedRecordId }: Infer<typeof personElement>): Person {
  const records = (record ?? []).map(record => ({
    id: record.id,
    name: record.value,
    idInApp: record['app-specific-record-id'],
    custodian: record['record-custodian'] ?? false,
    relationship: record['rel-type'],
  }));
  return { id: personId, name, records, selectedRecordId };
}
