// What a C-CDA document says of whose it is and when the visit was, or what the sender says in its place: in an extension
// of the thing with the source hv-meaningfuluse. Used by receipts.ts.

import { readStored } from '../../../schema/stored-xml.ts';
import { OPEN, TEXT, type XmlDocument } from '../../../schema/xml-document.ts';
import ccd from '../../../things/ccd.ts';
import cda from '../../../things/cda.ts';

/** The types that C-CDA documents are kept in. */
const typeIds: ReadonlySet<string> = new Set([ccd, cda].flatMap(type => type.versions.map(({ id }) => id)));

export function isClinicalDocument({ typeId }: { readonly typeId: string }): boolean {
  return typeIds.has(typeId);
}

export interface Visit {
  readonly patientId: string;
  /** Empty where there is none. */
  readonly organizationId: string;
  readonly eventAt: number;
}

/** Names that are no longer than this are kept. */
const idLengthMax = 500;
const extensionSource = 'hv-meaningfuluse';
const v3 = 'urn:hl7-org:v3';

/**
 * @param instead what stands in place of what the document says
 * @returns undefined where it cannot be told of whom the document is, or when the visit was
 */
export function readVisit(
  { dataXml, commonXml }: { readonly dataXml: string; readonly commonXml: string },
  instead: { readonly patientId?: string | undefined; readonly eventAt?: number | undefined } = {},
): Visit | undefined {
  const document = readStored(dataXml);
  const said = { ...extensionIn(commonXml), ...instead };
  const { root, extension } = patientIdOf(document);
  const patientId = said.patientId ?? extension ?? root;
  const eventAt = said.eventAt ?? eventOf(document);
  const organizationId = patientId === root && said.patientId === undefined ? '' : (root ?? '');
  if (patientId === undefined || eventAt === undefined) return undefined;
  if (patientId.length > idLengthMax || organizationId.length > idLengthMax) return undefined;
  return { patientId, organizationId, eventAt };
}

function patientIdOf(document: XmlDocument): { root: string | undefined; extension: string | undefined } {
  const [id] = at(document, 'recordTarget', 'patientRole', 'id');
  return { root: attribute(document, id, 'root'), extension: attribute(document, id, 'extension') };
}

/** The discharge, or the visit where nobody was an inpatient. */
function eventOf(document: XmlDocument): number | undefined {
  const [stay] = at(document, 'componentOf', 'encompassingEncounter', 'effectiveTime');
  const events = at(document, 'documentationOf', 'serviceEvent')
    .filter(i => attribute(document, i, 'classCode') === 'PCPR')
    .flatMap(i => children(document, i, 'effectiveTime'));
  const times = [
    boundOf(document, stay, 'high'),
    ...events.flatMap(i => [
      boundOf(document, i, 'high'),
      attribute(document, i, 'value'),
      boundOf(document, i, 'low'),
    ]),
    attribute(document, stay, 'value'),
    boundOf(document, stay, 'low'),
  ];
  return times.map(moment).find(time => time !== undefined);
}

function boundOf(document: XmlDocument, time: number | undefined, name: 'low' | 'high'): string | undefined {
  return time === undefined ? undefined : attribute(document, children(document, time, name)[0], 'value');
}

/** HL7's own form: `20130910181254.123-0800`, as far as it is known. Without a zone it is taken for UTC. */
function moment(text: string | undefined): number | undefined {
  const parts = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:\.(\d{1,3})\d*)?(?:([+-])(\d\d)(\d\d))?$/.exec(
    text ?? '',
  );
  if (!parts) return undefined;
  const [, y, m = '01', d = '01', h = '00', min = '00', s = '00', f = '0', sign, zh, zm] = parts;
  const zone = sign === undefined ? 'Z' : `${sign}${zh}:${zm}`;
  const time = Date.parse(`${y}-${m}-${d}T${h}:${min}:${s}.${f.padEnd(3, '0')}${zone}`);
  return Number.isNaN(time) ? undefined : time;
}

/** Clients of .NET write the extension into an extension; so it is looked for at any depth. */
function extensionIn(commonXml: string): { patientId?: string; eventAt?: number } {
  if (!commonXml.includes(extensionSource)) return {};
  const common = readStored(commonXml);
  const own = children(common, 0, 'extension', '').filter(
    i => attribute(common, i, 'source') === extensionSource,
  );
  const found: { patientId?: string; eventAt?: number } = {};
  for (const extension of own) {
    for (let i = extension; i < common.closeAt(extension); i++) {
      if (common.kinds[i] !== OPEN) continue;
      const characters = textIn(common, i).trim();
      if (common.values[i] === 'patient-id' && characters !== '') found.patientId ??= characters;
      const time = common.values[i] === 'event-date' ? dateTime(characters) : Number.NaN;
      if (!Number.isNaN(time)) found.eventAt ??= time;
    }
  }
  return found;
}

/** As xs:dateTime, UTC where no zone is given; not a number where it is none. */
function dateTime(text: string): number {
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+)?(Z|[+-]\d\d:\d\d)?$/.test(text)) return Number.NaN;
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
}

/** The elements that a path of names leads to from the root. */
function at(document: XmlDocument, ...names: string[]): number[] {
  return names.reduce<number[]>((from, name) => from.flatMap(i => children(document, i, name)), [0]);
}

function children(document: XmlDocument, around: number, name: string, uri = v3): number[] {
  const { kinds, values, uris } = document;
  const found: number[] = [];
  for (let i = around + 1; i < document.closeAt(around); i++) {
    if (kinds[i] !== OPEN) continue;
    if (values[i] === name && uris[i] === uri) found.push(i);
    i = document.closeAt(i);
  }
  return found;
}

function attribute(document: XmlDocument, index: number | undefined, name: string): string | undefined {
  if (index === undefined) return undefined;
  const value = document
    .attributesAt(index)
    .find(a => a.uri === '' && a.name === name)
    ?.value.trim();
  return value === '' ? undefined : value;
}

function textIn(document: XmlDocument, index: number): string {
  let out = '';
  for (let i = index + 1; i < document.closeAt(index); i++)
    if (document.kinds[i] === TEXT) out += document.valueAt(i);
  return out;
}
