// Prints a zip by which documents travel in Direct (IHE XDM). What is said of them beside themselves is what one who sends by
// Direct must say, which IHE calls limited metadata: nothing of the patient, who is named in the documents.
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { all, element, type Part, worded } from '../clinical/xml.ts';

export interface NewXdmDocument {
  /** A GUID. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  /** A CDA. */
  readonly bytes: Buffer;
}

export interface NewXdm {
  /** GUIDs: of this zip, and of the house it is from. */
  readonly id: string;
  readonly sourceId: string;
  /** The address of who sends it. */
  readonly from: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly documents: readonly NewXdmDocument[];
}

const folder = 'IHE_XDM/SUBSET01';

export async function printXdm(xdm: NewXdm): Promise<Buffer> {
  const zip = new ZipFile();
  const options = { mtime: new Date(xdm.at) };
  const add = (path: string, content: string | Buffer) => zip.addBuffer(Buffer.from(content), path, options);
  add('INDEX.HTM', printIndex(xdm));
  add('README.TXT', printReadme(xdm));
  add(`${folder}/METADATA.XML`, printMetadata(xdm));
  for (const [place, { bytes }] of xdm.documents.entries()) add(`${folder}/${fileName(place)}`, bytes);
  zip.end();
  return buffer(zip.outputStream);
}

/** As old file systems have them. */
function fileName(place: number): string {
  return `DOC${String(place + 1).padStart(5, '0')}.XML`;
}

function printIndex({ from, documents }: NewXdm): string {
  const links = documents.map(({ title }, place) =>
    element('li', {}, worded('a', title, { href: `${folder}/${fileName(place)}` })),
  );
  const head = element('head', {}, worded('title', 'Documents sent by Direct'));
  const body = element(
    'body',
    {},
    worded('p', `Documents sent by ${from}:`),
    element('ul', {}, ...links),
    element('p', {}, worded('a', 'README', { href: 'README.TXT' })),
  );
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.1//EN" "http://www.w3.org/TR/xhtml-basic/xhtml-basic11.dtd">\n${element('html', { xmlns: 'http://www.w3.org/1999/xhtml' }, head, body)}`;
}

function printReadme({ from }: NewXdm): string {
  return [
    'Clinical documents, packed as IHE XDM.',
    `Sent by ${from} with Keepwell.`,
    `The documents are in ${folder}, with METADATA.XML, which describes them.`,
    '',
  ].join('\r\n');
}

/** Of ebRIM, as IHE has them. */
const kinds = {
  documentEntry: 'urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1',
  limitedEntry: 'urn:uuid:ab9b591b-83ab-4d03-8f5d-f93b1fb92e85',
  formatCode: 'urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d',
  entryId: 'urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab',
  submissionSet: 'urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd',
  limitedSet: 'urn:uuid:5003a9db-8d8d-49e6-bf0c-990e34ac7707',
  author: 'urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d',
  setId: 'urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8',
  sourceId: 'urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832',
};
const objectType = (kind: string) => `urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:${kind}`;
const approved = 'urn:oasis:names:tc:ebxml-regrep:StatusType:Approved';
const setName = 'SubmissionSet01';

function printMetadata(xdm: NewXdm): string {
  const objects = [
    ...xdm.documents.map(printEntry),
    printSet(xdm),
    ...xdm.documents.map((_, place) => printMembership(place)),
  ];
  const list = element(
    'RegistryObjectList',
    { xmlns: 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0' },
    ...objects,
  );
  const request = element(
    'SubmitObjectsRequest',
    { xmlns: 'urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0' },
    list,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${request}`;
}

function entryName(place: number): string {
  return `Document${String(place + 1).padStart(2, '0')}`;
}

function printEntry({ id, title, bytes }: NewXdmDocument, place: number): string {
  const of = entryName(place);
  return element(
    'ExtrinsicObject',
    { id: of, mimeType: 'text/xml', objectType: kinds.documentEntry, status: approved },
    printSlot('hash', createHash('sha1').update(bytes).digest('hex')),
    printSlot('size', String(bytes.length)),
    printSlot('URI', fileName(place)),
    printName(title),
    printNode(of, 'limited', kinds.limitedEntry),
    element(
      'Classification',
      {
        ...{ id: `${of}.format`, classificationScheme: kinds.formatCode, classifiedObject: of },
        ...{ nodeRepresentation: findFormat(bytes), objectType: objectType('Classification') },
      },
      printSlot('codingScheme', formatCodes),
      printName('Format'),
    ),
    printId(of, kinds.entryId, 'XDSDocumentEntry.uniqueId', toOid(id)),
  );
}

function printSet({ id, sourceId, from, at }: NewXdm): string {
  const author = element(
    'Classification',
    {
      ...{ id: `${setName}.author`, classificationScheme: kinds.author, classifiedObject: setName },
      objectType: objectType('Classification'),
    },
    printSlot('authorTelecommunication', `^^Internet^${from}`),
  );
  return element(
    'RegistryPackage',
    { id: setName, objectType: objectType('RegistryPackage'), status: approved },
    printSlot('submissionTime', new Date(at).toISOString().slice(0, 19).replace(/\D/g, '')),
    printName('Documents sent by Direct'),
    printNode(setName, 'set', kinds.submissionSet),
    printNode(setName, 'limited', kinds.limitedSet),
    // An author is no code, which is said by one that is empty.
    author.replace('<Classification ', '<Classification nodeRepresentation="" '),
    printId(setName, kinds.setId, 'XDSSubmissionSet.uniqueId', toOid(id)),
    printId(setName, kinds.sourceId, 'XDSSubmissionSet.sourceId', toOid(sourceId)),
  );
}

function printMembership(place: number): string {
  return element(
    'Association',
    {
      id: `${entryName(place)}.member`,
      associationType: 'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember',
      sourceObject: setName,
      targetObject: entryName(place),
      objectType: objectType('Association'),
    },
    printSlot('SubmissionSetStatus', 'Original'),
  );
}

function printSlot(name: string, ...values: readonly string[]): string {
  return element(
    'Slot',
    { name },
    element(
      'ValueList',
      {},
      all(values, value => worded('Value', value)),
    ),
  );
}

function printName(value: string): Part {
  return element('Name', {}, element('LocalizedString', { value }));
}

/** That an object is of a kind. */
function printNode(of: string, name: string, classificationNode: string): string {
  const id = `${of}.${name}`;
  return element('Classification', {
    ...{ id, classifiedObject: of, classificationNode, objectType: objectType('Classification') },
  });
}

function printId(of: string, identificationScheme: string, name: string, value: string): string {
  return element(
    'ExternalIdentifier',
    {
      ...{ id: `${of}.${name}`, identificationScheme, registryObject: of, value },
      objectType: objectType('ExternalIdentifier'),
    },
    printName(name),
  );
}

/** ITU-T X.667. */
function toOid(guid: string): string {
  return `2.25.${BigInt(`0x${guid.replaceAll('-', '')}`)}`;
}

const formatCodes = '1.3.6.1.4.1.19376.1.2.3';
const headBytes = 65_536;

/** By the templates that its head names. */
function findFormat(bytes: Buffer): string {
  const head = bytes.toString('utf8', 0, headBytes).split('<component')[0] ?? '';
  if (!head.includes('2.16.840.1.113883.10.20.22.1.')) return 'urn:ihe:iti:xds:2017:mimeTypeSufficient';
  const version = head.includes('"2015-08-01"') ? '2.1' : '1.1';
  const body = bytes.includes('<nonXMLBody') ? 'nonXMLBody' : 'structuredBody';
  return `urn:hl7-org:sdwg:ccda-${body}:${version}`;
}
