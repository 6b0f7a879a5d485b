// The digital signature of a thing on the wire: a bare Signature in version 1 of the methods, signature-info in version 2.
// Read here as far as its schema goes; core/signatures reads and verifies what is in the Signature.
import {
  isInfo,
  isOfFirstMethod,
  type KeptSignature,
  printSignatureInfo,
  type SentSignature,
} from '../../core/signatures/signature.ts';
import { readStored } from '../../schema/stored-xml.ts';
import type { XmlCursor } from '../../schema/xml-reader.ts';
import { signatureInfo } from '../contracts/parts/signature-info.ts';

const dsUri = 'http://www.w3.org/2000/09/xmldsig#';

/** Is the cursor at a signature, in the form of this version of the methods? */
export function isAtSignature(at: XmlCursor, methodVersion: 1 | 2): boolean {
  return methodVersion === 1 ? at.atNamed('Signature', dsUri) : at.atNamed('signature-info');
}

/** Reads it and moves past it. @param thing the cursor at the thing that it is in */
export function readSignature(at: XmlCursor, thing: XmlCursor, methodVersion: 1 | 2): SentSignature {
  const thingXml = thing.standaloneXml();
  if (methodVersion === 1) {
    at.skip();
    return { thingXml, data: undefined };
  }
  const { sigData } = signatureInfo.parse(at);
  return {
    thingXml,
    data: {
      method: sigData.hvSignatureMethod,
      algorithmTag: sigData.algorithmTag,
      blobs: (sigData.blobSignatureInfo?.item ?? []).map(({ blobInfo: { name, contentType, hashInfo } }) => ({
        name,
        contentType,
        hash: hashInfo && {
          algorithm: hashInfo.algorithm,
          blockSize: hashInfo.params?.blockSize ?? 0,
          hash: hashInfo.hash,
        },
      })),
    },
  };
}

/** As a version of GetThings shows it; nothing where that version has no place for it. */
export function printSignature(kept: KeptSignature, methodVersion: 1 | 2 | 3): string {
  if (methodVersion === 3) return printSignatureInfo(kept);
  if (!isInfo(kept)) return kept.xml;
  return isOfFirstMethod(kept) ? bareSignature(kept.xml) : '';
}

/** The Signature in a signature-info, as it was written. */
function bareSignature(xml: string): string {
  const at = readStored(xml).root();
  at.enter();
  at.atElement();
  at.skip();
  at.atElement();
  return at.standaloneXml();
}
