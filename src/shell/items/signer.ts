// Who signed an item: the certificate whose key made the signature, and no other that stands beside it.

import { findSigner } from '../../core/healthvault/signatures/verify.ts';
import type { KeptSignature } from '../../core/signatures/signature.ts';

/** The common name; undefined where the signature does not prove one. */
export function getSignerName(signature: KeptSignature): string | undefined {
  const subject = findSigner(signature)?.subject;
  return subject && (/^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replace(/\n/g, ', '));
}
