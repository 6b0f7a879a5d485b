// Who signed an item, by the certificate in its signature.
import { X509Certificate } from 'node:crypto';
import type { KeptSignature } from '../../../core/signatures/signature.ts';
import { allText, find, outlineOf } from './xml-outline.ts';

/** The common name; undefined where no certificate can be read. The signer's own comes first. */
export function signerOf({ xml }: KeptSignature): string | undefined {
  const root = outlineOf(xml);
  const certificate = root && find(root, 'X509Certificate');
  return certificate && nameIn(allText(certificate));
}

function nameIn(base64: string): string | undefined {
  try {
    const { subject } = new X509Certificate(Buffer.from(base64, 'base64'));
    return /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replace(/\n/g, ', ');
  } catch {
    return undefined;
  }
}
