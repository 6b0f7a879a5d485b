// A body as XML, in two goes: what it says of itself, by which its sender becomes known, and what it wants. The events of a
// long request are not made for somebody unknown. Steps of pipeline.ts.
import { type Awaitable, after } from '../../core/awaitable.ts';
import { fault } from '../../core/healthvault/status-fault.ts';
import { getAddressKey } from '../../core/limits/rate-limit.ts';
import { awaitRound } from '../../core/limits/turns.ts';
import { beginXml, readXml, type XmlLimits } from '../../schema/xml-reader.ts';
import { makeTooLong } from './body.ts';
import { readEnvelope, readWish, type Wish } from './envelope.ts';
import type { Beginning, Begun, Exchange, Source } from './exchange.ts';

/** Bytes that are there. */
export function makeSource(bytes: Buffer): Source {
  return { begin: () => ({ bytes, isWhole: true }), whole: async () => bytes };
}

/** Bodies beyond are read few at a time. */
const muchFromBytes = 1_048_576;

/** Of auth and header; a request has some thirty there. */
const headNodesMax = 500;

export function readBeginning(x: Exchange): Awaitable<Begun> {
  return after(x.source.begin(), beginning =>
    after(awaitRound(getAddressKey(x.address)), () => readHead(x, beginning)),
  );
}

function readHead(x: Exchange, { bytes, isWhole }: Beginning): Begun {
  x.body = bytes;
  const { xmlDepthMax: depthMax } = x.vault.limits;
  const text = decoded(bytes, isWhole);
  // Markup that is cut off would be told as malformed.
  const come = isWhole ? text : text.slice(0, text.lastIndexOf('<'));
  const begun = beginXml(come, 'header', { depthMax, nodesMax: headNodesMax });
  if (!isWhole && !begun.isFound) throw headIsLong(x);
  const envelope = readEnvelope(begun.document);
  x.claimedAppId = envelope.header.appId;
  return Object.assign(x, { isWhole, begun, envelope });
}

/** When it is known whose it is: of others no more is read than there is. */
export function readRest<X extends Begun>(x: X): Awaitable<X & { wish: Wish }> {
  const limits = limitsOf(x);
  if (x.isWhole) return Object.assign(x, { wish: readWish(x.begun.readRest(limits)) });
  return waitForRest(x, limits);
}

async function waitForRest<X extends Begun>(x: X, limits: XmlLimits): Promise<X & { wish: Wish }> {
  if (!x.app) throw makeTooLong(x.vault.limits.anonymousRequestBytesMax);
  x.body = await x.source.whole();
  // Its events take many times its bytes.
  if (x.body.length > muchFromBytes) await x.turnForMuch();
  return Object.assign(x, { wish: readWish(readXml(decoded(x.body, true), limits)) });
}

function limitsOf({ vault: { limits } }: Exchange): XmlLimits {
  return { depthMax: limits.xmlDepthMax, nodesMax: limits.xmlNodesMax };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Buffer, isWhole: boolean): string {
  try {
    // A decoder that was given a part keeps what is left of it.
    return isWhole
      ? utf8.decode(bytes)
      : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    throw fault('INVALID_XML', 'It is not valid UTF-8.');
  }
}

function headIsLong({ vault: { limits } }: Exchange) {
  return fault(
    'INVALID_XML',
    `request/header: must end within the first ${limits.anonymousRequestBytesMax} bytes`,
  );
}
