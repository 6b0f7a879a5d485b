import { expect, test } from 'vitest';
import { makeZip } from '../../testing/source-files.ts';
import { xdmBytesMax } from './limits.ts';
import { readXdm } from './xdm.ts';

const metadata = (uri: string, type = 'text/xml') =>
  `<SubmitObjectsRequest xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"><RegistryObjectList xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">
   <ExtrinsicObject id="d1" mimeType="${type}"><Slot name="URI"><ValueList><Value>${uri}</Value></ValueList></Slot></ExtrinsicObject>
   </RegistryObjectList></SubmitObjectsRequest>`;

test('documents are those that the description names, of the kind that it says', async () => {
  const zip = await makeZip({
    'INDEX.HTM': '<html/>',
    'IHE_XDM/SUBSET01/METADATA.XML': metadata('DOC0001.XML'),
    'IHE_XDM/SUBSET01/DOC0001.XML': '<a/>',
    'IHE_XDM/SUBSET01/STYLE.XSL': '<b/>',
  });
  expect(await readXdm(zip)).toEqual([
    {
      path: 'IHE_XDM/SUBSET01/DOC0001.XML',
      name: 'DOC0001.XML',
      type: 'text/xml',
      bytes: Buffer.from('<a/>'),
    },
  ]);
});

test('a zip without a description is like any other', async () => {
  expect(await readXdm(await makeZip({ 'a.txt': 'a' }))).toBeUndefined();
});

test('what climbs out of the zip is nowhere', async () => {
  const zip = await makeZip({ 'IHE_XDM/S/METADATA.XML': metadata('../../../etc/passwd'), 'etc/passwd': 'x' });
  expect(await readXdm(zip)).toEqual([]);
});

test('bombs are refused, the description among them', async () => {
  const bomb = await makeZip({
    'IHE_XDM/S/METADATA.XML': metadata('BOMB.XML'),
    'IHE_XDM/S/BOMB.XML': Buffer.alloc(xdmBytesMax + 1, 'a'),
  });
  await expect(readXdm(bomb)).rejects.toMatchObject({ fault: 'unpacks-too-large' });
  const described = await makeZip({ 'IHE_XDM/S/METADATA.XML': Buffer.alloc(5_000_000, '<') });
  await expect(readXdm(described)).rejects.toMatchObject({ fault: 'too-large' });
  const broken = await makeZip({ 'IHE_XDM/S/METADATA.XML': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' });
  await expect(readXdm(broken)).rejects.toMatchObject({ fault: 'damaged' });
  await expect(readXdm(Buffer.from('PK\x03\x04 no zip'))).rejects.toMatchObject({ fault: 'cut-off' });
});
