import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { unzip } from '../../testing/unzip.ts';
import { readXdm } from './xdm.ts';
import { printXdm } from './xdm-print.ts';

const id = '00000000-0000-4000-8000-0000000000ff';
const cda = (head: string, body = '<structuredBody/>') =>
  Buffer.from(
    `<ClinicalDocument xmlns="urn:hl7-org:v3">${head}<component>${body}</component></ClinicalDocument>`,
  );
const ccda = cda('<templateId root="2.16.840.1.113883.10.20.22.1.2" extension="2015-08-01"/>');
const documents = [
  { id, title: 'Summary <& "more"', bytes: ccda },
  { id, title: 'Of 1.1', bytes: cda('<templateId root="2.16.840.1.113883.10.20.22.1.9"/>', '<nonXMLBody/>') },
  { id, title: 'Any', bytes: cda('') },
];
const xdm = {
  id,
  sourceId: id,
  from: 'ada@direct.example',
  at: Date.UTC(2026, 10, 25, 12, 30, 5),
  documents,
};

test('its documents are read back, byte for byte, under names that any file system has', async () => {
  const zip = await printXdm(xdm);
  expect([...unzip(zip).keys()]).toEqual([
    'INDEX.HTM',
    'README.TXT',
    'IHE_XDM/SUBSET01/METADATA.XML',
    'IHE_XDM/SUBSET01/DOC00001.XML',
    'IHE_XDM/SUBSET01/DOC00002.XML',
    'IHE_XDM/SUBSET01/DOC00003.XML',
  ]);
  expect(await readXdm(zip)).toEqual(
    documents.map(({ bytes }, place) => ({
      path: `IHE_XDM/SUBSET01/DOC0000${place + 1}.XML`,
      name: `DOC0000${place + 1}.XML`,
      type: 'text/xml',
      bytes,
    })),
  );
});

test('its metadata is what Direct asks for, and says nothing of the patient', async () => {
  const metadata =
    unzip(await printXdm(xdm))
      .get('IHE_XDM/SUBSET01/METADATA.XML')
      ?.toString() ?? '';
  readXml(metadata);
  const count = (what: string) => metadata.split(what).length - 1;
  const sum = createHash('sha1').update(ccda).digest('hex');
  expect(metadata).toContain(`<Slot name="hash"><ValueList><Value>${sum}</Value></ValueList></Slot>`);
  expect(metadata).toContain(`<Slot name="size"><ValueList><Value>${ccda.length}</Value></ValueList></Slot>`);
  expect(metadata).toContain('<Value>20261125123005</Value>');
  expect(metadata).toContain('<Value>^^Internet^ada@direct.example</Value>');
  expect(metadata).toContain('nodeRepresentation="" ');
  const formats = [...metadata.matchAll(/nodeRepresentation="(urn:[^"]*)"/g)].map(([, code]) => code);
  expect(formats).toEqual([
    'urn:hl7-org:sdwg:ccda-structuredBody:2.1',
    'urn:hl7-org:sdwg:ccda-nonXMLBody:1.1',
    'urn:ihe:iti:xds:2017:mimeTypeSufficient',
  ]);
  expect([count('<ExtrinsicObject '), count('<RegistryPackage '), count('<Association ')]).toEqual([3, 1, 3]);
  expect(count('ab9b591b-83ab-4d03-8f5d-f93b1fb92e85')).toBe(3);
  expect(count('5003a9db-8d8d-49e6-bf0c-990e34ac7707')).toBe(1);
  expect(count(`value="2.25.${BigInt(`0x${id.replaceAll('-', '')}`)}"`)).toBe(5);
  expect(metadata).not.toContain('patientId');
  const ids = [...metadata.matchAll(/ id="([^"]*)"/g)].map(([, one]) => one);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what people open first leads to each document, whatever it is called', async () => {
  const files = unzip(await printXdm(xdm));
  const index = files.get('INDEX.HTM')?.toString() ?? '';
  expect(index).toContain('<a href="IHE_XDM/SUBSET01/DOC00001.XML">Summary &lt;&amp; "more"</a>');
  expect(files.get('README.TXT')?.toString()).toContain('ada@direct.example');
});
