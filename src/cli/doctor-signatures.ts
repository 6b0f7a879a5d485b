// What `keepwell doctor` finds out about digital signatures: who may vouch for signers, and whether that is up to date.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openTrustFolder } from '../trust-folder.ts';
import { Failure } from './explain.ts';

/** @throws Failure when the folder is not there, or holds what is of no use any more */
export async function checkSignatureTrust({ signatureTrust, data }: Config): Promise<string> {
  if (!existsSync(signatureTrust) && signatureTrust !== join(data, 'signature-trust'))
    throw new Failure(`There is no folder ${signatureTrust}. Check signatureTrust.`);
  const { getTrustState } = await import('../core/signatures/trust.ts');
  const { anchors, lists, problems } = getTrustState(
    await openTrustFolder(signatureTrust).read(),
    Date.now(),
  );
  if (problems.length > 0)
    throw new Failure(`In ${signatureTrust} there is what cannot be used: ${problems.join('; ')}.`);
  if (anchors === 0)
    return `Signed things are refused, as nobody vouches for signers: there is no certificate in ${signatureTrust}.`;
  return `${anchors} certificates vouch for signers, with ${lists} revocation lists.`;
}
