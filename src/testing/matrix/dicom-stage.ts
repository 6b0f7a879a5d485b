// The people, records and applications of the authorisation matrix at DICOMweb, and the requests of its cells: a record for each who
// comes, with a study in it.
import type { Application } from '../../core/applications/application.ts';
import { revoke } from '../../core/authorization/consent.ts';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { Rule, RuleTarget } from '../../core/authorization/rules.ts';
import { studyTypeIds } from '../../core/imaging/study-type.ts';
import { parseScopes, scopesToRules } from '../../core/smart/scopes.ts';
import { typesOfResource } from '../../core/smart/types.ts';
import { makeDicom } from '../dicom-files.ts';
import { packInstances, partsType } from '../dicom-web.ts';
import { givenPerson } from '../given.ts';
import { givenBackendToken, givenSmartApp, givenSmartToken } from '../given-smart.ts';
import { ownHand } from '../own-hand.ts';
import type { TestServer } from '../server.ts';
import { typeIds } from '../type-ids.ts';
import {
  type DicomCaller,
  type DicomRowName,
  type DicomWho,
  dicomCallers,
  dicomRows,
} from './dicom-rules.ts';
import { everyRight, type FhirOutcome, letters, namesRecord } from './fhir-rules.ts';
import { type Owned, openOther, share } from './people.ts';

/** Whose token it is, and what names the record where the token does not: `patient=…`. */
interface Given {
  readonly authorization: string;
  readonly naming: string;
}

/** A study of one picture. */
interface Study {
  readonly uid: string;
  /** Of the ones that are stored. */
  readonly newUid: string;
}

export class DicomStage {
  readonly #server: TestServer;
  /** By which all is prepared. */
  readonly #owning: Application;
  #studies = 0;

  constructor(server: TestServer, owning: Application) {
    this.#server = server;
    this.#owning = owning;
  }

  static async set(server: TestServer): Promise<DicomStage> {
    return new DicomStage(server, await givenSmartApp(server));
  }

  /** What each row answers to one caller, in their order. */
  async outcomes(who: DicomWho): Promise<Map<DicomRowName, FhirOutcome>> {
    const caller: DicomCaller = dicomCallers[who];
    const owned = await givenPerson(this.#server.vault);
    const study = { uid: `1.2.${++this.#studies}`, newUid: `1.3.${this.#studies}` };
    await this.#keep(owned, study, caller);
    const given = await this.#authorize(caller, owned);
    const found = new Map<DicomRowName, FhirOutcome>();
    for (const row of Object.keys(dicomRows) as DicomRowName[])
      found.set(row, await this.#ask(requests[row](study), given));
    return found;
  }

  async #keep(owned: Owned, { uid }: Study, { isPersonal }: DicomCaller): Promise<void> {
    const { headers } = await givenSmartToken(this.#server, {
      ...{ of: owned, isOf: this.#owning, scopes: 'patient/ImagingStudy.cruds' },
    });
    const sent = { ...headers, 'content-type': partsType };
    const stored = await this.#fetch('/studies', { method: 'POST', headers: sent, body: pack(uid, 1) });
    if (stored.status !== 200) throw new Error(`${stored.status}: ${await stored.text()}`);
    if (!isPersonal) return;
    const grant = makeSystemGrant('tests', owned.record.id, owned.person.id);
    const [thing] = await this.#server.vault.store.read(db => db.things(grant).ofTypes(studyTypeIds, 1));
    await (await ownHand(this.#server, owned)).seclude(thing!.id, true);
  }

  async #authorize(caller: DicomCaller, owned: Owned): Promise<Given> {
    const server = this.#server;
    const { vault } = server;
    const { comes, token, shared, isOfSeveral } = caller;
    const isService = comes === 'as a service';
    const scopes = scopesOf(caller, isService ? 'system' : isOfSeveral ? 'user' : 'patient');
    const of = await this.#person(caller, owned);
    const app = await givenSmartApp(server);
    const given = { of, isOf: app, scopes, rules: rulesOf(caller, scopes), isAway: comes !== undefined };
    if (isOfSeveral) await givenSmartToken(server, { ...given, of: await openOther(server, of) });
    const made = await givenSmartToken(server, { ...given, isWithoutRecord: isOfSeveral === true });
    const bearer = isService ? await givenBackendToken(server, { app, scopes }) : made.token;
    const { person, record } = of;
    const ids = { appId: app.id, personId: person.id, recordId: record.id };
    if (token === 'revoked') await vault.store.write(db => revoke(db, vault, ids));
    if (token === 'of an application that is off')
      await vault.store.write(async db => db.applications.put({ ...app, state: 'disabled' }));
    if (token === 'of a suspended person')
      await vault.store.write(async db => db.people.update({ ...person, state: 'suspended' }));
    if (token === 'that has ended') server.clock.pass(vault.limits.smartTokenTtlMs + 1);
    if (shared === 'no more') await share(server, of, 'custodian', server.clock.now());
    return {
      authorization:
        token === 'none' ? '' : `Bearer ${token === 'made up' ? [...bearer].reverse().join('') : bearer}`,
      naming: namesRecord(caller) ? `patient=${made.recordId}` : '',
    };
  }

  async #person({ isElsewhere, shared, token }: DicomCaller, owned: Owned): Promise<Owned> {
    const { vault } = this.#server;
    if (isElsewhere) return givenPerson(vault);
    if (!shared && token !== 'of a suspended person') return owned;
    const sharing = { person: (await givenPerson(vault)).person, record: owned.record };
    await share(this.#server, sharing, shared === 'to view' ? 'view' : 'custodian');
    return sharing;
  }

  async #ask({ path, accept, body, shows }: Asked, { authorization, naming }: Given): Promise<FhirOutcome> {
    const answer = await this.#fetch(`${path}?${naming}`, {
      headers: {
        authorization,
        ...(accept !== undefined && { accept }),
        ...(body && { 'content-type': partsType }),
      },
      ...(body && { method: 'POST', body }),
    });
    const text = await answer.text();
    return answer.status === 200 && shows !== undefined && !text.includes(shows) ? 'empty' : answer.status;
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    return fetch(`${this.#server.shellUrl}/dicomweb${path}`, init);
  }
}

