// Whom a signature that is kept already names as its signer.
import { expect, test } from 'vitest';
import { type Certified, givenCertificate, givenRsaKey, signThing } from '../../../testing/signatures.ts';
import { aWeight } from '../../../testing/things.ts';
import { findSigner } from './verify.ts';

const now = Date.UTC(2026, 10, 26);

test('the signer is whose key made the signature, never who stands beside it', async () => {
  const good = await givenCertificate({ name: 'Good', now, key: givenRsaKey() });
  const nurse = await givenCertificate({ name: 'Nurse', now });
  const der = ({ certificate }: Certified) => Buffer.from(certificate.rawData);
  const pem = Buffer.from(nurse.certificate.toString('pem'));
  const kept = (...certificates: Buffer[]) => {
    const signed = signThing(aWeight(), nurse);
    const all = certificates.map(bytes => `<X509Certificate>${bytes.toString('base64')}</X509Certificate>`);
    const xml = /<signature-info>.*<\/signature-info>/.exec(signed)![0];
    return { xml: xml.replace(/<X509Certificate>.*<\/X509Certificate>/, all.join('')), dataXml: undefined };
  };
  expect(findSigner(kept(der(nurse), der(good)))?.subject).toBe('CN=Nurse');
  expect(findSigner(kept(der(good), der(nurse)))).toBeUndefined();
  expect(findSigner(kept(der(good)))).toBeUndefined();
  expect(findSigner(kept(Buffer.concat([der(good), Buffer.from('\n'), pem])))).toBeUndefined();
});
