// A file that is one XML document: its characters by the encoding that it says, and its elements. DTDs are refused, and what
// passes the limits.
import { readXml, type XmlDocument, XmlFault } from '../../schema/xml-reader.ts';
import { type FileHead, type SourceFile, UnreadableFile } from '../format.ts';
import { clinicalLimits } from './limits.ts';

/** Those that documents of clinics are in; each is read strictly. */
const encodings = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1', 'windows-1252', 'utf-16']);
const declaration = /^\ufeff?<\?xml\s[^>]{0,200}?\?>/;

/** @throws UnreadableFile */
export async function readDocument(file: SourceFile): Promise<XmlDocument> {
  if (file.size > clinicalLimits.clinicalDocumentBytesMax) throw new UnreadableFile('too-large');
  return readDocumentBytes(await file.read(0, file.size));
}

/** @throws UnreadableFile */
export function readDocumentBytes(bytes: Uint8Array): XmlDocument {
  if (bytes.length > clinicalLimits.clinicalDocumentBytesMax) throw new UnreadableFile('too-large');
  return readDocumentText(decode(bytes));
}

function readDocumentText(text: string): XmlDocument {
  const { clinicalDocumentDepthMax: depthMax, clinicalDocumentNodesMax: nodesMax } = clinicalLimits;
  try {
    return readXml(text.replace(declaration, ''), { depthMax, nodesMax });
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    throw new UnreadableFile(nameFault(error.problem, text));
  }
}

/** Does a document end before its root does? */
function isCutOff(text: string): boolean {
  const root = /<([A-Za-z_][\w.:-]*)/.exec(text.slice(0, headCharacters))?.[1];
  const last = /<\/([\w.:-]+)\s*>\s*(<!--[^<]*-->\s*)?$/.exec(text.slice(-headCharacters))?.[1];
  return root !== undefined && root !== last;
}

/** The root begins and ends within so many. */
const headCharacters = 4096;

/** What a reader of XML says, in the words of whoever brings a file. */
function nameFault(problem: string, text: string) {
  if (/deep|nested/.test(problem)) return 'too-deep';
  if (/more than/.test(problem)) return 'too-large';
  return isCutOff(text) ? 'cut-off' : 'damaged';
}

function decode(bytes: Uint8Array): string {
  const encoding = findEncoding(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile('wrong-encoding');
  }
}

/** By its first bytes, or else by what its declaration says. */
function findEncoding(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 300));
  const named = /^[^<]{0,3}<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1]?.toLowerCase();
  if (named === undefined) return 'utf-8';
  if (!encodings.has(named)) throw new UnreadableFile('wrong-encoding');
  // One that says UTF-16 and is not, by its first bytes, is what nearly all others are.
  return named === 'utf-16' || named.endsWith('ascii') ? 'utf-8' : named;
}

/** Has the root of a document this name, and stands its namespace where it begins? */
export function hasRoot({ head }: Pick<FileHead, 'head'>, name: string, namespace: string): boolean {
  const wide = head[0] === 0xff || head[0] === 0xfe || head[0] === 0 || head[1] === 0;
  const text = wide ? decodeLoosely(head) : new TextDecoder('latin1').decode(head);
  // What may stand before a root: a declaration, instructions and comments.
  const prolog = /^(?:[\u00ef\u00bb\u00bf\ufeff\s]|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/.exec(text)?.[0] ?? '';
  const root = /^<(?:[\w.-]+:)?([\w.-]+)([^>]*)>?/.exec(text.slice(prolog.length));
  return root?.[1] === name && (root[2] ?? '').includes(namespace);
}

function decodeLoosely(head: Uint8Array): string {
  const isBig = head[0] === 0xfe || head[0] === 0;
  return new TextDecoder(isBig ? 'utf-16be' : 'utf-16le').decode(head);
}
