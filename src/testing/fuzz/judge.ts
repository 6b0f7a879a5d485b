// Looks at how a case went and says what is wrong with it, if anything. Reads answers and bodies with libxml2, so that
// what is judged and what judges share no parser.
import { ParseOption, XmlC14NMode, XmlDocument, type XmlNode } from 'libxml2-wasm';
import { statusName } from '../../core/healthvault/statuses.ts';
import type { FuzzCase } from './cases.ts';
import type { Stage } from './stage.ts';
import { canary } from './words.ts';

export interface Outcome {
  readonly xml: string;
  readonly milliseconds: number;
  /** What the server blamed on itself. */
  readonly errors: readonly string[];
  /** Did the store change? */
  readonly wrote: boolean;
}

export const slowMs = 1000;

/** What is wrong, in words that name a kind before the colon; undefined when all is well. */
export function problemIn(stage: Stage, fuzzCase: FuzzCase, outcome: Outcome): string | undefined {
  const { xml, milliseconds, errors, wrote } = outcome;
  if (errors.length > 0) return `error: ${errors[0]!.slice(0, 2000)}`;
  const code = Number(/^<response><status><code>(\d+)<\/code>/.exec(xml)?.[1] ?? Number.NaN);
  if (code === 1) return 'failed: code 1';
  if (statusName(code) === undefined) return `unknown code: ${code}`;
  if (milliseconds > slowMs) return `slow: ${Math.round(milliseconds)} ms`;
  if (code !== 0 && wrote) return `wrote: although it answered ${code}`;
  if (code === 0 && !mayPass(fuzzCase))
    return `wrong success: only ${fuzzCase.mayPass} may pass, and XML without DTD`;
  if (xml.length < fullyReadMax && !isXml(xml)) return 'answer: is not well-formed';
  return leakIn(stage, xml, code);
}

/** Long texts repeat what short ones show. */
const fullyReadMax = 100_000;

function mayPass({ mayPass, original, body }: FuzzCase): boolean {
  if (mayPass === 'nothing') return false;
  if (body.length > fullyReadMax) return mayPass === 'signed';
  const hasDtd = reading(body, document => document.dtd !== null);
  if (hasDtd !== false) return hasDtd === 'quibble';
  switch (mayPass) {
    case 'signed':
      return true;
    case 'original':
      return same(body, wrappedParts(original!), ['/*/header', '/*/info']);
    case 'content':
      return same(body, wrappedParts(original!), ['/*/info/auth-info/credential/*/content']);
  }
}

function wrappedParts({ header, info }: { header: string; info: string }): Buffer {
  return Buffer.from(`<r>${header}${info}</r>`);
}

/** Are the elements at these paths there once in each document, and equal in canonical form? */
function same(a: Buffer, b: Buffer, paths: readonly string[]): boolean {
  const formsOf = (body: Buffer) =>
    reading(body, document => paths.map(path => canonical(document.find(path))));
  const [ours, theirs] = [formsOf(a), formsOf(b)];
  if (!Array.isArray(ours) || !Array.isArray(theirs)) return false;
  return ours.every((form, i) => form !== undefined && form === theirs[i]);
}

function canonical(nodes: readonly XmlNode[]): string | undefined {
  if (nodes.length !== 1) return undefined;
  return nodes[0]!.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: true });
}

function isXml(xml: string): boolean {
  return reading(Buffer.from(xml), () => true) !== undefined;
}

/** What libxml2 has against a document although XML has not. */
const quibbles = /^(?:.* is not a valid URI\n)+$/;

/** Undefined when it is not well-formed. */
function reading<T>(body: Buffer, use: (document: XmlDocument) => T): T | 'quibble' | undefined {
  let document: XmlDocument;
  try {
    // The platform's requests are UTF-8, whatever they say of themselves.
    document = XmlDocument.fromBuffer(body, { option: ParseOption.XML_PARSE_IGNORE_ENC });
  } catch (error) {
    return quibbles.test((error as Error).message) ? 'quibble' : undefined;
  }
  try {
    return use(document);
  } finally {
    document.dispose();
  }
}

/** Messages tell nothing of the machine, of the code, of the data, and no secrets. */
function leakIn(stage: Stage, xml: string, code: number): string | undefined {
  const { server, sessions, own, stranger, child } = stage;
  const never = [
    server.data,
    process.cwd(),
    stranger.userToken,
    own.record.id,
    own.person.id,
    child.secret.toString('base64'),
  ];
  for (const secret of never) if (xml.includes(secret)) return 'leak: a secret, a path or an inner id';
  if (code === 0) return undefined;
  for (const { token } of sessions) if (xml.includes(token)) return 'leak: a session token';
  if (xml.includes(own.userToken)) return 'leak: a user token';
  if (xml.includes(canary)) return 'leak: text of the request';
  return looksInner.test(xml) ? 'leak: looks like a stack, a path or a statement' : undefined;
}

const looksInner =
  /node_modules|\/(?:home|root|tmp|usr|work)\/|\.[cm]?[tj]s:\d|\n\s+at |SQLITE|SELECT |TypeError|undefined(?! entity)|\[object/;
