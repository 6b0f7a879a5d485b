// The request envelope: which method, who calls, and where header and info stand in the text.

import type { Infer } from '../../schema/schema.ts';
import { optional, seq } from '../../schema/sequence.ts';
import { guid, int, string, textWithAttributes } from '../../schema/text.ts';
import { type XmlCursor, type XmlDocument, XmlFault } from '../../schema/xml-reader.ts';

const requestNamespace = 'urn:com.microsoft.wc.request';

const algorithm = { algName: string };

const auth = seq({ 'hmac-data': textWithAttributes(string, algorithm) });

const header = seq({
  method: string,
  'method-version': int(),
  'target-person-id': optional(guid),
  'record-id': optional(guid),
  'app-id': optional(guid),
  'auth-session': optional(
    seq({
      'auth-token': string,
      'user-auth-token': optional(string),
      'offline-person-info': optional(seq({ 'offline-person-id': guid })),
    }),
  ),
  language: optional(string),
  country: optional(string),
  'final-xsl': optional(textWithAttributes(string, { 'content-type': { optional: string } })),
  'msg-time': string,
  'msg-ttl': int(),
  version: string,
  'info-hash': optional(seq({ 'hash-data': textWithAttributes(string, algorithm) })),
});

export type RequestHeader = Infer<typeof header>;
export type AuthSession = NonNullable<RequestHeader['authSession']>;

/** What a request says of itself before what it wants. */
export interface Envelope {
  readonly auth: Infer<typeof auth> | undefined;
  readonly header: RequestHeader;
  /** The header element, character by character as it came: what the HMAC covers. */
  readonly headerXml: string;
}

export interface Wish {
  /** The info element, character by character as it came: what the info hash covers. */
  readonly infoXml: string;
  /** At the info element. */
  readonly info: XmlCursor;
}

/** @throws XmlFault when the document, which may end after the header, is no request */
export function readEnvelope(document: XmlDocument): Envelope {
  const at = beginRequest(document);
  const authPart = at.atNamed('auth') ? auth.parse(at) : undefined;
  if (!at.atNamed('header')) at.missing('header');
  const headerXml = at.outerXml();
  return { auth: authPart, header: header.parse(at), headerXml };
}

/** @throws XmlFault when the document, which is whole, has no info, or a header or info twice */
export function readWish(document: XmlDocument): Wish {
  const at = beginRequest(document);
  const close = document.closeAt(0);
  if (at.atNamed('auth')) at.skip();
  at.atNamed('header');
  at.skip();
  if (!at.atNamed('info')) at.missing('info');
  const info = at.at(at.index);
  const infoXml = at.outerXml();
  at.skip();
  at.leave(close);
  return { info, infoXml };
}

function beginRequest(document: XmlDocument): XmlCursor {
  const at = document.root();
  if (!at.atElement() || at.name !== 'request' || at.uri !== requestNamespace)
    throw new XmlFault('', `the root must be request in ${requestNamespace}`);
  at.enter();
  return at;
}
