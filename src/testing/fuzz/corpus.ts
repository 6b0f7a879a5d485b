// The requests that mutations start from: every method there is in every version, every thing type, and sessions.
// A new method or type joins by itself; those with requests worth writing by hand have them below.
import fc from 'fast-check';
import { listMethods } from '../../methods/index.ts';
import type { Method } from '../../methods/method.ts';
import { everyType, printThing } from '../../things/index.ts';
import { valuesOf } from '../arbitrary.ts';
import { thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';
import { canary } from './words.ts';

export interface Base {
  readonly method: Method;
  readonly version: number;
  /** The info element. */
  readonly info: string;
}

const samplesPerVersion = 6;
const samplesPerType = 3;
const corpusSeed = 20261125;

export function corpus(): Base[] {
  return listMethods()
    .filter(method => method.name !== 'CreateAuthenticatedSessionToken')
    .flatMap(method => Object.keys(method.versions).flatMap(version => basesOf(method, Number(version))));
}

function basesOf(method: Method, version: number): Base[] {
  const base = (info: string): Base => ({ method, version, info });
  const written = byHand[method.name] ?? [];
  const things = takesThings.has(method.name) ? thingsOfEveryType() : [];
  return [...written, ...things]
    .map(inside => base(`<info>${inside}</info>`))
    .concat(generated(method, version).map(base));
}

/** Printed from the method's own schema, where that can print. */
function generated(method: Method, version: number): string[] {
  const { request } = method.versions[version]!;
  try {
    return samples(valuesOf(request), samplesPerVersion).map(value => request.print('info', value));
  } catch {
    return [];
  }
}

function samples<T>(values: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(values, { numRuns: count, seed: corpusSeed });
}

const takesThings = new Set(['PutThings', 'OverwriteThings']);
let things: string[] | undefined;

function thingsOfEveryType(): string[] {
  things ??= everyType().flatMap(type =>
    type.versions.flatMap(version =>
      samples(valuesOf(version.schema), samplesPerType).map(value =>
        thingXml(version.id, {
          data: printThing(version, value),
          common: `<common><note>${canary}</note></common>`,
        }),
      ),
    ),
  );
  return things;
}

const weight = thingXml(typeIds.weight, {
  data: weightXml(70),
  common: commonXml(),
  tags: 'a,b',
  end: '2027-01-01T00:00:00Z',
});
const update =
  '<thing><thing-id version-stamp="{stamp}">{thing}</thing-id><type-id>{type}</type-id><tags>c</tags></thing>';
const allSections = ['core', 'audits', 'effectivepermissions', 'digitalsignatures', 'tags']
  .map(s => `<section>${s}</section>`)
  .join('');

function commonXml(): string {
  const extension = `<extension source="s" ver="1"><x:a xmlns:x="urn:x" b="c">${canary}</x:a></extension>`;
  const related =
    '<related-thing><thing-id>{thing}</thing-id><relationship-type>r</relationship-type></related-thing>';
  return `<common><source>s</source><note>${canary}</note><tags>t</tags>${extension}${related}<client-thing-id>c1</client-thing-id></common>`;
}

function group(inside: string, attributes = ''): string {
  return `<group${attributes}>${inside}<format>${allSections}<xml/><type-version-format>${typeIds.medication2}</type-version-format></format></group>`;
}

const ordered = `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><xml/></format><order-by><order-by-property type-id="${typeIds.weight}" property-name="eff-date" direction="Desc"/></order-by></group>`;

const filter = (inside: string) => `<filter>${inside}</filter>`;

/** The inside of info. `{thing}`, `{stamp}` and `{type}` stand for a thing that is there. */
const byHand: Readonly<Record<string, readonly string[]>> = {
  PutThings: [weight, weight + weight, update, weight + update],
  OverwriteThings: [weight, update],
  RemoveThings: ['<thing-id version-stamp="{stamp}">{thing}</thing-id>'],
  SendDirectMessage: [
    `<to>a@direct.example</to><subject>s</subject><text-body>${canary}</text-body><thing-id>{thing}</thing-id><client-message-id>c</client-message-id>`,
  ],
  GetThings: [
    group(filter(`<type-id>${typeIds.weight}</type-id>`), ' name="g" max="5" max-full="2"'),
    group('<id>{thing}</id>') + group('<key version-stamp="{stamp}">{thing}</key>'),
    group('<client-thing-id>c1</client-thing-id>'),
    group(
      filter(
        `<thing-state>Active</thing-state><eff-date-min>2020-01-01T00:00:00</eff-date-min><eff-date-max>2027-01-01T00:00:00</eff-date-max>`,
      ),
    ),
    group(
      filter(`<type-id>${typeIds.weight}</type-id><xpath>/thing/data-xml/weight[value/kg &gt; 60]</xpath>`),
      ' max="3"',
    ),
    group(filter('<xpath>/thing/data-xml/*[when]</xpath>'), ' max="3"'),
    group(
      filter(
        '<created-app-id>{app}</created-app-id><updated-person-id>{person}</updated-person-id><updated-date-min>2020-01-01T00:00:00Z</updated-date-min>',
      ),
    ),
    ordered,
  ],
  GetRecordOperations: ['<record-operation-sequence-number>0</record-operation-sequence-number>'],
  GetThingType: [`<id>${typeIds.weight}</id><section>core</section><section>xsd</section>`, ''],
  GetVocabulary: [
    '<vocabulary-parameters><vocabulary-key><name>thing-types</name></vocabulary-key><fixed-culture>false</fixed-culture></vocabulary-parameters>',
  ],
  SearchVocabulary: [
    '<vocabulary-key><name>weight-units</name></vocabulary-key><text-search-parameters><search-string search-mode="Contains">gram</search-string><max-results>5</max-results></text-search-parameters>',
    '<text-search-parameters><search-string search-mode="FullText">units of weight</search-string></text-search-parameters>',
  ],
  GetServiceDefinition: [
    '',
    '<response-sections><section>platform</section><section>topology</section></response-sections>',
  ],
  SetApplicationSettings: [`<app-settings><a b="c">${canary}</a></app-settings>`, ''],
  GetAuthorizedPeople: [
    '<parameters><person-id-cursor>{person}</person-id-cursor></parameters>',
    '<parameters/>',
  ],
  GetAuthorizedRecords: ['<id>{record}</id>'],
  QueryPermissions: [`<thing-type-id>${typeIds.weight}</thing-type-id>`],
};
