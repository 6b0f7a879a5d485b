// Asking the operator to let an application go live, and what it must have first: what waits without it could not work.
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { getCertificateFacts } from '../x509.ts';
import { demandOwn } from './admins.ts';
import type { Application } from './application.ts';
import { changeEntry } from './configure.ts';

export type Lack = 'rules' | 'certificate';

/** @returns what it lacks; then it does not ask @throws accessDenied */
export async function askApproval(
  db: Writer,
  vault: Vault,
  personId: string,
  appId: string,
): Promise<readonly Lack[]> {
  const lacks = await lacksOf(db, vault, await demandOwn(db, personId, appId));
  if (lacks.length === 0)
    await changeEntry(db, vault, personId, { appId, change: { approvalAskedAt: vault.clock.now() } });
  return lacks;
}

/** Applications on devices sign with a secret of each device. */
async function lacksOf(db: Reader, { clock }: Vault, { id, kind, rules }: Application): Promise<Lack[]> {
  const certificates = await db.applications.certificates(id);
  const canSign =
    kind === 'soda-master' || certificates.some(({ pem }) => getCertificateFacts(pem).endsAt > clock.now());
  return [...(rules.length === 0 ? ['rules' as const] : []), ...(canSign ? [] : ['certificate' as const])];
}