/** Without any right there is one to another type, so that something is granted. */
function rulesOf(caller: DicomCaller, scopes: string): readonly Rule[] {
  const { granted = 'online', rights = everyRight, dated, isExcepted } = caller;
  if (granted === 'by the scopes') return scopesToRules(parseScopes(scopes), typesOfResource);
  const isNone = rights.length === 0;
  const days = {
    'as the study': { from: '2026-02-28', to: '2026-03-02' },
    otherwise: { from: '2026-03-02' },
  };
  const target: RuleTarget = {
    typeIds: isExcepted ? 'all' : isNone ? [typeIds.height] : [...studyTypeIds],
    ...(dated && days[dated]),
  };
  return [
    {
      name: 'one',
      reason: 'testing',
      permissions: isNone ? everyRight : rights,
      targets: [target],
      exceptions: isExcepted ? [{ typeIds: [...studyTypeIds] }] : [],
      mode: granted,
      optional: undefined,
    },
  ];
}

function scopesOf(
  { letters: has = letters, isNarrowed }: DicomCaller,
  context: 'patient' | 'user' | 'system',
): string {
  const own = [...'cruds'].filter(letter => has.some(one => one === letter)).join('');
  if (own === '') return `${context}/Condition.cruds`;
  return `${context}/ImagingStudy.${own}${isNarrowed ? '?code=urn:none|none' : ''}`;
}

const pack = (study: string, number: number) => packInstances([makeDicom({ study, number })]);

interface Asked {
  readonly path: string;
  readonly accept?: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** What its answer has where it shows something. */
  readonly shows?: string;
}

const pathOf = ({ uid }: Study, of: 'study' | 'series' | 'instance', rest = '') =>
  `/studies/${uid}${of === 'study' ? '' : `/series/${uid}.1`}${of === 'instance' ? `/instances/${uid}.1.1` : ''}${rest}`;

const read = (of: 'study' | 'series' | 'instance', rest = '') => {
  return (study: Study): Asked => ({ path: pathOf(study, of, rest) });
};

const search = (path: (study: Study) => string) => {
  return (study: Study): Asked => ({ path: path(study), shows: `"${study.uid}"` });
};

/** How each row is asked. */
const requests: Readonly<Record<DicomRowName, (study: Study) => Asked>> = {
  'search of studies': search(() => '/studies'),
  'search of series': search(() => '/series'),
  'search of instances': search(() => '/instances'),
  'search of the series of a study': search(study => pathOf(study, 'study', '/series')),
  'search of the instances of a study': search(study => pathOf(study, 'study', '/instances')),
  'search of the instances of a series': search(study => pathOf(study, 'series', '/instances')),
  'a study': read('study'),
  'a study, as a disc': study => ({ ...read('study')(study), accept: 'application/zip' }),
  'its metadata': read('study', '/metadata'),
  'its picture': read('study', '/rendered'),
  'its small picture': read('study', '/thumbnail'),
  'a series': read('series'),
  'metadata of a series': read('series', '/metadata'),
  'picture of a series': read('series', '/rendered'),
  'small picture of a series': read('series', '/thumbnail'),
  'an instance': read('instance'),
  'metadata of an instance': read('instance', '/metadata'),
  'picture of an instance': read('instance', '/rendered'),
  'small picture of an instance': read('instance', '/thumbnail'),
  'a frame': read('instance', '/frames/1'),
  'picture of a frame': read('instance', '/frames/1/rendered'),
  'small picture of a frame': read('instance', '/frames/1/thumbnail'),
  'a value': read('instance', '/bulkdata/7FE00010'),
  'storing a study': ({ newUid }) => ({ path: '/studies', body: pack(newUid, 1) }),
  'storing into the study': ({ uid }) => ({ path: `/studies/${uid}`, body: pack(uid, 2) }),
};
