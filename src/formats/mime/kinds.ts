// What a file in a mail is, for people and for what is done with it: by what it says it is, and by its first bytes where these
// say more. A clinical document is known by its root, whatever it travels as.
import type { MimePart } from './part.ts';

export type AttachmentKind = 'c-cda' | 'ccr' | 'pdf' | 'picture' | 'zip' | 'other';

const xmlTypes = /^(?:text|application)\/(?:xml|ccd-xml|cda\+xml|ccr\+xml|[\w.-]+\+xml)$/;
const pictureTypes = /^image\/(?:png|jpeg|gif|webp|bmp|tiff|heic)$/;
const zipTypes = /^application\/(?:zip|x-zip|x-zip-compressed)$/;

export function findKind({ contentType, bytes }: Pick<MimePart, 'contentType' | 'bytes'>): AttachmentKind {
  const { type } = contentType;
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'pdf';
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && !/openxml|opendocument/.test(type))
    return zipTypes.test(type) || type === 'application/octet-stream' ? 'zip' : 'other';
  if (xmlTypes.test(type) || type === 'text/plain' || type === 'application/octet-stream') {
    const kind = findDocumentKind(bytes);
    if (kind) return kind;
  }
  return pictureTypes.test(type) ? 'picture' : 'other';
}

const headBytes = 65_536;

/** By the root of the XML: of HL7's clinical documents, or ASTM's. */
function findDocumentKind(bytes: Buffer): 'c-cda' | 'ccr' | undefined {
  const head = textOf(bytes.subarray(0, headBytes))
    .replace(/^\ufeff?\s*/, '')
    .replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '')
    .trimStart();
  const [root] = /^<(?:[\w.-]+:)?(?:ClinicalDocument|ContinuityOfCareRecord)[\s>][^>]*/.exec(head) ?? [];
  if (root === undefined) return undefined;
  if (root.includes('ClinicalDocument') && root.includes('urn:hl7-org:v3')) return 'c-cda';
  return root.includes('ContinuityOfCareRecord') && root.includes('urn:astm-org:CCR') ? 'ccr' : undefined;
}

/** UTF-16 by its first bytes. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
}
