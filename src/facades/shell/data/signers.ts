// Who signed an item, by the certificates in its signature.
import { X509Certificate } from 'node:crypto';
import type { KeptSignature } from '../../../core/signatures/signature.ts';
import { allText, type Branch, outlineOf } from './xml-outline.ts';

/** Common names; none where no certificate can be read. The signer's own comes first. */
export function signersOf({ xml }: KeptSignature): string[] {
  const root = outlineOf(xml);
  const names = root ? certificates(root).flatMap(text => nameIn(text) ?? []) : [];
  return names.slice(0, 1);
}

function certificates(of: Branch): string[] {
  if (of.element === 'X509Certificate') return [allText(of)];
  return of.children.flatMap(child => (typeof child === 'string' ? [] : certificates(child)));
}

function nameIn(base64: string): string | undefined {
  try {
    const { subject } = new X509Certificate(Buffer.from(base64, 'base64'));
    return /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replace(/\n/g, ', ');
  } catch {
    return undefined;
  }
}
