// A record, or some of its items, as a C-CDA R2.1 document with its words: what others read in the statements of the
// standard, and what these cannot hold beside them, so that everything comes back.
import { readStored } from '../../../schema/stored-xml.ts';
import { readXml } from '../../../schema/xml-reader.ts';
import basic, { type Basic } from '../../../things/basic.ts';
import { type DateValue, dateText, getEarliest } from '../../../things/common/dates.ts';
import { sayInEnglish } from '../../../things/common/say.ts';
import { readDate, writeItem } from '../../../things/data.ts';
import {
  currentVersion,
  getVersion,
  parseThing,
  type ThingType,
  type ThingVersion,
  transform,
} from '../../../things/index.ts';
import personal, { type Personal } from '../../../things/personal.ts';
import personalContact, { type PersonalContact } from '../../../things/personal-contact.ts';
import { all, element, worded } from '../../clinical/xml.ts';
import { readCcda } from '../ccda.ts';
import { writeKept } from '../kept.ts';
import { nothing, writeCoded, writeContact, writeName, writeTime } from './data-types.ts';
import { findWriter } from './entries.ts';
import { id, type SectionKey, sectionNames, writeComment } from './statements.ts';

/** An item as it is kept, in any version of its type. */
export interface WrittenThing {
  readonly id: string;
  readonly typeId: string;
  readonly dataXml: string;
  readonly note: string | undefined;
}

export interface DocumentFacts {
  /** A GUID. */
  readonly id: string;
  readonly title: string;
  /** When it is written: `20260301093000+0000`. */
  readonly written: string;
  /** The program or place that gives it. */
  readonly custodian: string;
  /** What whoever it is about is called, where no item says it. */
  readonly patient?: string | undefined;
}

interface Entry {
  readonly section: SectionKey;
  readonly xml: string;
  readonly what: string;
  readonly when: string;
  readonly note: string;
  readonly sortedBy: string;
}

interface Item {
  readonly id: string;
  readonly type: ThingType;
  readonly version: ThingVersion;
  readonly value: unknown;
  readonly xml: string;
  readonly note: string | undefined;
}

export function writeCcda(things: readonly WrittenThing[], facts: DocumentFacts): string {
  const items = things.map(readThing);
  const entries = items.filter(({ type }) => !isWhole(type)).map(writeEntry);
  const header = items.filter(({ type }) => isWhole(type));
  // Of the person the header tells what it can; the items themselves are kept among the others.
  entries.push(...header.map(writeEntry));
  return writeDocument(facts, writeRecordTarget(header, facts), writeBody(entries));
}

function isWhole(type: ThingType): boolean {
  return ([basic, personal, personalContact] as readonly unknown[]).includes(type);
}

function readThing({ id, typeId, dataXml, note }: WrittenThing): Item {
  const { type, version: kept } = getVersion(typeId);
  const version = currentVersion(type);
  const value = transform(type, parseThing(kept, readStored(dataXml).root()), kept, version);
  return { id, type, version, value, xml: kept === version ? dataXml : writeItem(version, value).xml, note };
}

function writeEntry(item: Item): Entry {
  const { type, version, value, note = '' } = item;
  const date = readDate(value, version.effectiveDate ?? type.begins);
  return {
    section: findWriter(type)?.section ?? 'others',
    xml: element('entry', {}, writeStatement(item)),
    what: `${findWriter(type) ? '' : `${type.name}: `}${type.summary(value as never)}`,
    when: date ? dateText(date as DateValue, sayInEnglish) : '',
    note,
    sortedBy: (date && getEarliest(date as DateValue)) ?? '',
  };
}

/** With the whole item beside it only where the statement alone does not bring it back. */
function writeStatement(item: Item): string {
  const writer = findWriter(item.type);
  const { id: own, version, value, xml, note } = item;
  const kept = writeKept({ typeId: version.id, xml, note });
  if (!writer) return writeOther(item, kept);
  const comments = note === undefined || note === '' ? [] : [writeComment(note)];
  const alone = writer.write(value as never, { id: own, acts: comments });
  return bringsBack(alone, writer.section, item)
    ? alone
    : writer.write(value as never, { id: own, acts: [...comments, kept] });
}

function bringsBack(statement: string, section: SectionKey, { version, value, note }: Item): boolean {
  const small = wrap(writeSection(section, '', element('entry', {}, statement)));
  const found = readCcda(readXml(`<ClinicalDocument ${namespaces}>${small}</ClinicalDocument>`));
  const [only, ...others] = found;
  if (!only || others.length > 0 || !('candidate' in only)) return false;
  const { candidate } = only;
  return (
    candidate.typeId === version.id &&
    candidate.xml === writeItem(version, value).xml &&
    candidate.note === note
  );
}

/** An item that the standard has no statement for, in words. */
function writeOther({ id: own, type, value }: Item, kept: string): string {
  return element(
    'act',
    { classCode: 'ACT', moodCode: 'EVN' },
    id(own),
    element('code', { nullFlavor: 'OTH' }, worded('originalText', type.name)),
    worded('text', type.summary(value as never)),
    element('entryRelationship', { typeCode: 'COMP' }, kept),
  );
}

const namespaces =
  'xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

function wrap(sections: string): string {
  return element('component', {}, element('structuredBody', {}, sections));
}

