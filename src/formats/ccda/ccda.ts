// C-CDA R1.1 and R2.1, and the CCD before them: the documents that hospitals and practices in the United States give.
import type { XmlDocument } from '../../schema/xml-reader.ts';
import ccd from '../../things/ccd.ts';
import cda from '../../things/cda.ts';
import type { DateTime } from '../../things/common/dates.ts';
import { getVersion, type ThingType } from '../../things/index.ts';
import { keepDifferent } from '../clinical/different.ts';
import { Element } from '../clinical/element.ts';
import { hasRoot, readDocument, readDocumentBytes } from '../clinical/read-document.ts';
import { keepWhole } from '../clinical/whole.ts';
import { type Finding, type Format, leaveOut, makeIdScope, nameWithin, UnreadableFile } from '../format.ts';
import { type DocumentContext, findIds, hl7, type SectionContext } from './context.ts';
import { readExact, readId } from './data-types.ts';
import { readHeader } from './header.ts';
import { readAuthor, readName, readOrganizationName } from './people.ts';
import { readSections, type SectionReading } from './sections.ts';

export const ccda: Format = {
  id: 'ccda',
  matches: head => hasRoot(head, 'ClinicalDocument', hl7),
  async *read(file, { tell }) {
    const document = await readDocument(file);
    tell(file.size);
    yield* readBoth(document);
  },
};

/** One that lies inside of another file; undefined where it is none. @throws UnreadableFile */
export function readCcdaInside(bytes: Uint8Array): Finding[] | undefined {
  const head = bytes.subarray(0, headBytes);
  const isCcda = hasRoot({ head }, 'ClinicalDocument', hl7);
  return isCcda ? readBoth(readDocumentBytes(bytes)) : undefined;
}

const headBytes = 65_536;

/** The document itself, and what it tells. */
function readBoth(document: XmlDocument): Finding[] {
  return [...readWhole(document), ...readCcda(document)];
}

/**
 * What a clinical document tells: of the person, and section by section.
 * @throws UnreadableFile when it is another kind of document
 */
export function readCcda(document: XmlDocument): Finding[] {
  const findings = keepDifferent(readParts(document).flatMap(({ findings }) => findings));
  const scope = readScope(new Element(document));
  return findings.map(finding => nameWithin(finding, scope));
}

/** Many give the same ids to statements in each document, about anybody: an id counts for whose document it is, and about whom. */
function readScope(root: Element): string {
  const custodian = root.find('custodian', 'assignedCustodian', 'representedCustodianOrganization');
  const author = root.find('author', 'assignedAuthor', 'representedOrganization');
  const keeper = [custodian, author].map(one => readId(one) ?? readOrganizationName(one)).find(Boolean);
  const set = root.find('setId');
  const role = root.find('recordTarget', 'patientRole');
  const patient = role?.find('patient');
  return makeIdScope(
    keeper,
    set && `${set.attribute('root') ?? ''}/${set.attribute('extension') ?? ''}`,
    readId(role),
    patient && readName(patient)?.full.toLowerCase(),
    patient?.find('birthTime')?.attribute('value')?.slice(0, 8),
  );
}

/** The same by sections; the first is the person's own data. */
export function readParts(document: XmlDocument): SectionReading[] {
  const root = new Element(document);
  if (root.name !== 'ClinicalDocument' || root.uri !== hl7) throw new UnreadableFile('not-this-format');
  const context = readContext(document, root);
  const header: SectionContext = {
    ...context,
    code: undefined,
    title: root.find('title')?.text(80) ?? 'ClinicalDocument',
  };
  const sections = [...readSections(context)];
  // What our own documents keep whole beside the header is not taken from that too.
  const isKept = sections.some(({ findings }) => findings.some(isSingle));
  const own = [...readHeader(header)].filter(finding => !isKept || !isSingle(finding));
  const parts: SectionReading[] = [{ code: undefined, findings: own, isNarrative: true }, ...sections];
  // A document that is a scan or a letter has no statements.
  if (root.find('component', 'nonXMLBody'))
    parts.push({ code: undefined, findings: [leaveOut('no-kind', header.title)], isNarrative: true });
  return parts;
}

/** As HealthVault had both kinds: a summary of a person's health, and any other document. */
export function findDocumentType(document: XmlDocument): ThingType<string> {
  const templates = new Element(document).all('templateId');
  return templates.some(one => summaries.has(one.attribute('root') ?? '')) ? ccd : cda;
}

function readWhole(document: XmlDocument): Finding[] {
  const root = new Element(document);
  const { source } = readContext(document, root);
  const sourceId = readId(root);
  return keepWhole(findDocumentType(document), document, {
    ...{ source, sourceId: sourceId && `document ${sourceId}` },
    idScope: readScope(root),
  });
}

/** What the CCD is called: by C-CDA, by HL7 before it, by HITSP. */
const summaries: ReadonlySet<string> = new Set([
  '2.16.840.1.113883.10.20.22.1.2',
  '2.16.840.1.113883.10.20.1',
  '2.16.840.1.113883.3.88.11.32.1',
]);

/** Of what there may be one in a record. */
function isSingle(finding: Finding): boolean {
  return 'candidate' in finding && getVersion(finding.candidate.typeId).type.singleton;
}

function readContext(document: XmlDocument, root: Element): DocumentContext {
  const author = root.find('author');
  const context = {
    root,
    ids: findIds(document),
    words: new Map(),
    written: readWritten(root),
    source: undefined,
    country: root.find('realmCode')?.attribute('code'),
  };
  const custodian = root.find('custodian', 'assignedCustodian', 'representedCustodianOrganization');
  return { ...context, source: readOrganizationName(custodian) ?? readAuthor(author, context) };
}

function readWritten(root: Element): DateTime | undefined {
  return readExact(root.find('effectiveTime')) ?? readExact(root.find('author', 'time'));
}
