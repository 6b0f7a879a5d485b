// What ties a mailed link to whoever asked for it: the browser it was asked in, or a code that is typed there by somebody
// who reads the mail elsewhere. Who opens it anywhere else would confirm their address for somebody else's account.
import { decodeBase64, hashSha256, isSameBytes } from '../secrets.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { MailedLink, Person } from './person.ts';

interface Inside {
  /** SHA-256 of what only the browser knows that asked, base64. */
  readonly begunBy: string;
  readonly code: string;
}

const digits = 8;

/** What a link keeps of it, and the code for the mail. @param mark what only the browser knows that asks */
export function tieToAsker({ keys, ids }: Vault, mark: string): { sealed: Buffer; code: string } {
  const code = String(ids.bytes(6).readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0');
  const inside: Inside = { begunBy: hashSha256(mark).toString('base64'), code };
  return {
    sealed: keys.seal(Buffer.from(JSON.stringify(inside))),
    code: `${code.slice(0, 4)} ${code.slice(4)}`,
  };
}

export function isAskedBy(vault: Vault, link: MailedLink, mark: string | undefined): boolean {
  const inside = opened(vault, link);
  return (
    inside !== undefined && mark !== undefined && isSameBytes(decodeBase64(inside.begunBy)!, hashSha256(mark))
  );
}

/** The newest link of a person that waits for a code, if there is one. */
export async function linkWithCode(
  db: Reader,
  vault: Vault,
  person: Person,
): Promise<MailedLink | undefined> {
  const all = await db.credentials.mailedLinksOf(person.id, vault.clock.now());
  return all.find(link => isConfirming(link) && link.sealed !== undefined);
}

function isConfirming({ kind }: MailedLink): boolean {
  return kind === 'confirm' || kind === 'change';
}

export function isRightCode(vault: Vault, link: MailedLink, typed: string): boolean {
  const inside = opened(vault, link);
  return (
    inside !== undefined && isSameBytes(Buffer.from(inside.code), Buffer.from(typed.replace(/[\s-]/g, '')))
  );
}

function opened({ keys }: Vault, { sealed }: MailedLink): Inside | undefined {
  return sealed && JSON.parse(keys.open(sealed).toString());
}