function writeBody(entries: readonly Entry[]): string {
  const keys = Object.keys(sectionNames) as SectionKey[];
  const sections = keys.flatMap(key => {
    const own = entries
      .filter(({ section }) => section === key)
      .sort((a, b) => (a.sortedBy < b.sortedBy ? 1 : a.sortedBy > b.sortedBy ? -1 : 0));
    return own.length === 0
      ? []
      : [
          writeSection(
            key,
            writeTable(own),
            all(own, ({ xml }) => xml),
          ),
        ];
  });
  return wrap(
    sections.length > 0
      ? sections.join('')
      : writeSection('others', worded('paragraph', 'Nothing.') ?? '', ''),
  );
}

function writeSection(key: SectionKey, text: string, entries: string): string {
  const { code, title, templates } = sectionNames[key];
  const section = element(
    'section',
    {},
    all(templates, ([root, extension]) =>
      extension === undefined
        ? element('templateId', { root })
        : element('templateId', { root }) + element('templateId', { root, extension }),
    ),
    element('code', { code, codeSystem: '2.16.840.1.113883.6.1', displayName: title }),
    worded('title', title),
    element('text', {}, text),
    entries,
  );
  return element('component', {}, section);
}

function writeTable(entries: readonly Entry[]): string {
  const hasNotes = entries.some(({ note }) => note !== '');
  const columns = ['What', 'When', ...(hasNotes ? ['Note'] : [])];
  const row = (cells: readonly string[], name: string) =>
    element(
      'tr',
      {},
      all(cells, cell => worded(name, cell) ?? element(name)),
    );
  return element(
    'table',
    {},
    element('thead', {}, row(columns, 'th')),
    element(
      'tbody',
      {},
      all(entries, ({ what, when, note }) => row([what, when, ...(hasNotes ? [note] : [])], 'td')),
    ),
  );
}

const genders = { m: ['M', 'Male'], f: ['F', 'Female'] } as const;

function writeRecordTarget(items: readonly Item[], { custodian, patient: name }: DocumentFacts): string {
  const find = <Value>(type: ThingType<Value>) =>
    items.find(one => one.type === (type as ThingType))?.value as Value | undefined;
  const who: Personal | undefined = find(personal);
  const little: Basic | undefined = find(basic);
  const reach: PersonalContact | undefined = find(personalContact);
  const gender = little?.gender && genders[little.gender];
  const born = who?.birthdate ?? (little?.birthyear === undefined ? undefined : { y: little.birthyear });
  const patient = element(
    'patient',
    {},
    who?.name ? writeName(who.name) : (worded('name', name) ?? element('name', nothing)),
    gender
      ? element('administrativeGenderCode', {
          code: gender[0],
          codeSystem: '2.16.840.1.113883.5.1',
          displayName: gender[1],
        })
      : element('administrativeGenderCode', nothing),
    writeTime('birthTime', born),
    writeCoded('maritalStatusCode', who?.maritalStatus),
    writeCoded('religiousAffiliationCode', who?.religion),
    writeCoded('raceCode', who?.ethnicity) ?? element('raceCode', nothing),
    element('ethnicGroupCode', nothing),
  );
  const addresses = writeContact(reach?.contact);
  return element(
    'recordTarget',
    {},
    element(
      'patientRole',
      {},
      element('id', nothing),
      addresses.startsWith('<addr')
        ? addresses
        : element('addr', nothing) + (addresses || element('telecom', nothing)),
      patient,
      element('providerOrganization', {}, element('id', nothing), worded('name', custodian)),
    ),
  );
}

function writeDocument(facts: DocumentFacts, recordTarget: string, body: string): string {
  const { id: own, title, written, custodian } = facts;
  const ccd = '2.16.840.1.113883.10.20.22.1';
  const header = [
    element('realmCode', { code: 'US' }),
    element('typeId', { root: '2.16.840.1.113883.1.3', extension: 'POCD_HD000040' }),
    element('templateId', { root: `${ccd}.1` }) +
      element('templateId', { root: `${ccd}.1`, extension: '2015-08-01' }),
    element('templateId', { root: `${ccd}.2` }) +
      element('templateId', { root: `${ccd}.2`, extension: '2015-08-01' }),
    id(own),
    element('code', {
      code: '34133-9',
      codeSystem: '2.16.840.1.113883.6.1',
      displayName: 'Summarization of Episode Note',
    }),
    worded('title', title),
    element('effectiveTime', { value: written }),
    element('confidentialityCode', { code: 'N', codeSystem: '2.16.840.1.113883.5.25' }),
    element('languageCode', { code: 'en-US' }),
    recordTarget,
    element(
      'author',
      {},
      element('time', { value: written }),
      element(
        'assignedAuthor',
        {},
        element('id', nothing),
        element('addr', nothing),
        element('telecom', nothing),
        element(
          'assignedAuthoringDevice',
          {},
          worded('manufacturerModelName', 'Keepwell'),
          worded('softwareName', 'Keepwell'),
        ),
      ),
    ),
    element(
      'custodian',
      {},
      element(
        'assignedCustodian',
        {},
        element(
          'representedCustodianOrganization',
          {},
          element('id', nothing),
          worded('name', custodian),
          element('telecom', nothing),
          element('addr', nothing),
        ),
      ),
    ),
  ].join('');
  return `<ClinicalDocument ${namespaces}>${header}${body}</ClinicalDocument>`;
}
