// The certificate that a message is encrypted to for a recipient: looked for where it is published, remembered for a while, and
// judged each time by whom the sender's domain trusts. Nothing is encrypted to one that is not good.
import { hourMs } from '../../limits/durations.ts';
import { countTries } from '../../limits/rate-limit.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { findOwnKeys } from '../certificates/key.ts';
import type { Standing } from '../certificates/standing.ts';
import { findTrust } from '../certificates/trust.ts';
import { localPartOf } from '../inbox/address.ts';
import { getDomain } from './letter.ts';
import { RoadProblem, type RoadWord } from './roads.ts';

export type FoundRecipient =
  | {
      readonly address: string;
      readonly standing: Standing & { readonly kind: 'verified' };
      /** DER. */
      readonly certificate: Buffer;
    }
  | { readonly address: string; readonly problem: RoadWord };

/**
 * @param from whose domain says who is trusted
 * @param askedBy the person, or applications for them: without end they could have the vault ask anybody's servers
 * @throws TooManyTries
 */
export async function findRecipient(
  vault: Vault,
  from: string,
  address: string,
  ending: AbortSignal,
  askedBy?: string,
): Promise<FoundRecipient> {
  let published: readonly Buffer[];
  try {
    published = await findPublished(vault, address, ending, askedBy);
  } catch (error) {
    if (!(error instanceof RoadProblem)) throw error;
    return { address, problem: error.word };
  }
  if (published.length === 0) return { address, problem: 'no-certificate' };
  const trust = await vault.store.read(db => findTrust(db, vault, getDomain(from)));
  const now = vault.clock.now();
  const { judgeCertificate, takeApart } = await import('../certificates/judge.ts');
  const good: { certificate: Buffer; standing: Standing & { kind: 'verified' }; begins: number }[] = [];
  for (const certificate of published) {
    const others = published.filter(other => other !== certificate);
    const standing = await judgeCertificate(certificate, others, { address, trust, now });
    const begins = takeApart(certificate)?.startsAt ?? 0;
    if (standing.kind === 'verified') good.push({ certificate, standing, begins });
  }
  // One of the address comes before one of its domain, then the newest.
  const [best] = good.sort((a, b) => rank(b.standing) - rank(a.standing) || b.begins - a.begins);
  return best
    ? { address, standing: best.standing, certificate: best.certificate }
    : { address, problem: 'not-trusted' };
}

function rank({ boundTo }: Standing & { kind: 'verified' }): number {
  return boundTo === 'address' ? 1 : 0;
}

/** How it is kept: DER in base64. */
type Kept = readonly string[];

async function findPublished(
  vault: Vault,
  address: string,
  ending: AbortSignal,
  askedBy: string | undefined,
): Promise<readonly Buffer[]> {
  const own = await vault.store.read(db => findOwnKeys(db, vault, address));
  // For the vault's own domain nobody else publishes anything.
  if (own.length > 0 || localPartOf(vault, address) !== undefined)
    return own.flatMap(({ certificate, chain }) => [certificate, ...chain]);
  const name = vault.keys.hash(`direct certificates ${address.toLowerCase()}`);
  const now = vault.clock.now();
  const known = await vault.store.read(db => db.directOutbox.found(name));
  if (known && known.expiresAt > now) return openKept(vault, known.sealed);
  if (askedBy !== undefined) {
    const max = vault.limits.directLookUpsPerPersonPerHourMax;
    await countTries(vault, [{ kind: 'direct look-ups of', key: askedBy, max, windowMs: hourMs }]);
  }
  const { certificates, ttlMs } = await vault.directRoads.findCertificates(address, ending);
  const { directFoundForMinMs, directFoundForMaxMs, directNotFoundForMs } = vault.limits;
  const keptFor =
    certificates.length === 0
      ? directNotFoundForMs
      : Math.min(Math.max(ttlMs, directFoundForMinMs), directFoundForMaxMs);
  const kept: Kept = certificates.map(bytes => bytes.toString('base64'));
  const sealed = vault.keys.seal(Buffer.from(JSON.stringify(kept)));
  await vault.store.write(
    db => db.directOutbox.putFound(name, { sealed, expiresAt: now + keptFor }),
    ofJob('direct'),
  );
  return certificates;
}

function openKept({ keys }: Vault, sealed: Buffer): Buffer[] {
  const kept: Kept = JSON.parse(keys.open(sealed).toString());
  return kept.map(text => Buffer.from(text, 'base64'));
}
