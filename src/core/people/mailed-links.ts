// Links that are mailed: whoever opens one reads the mail to an address. Each works once, for a time.
import { countTries, countTry, getAddressKey } from '../limits/rate-limit.ts';
import type { Allowance, Count } from '../limits/rates.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { MailedLink } from './person.ts';

const codeBytes = 32;

type LinkKind = Exclude<MailedLink['kind'], 'asked'>;

/** Where the page of a kind is. */
const paths: Readonly<Record<LinkKind, string>> = {
  confirm: 'confirm',
  change: 'confirm',
  reset: 'reset',
  made: 'reset',
  'sign-up': 'finish',
};

/** Keeps a new link and returns its address. */
export async function makeMailedLink(
  db: Writer,
  vault: Vault,
  link: Pick<MailedLink, 'personId' | 'email' | 'sealed'> & { readonly kind: LinkKind },
): Promise<string> {
  const code = vault.ids.bytes(codeBytes);
  const { mailedLinkTtlMs, firstPasswordLinkTtlMs } = vault.limits;
  const expiresAt = vault.clock.now() + (link.kind === 'made' ? firstPasswordLinkTtlMs : mailedLinkTtlMs);
  await db.credentials.putMailedLink({ ...link, hash: hashSha256(code), expiresAt });
  return `${vault.instance.shellUrl}/${paths[link.kind]}/${code.toString('hex')}`;
}

/** Undefined when it is unknown, was used, or is too old. */
export async function findMailedLink(
  db: Reader,
  { clock }: Vault,
  kinds: readonly LinkKind[],
  code: string,
): Promise<MailedLink | undefined> {
  const bytes = Buffer.from(code, 'hex');
  if (bytes.length !== codeBytes) return undefined;
  const link = await db.credentials.mailedLink(hashSha256(bytes), clock.now());
  return link && kinds.some(kind => kind === link.kind) ? link : undefined;
}

const hourMs = 3_600_000;

/** May one more link be mailed to an address? */
export function countMailTo(db: Writer, vault: Vault, email: string): Promise<boolean> {
  return countTry(db, vault, { kind: 'link to', ...byAddress(email), ...linkAllowance(vault) });
}

/** May one more letter about an account go to an address that nobody has confirmed? As many as links. */
export function countNewsTo(db: Writer, vault: Vault, email: string): Promise<boolean> {
  return countTry(db, vault, { kind: 'news to', ...byAddress(email), ...linkAllowance(vault) });
}

/** May a person change their address at once, once more? As many as links, since each answer tells as much. */
export function countChange(db: Writer, vault: Vault, personId: string): Promise<boolean> {
  return countTry(db, vault, { kind: 'change by', key: personId, ...linkAllowance(vault) });
}

function byAddress(email: string): Pick<Count, 'key' | 'isEndless'> {
  return { key: email.trim().toLowerCase(), isEndless: true };
}

function linkAllowance({ limits }: Vault): Allowance {
  return { max: limits.mailedLinksPerHourMax, windowMs: hourMs };
}

/** Counts a link that somebody at an address of the network asks for. @throws TooManyTries */
export async function countAskedFrom(vault: Vault, address: string): Promise<void> {
  const max = vault.limits.mailedLinksPerAddressPerHourMax;
  const key = getAddressKey(address);
  await countTries(vault, [{ kind: 'link asked from', key, isEndless: true, max, windowMs: hourMs }]);
}
