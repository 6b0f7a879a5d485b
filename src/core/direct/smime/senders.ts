// Whom a mail says it is from. One address alone, or it is not told apart who that is. Used by peel.ts.
import type { Limits } from '../../limits/limits.ts';
import { decodeBody, type Entity, readEntity } from './entity.ts';

const phrase = /(?:[^<>,;:"()@\\]|"(?:[^"\\]|\\.)*")*/;
const boxPattern = new RegExp(`^${phrase.source}<([^<>\\s,;:"()]+)>$`);
const barePattern = /^[^<>\s,;:"()]+$/;

export type Senders = readonly [string, ...string[]];

/**
 * All that a signer must be bound to, whom it is shown as first: what was signed says it before what stands around.
 * @param content what was signed
 * @returns undefined where one of them names nobody or several
 */
export function findSenders(
  content: Entity,
  outer: Entity,
  { envelope, limits }: { readonly envelope: string; readonly limits: Limits },
): Senders | undefined {
  const wrapped = content.type === 'message/rfc822' ? [readEntity(decodeBody(content), limits)] : [];
  const said = [...wrapped, content, ...(content === outer ? [] : [outer])].flatMap(entity =>
    entity.headers('from'),
  );
  const addresses = [...said.map(readBox), ...(envelope === '' ? [] : [envelope])];
  const [first, ...others] = addresses;
  if (first === undefined || others.includes(undefined)) return undefined;
  return [first, ...others.filter(address => address !== undefined)];
}

/** The address in a header of one mailbox. */
function readBox(value: string): string | undefined {
  return boxPattern.exec(value)?.[1] ?? barePattern.exec(value)?.[0];
}
