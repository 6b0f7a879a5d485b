// One request for every method, well-formed and harmless, so that nothing but authorisation decides on its answer.
import { createSign, randomInt } from 'node:crypto';
import type { Answer } from '../given.ts';
import { type TestApp, testKey } from '../given.ts';
import { aWeight, thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';

/** What a request can be made of. */
export interface Props extends TestApp {
  readonly now: number;
  /** The record's id as it is sent. */
  readonly recordId: string;
  /** Makes a weight that lies in the record, for the request to change or remove. */
  thing(): Promise<{ id: string; stamp: string }>;
}

export interface Probe {
  readonly method: string;
  info(props: Props, version: number): string | Promise<string>;
  /** Does a good answer show what was asked for? */
  shows?(answer: Answer): boolean;
}

const nothing = () => '';
const creating = () => aWeight();
const updating = async ({ thing }: Props) => thingXml(typeIds.weight, { data: weightXml(71) }, await thing());

/** By the names of the table of needs. */
export const probes: Readonly<Record<string, Probe>> = {
  CreateAuthenticatedSessionToken: { method: 'CreateAuthenticatedSessionToken', info: sessionRequest },
  GetServiceDefinition: { method: 'GetServiceDefinition', info: nothing },
  NewApplicationCreationInfo: { method: 'NewApplicationCreationInfo', info: nothing },
  GetApplicationInfo: { method: 'GetApplicationInfo', info: nothing },
  GetAuthorizedPeople: { method: 'GetAuthorizedPeople', info: () => '<parameters/>' },
  GetThingType: { method: 'GetThingType', info: () => `<id>${typeIds.weight}</id>` },
  GetUpdatedRecordsForApplication: { method: 'GetUpdatedRecordsForApplication', info: nothing },
  GetVocabulary: { method: 'GetVocabulary', info: nothing },
  SearchVocabulary: {
    method: 'SearchVocabulary',
    info: () => '<text-search-parameters><search-string>weight</search-string></text-search-parameters>',
    shows: answer => answer.elements('vocabulary-key').length > 0,
  },
  SelectInstance: {
    method: 'SelectInstance',
    info: () => '<preferred-location><country>US</country></preferred-location>',
  },
  GetApplicationSettings: { method: 'GetApplicationSettings', info: nothing },
  GetAuthorizedRecords: {
    method: 'GetAuthorizedRecords',
    info: ({ recordId }) => `<id>${recordId}</id>`,
    shows: answer => answer.elements('record').length > 0,
  },
  GetPersonInfo: { method: 'GetPersonInfo', info: nothing },
  SetApplicationSettings: {
    method: 'SetApplicationSettings',
    info: () => '<app-settings><a/></app-settings>',
  },
  GetRecordOperations: {
    method: 'GetRecordOperations',
    info: () => '<record-operation-sequence-number>0</record-operation-sequence-number>',
    shows: answer => answer.elements('record-operation').length > 0,
  },
  GetThings: {
    method: 'GetThings',
    info: () => `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><xml/></format></group>`,
    shows: answer => answer.elements('thing').length > 0,
  },
  'OverwriteThings, creating': { method: 'OverwriteThings', info: creating },
  'OverwriteThings, updating': { method: 'OverwriteThings', info: updating },
  'PutThings, creating': { method: 'PutThings', info: creating },
  'PutThings, updating': { method: 'PutThings', info: updating },
  QueryPermissions: {
    method: 'QueryPermissions',
    info: () => `<thing-type-id>${typeIds.weight}</thing-type-id>`,
    shows: answer => answer.elements('permission').length > 0,
  },
  RemoveApplicationRecordAuthorization: { method: 'RemoveApplicationRecordAuthorization', info: nothing },
  RemoveThings: {
    method: 'RemoveThings',
    async info({ thing }) {
      const { id, stamp } = await thing();
      return `<thing-id version-stamp="${stamp}">${id}</thing-id>`;
    },
  },
};

function sessionRequest({ app, thumbprint, now }: Props, version: number): string {
  // A signature is good for one session: the last digits keep them apart.
  const time = new Date(now).toISOString().replace('Z', `${randomInt(1000, 10_000)}Z`);
  const wanted =
    version === 1
      ? '<shared-secret><hmac-alg algName="HMACSHA256">MDEyMzQ1Njc4OWFiY2RlZg==</hmac-alg></shared-secret>'
      : `<hmac>HMACSHA256</hmac><signing-time>${time}</signing-time>`;
  const content = `<content><app-id>${app.id}</app-id>${wanted}</content>`;
  const signature = createSign('sha1').update(content).sign(testKey.privateKey, 'base64');
  const sig = `<sig digestMethod="SHA1" sigMethod="RSA-SHA1" thumbprint="${thumbprint}">${signature}</sig>`;
  const server = version === 1 ? 'appserver' : 'appserver2';
  return `<auth-info><app-id>${app.id}</app-id><credential><${server}>${sig}${content}</${server}></credential></auth-info>`;
}
