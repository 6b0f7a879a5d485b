// UpdateExternalId: an application's own id for whom it invited, changed in all that is kept by it. Each kind of
// invitation has its renamer: connect requests here, packages where they are kept.
import { assume } from '../../../assume.ts';
import type { Application } from '../../applications/application.ts';
import type { Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { renamePackages } from '../packages/drop-off.ts';
import { fault } from '../status-fault.ts';
import { demandMayInvite } from './connect-state.ts';
import { freeUpExternalId } from './create.ts';
import { hashIdentityCode, readIdentityCode } from './identity-code.ts';
import type { Renamed, Renamer } from './renaming.ts';

const renamers: readonly Renamer[] = [renameRequests, renamePackages];

/**
 * @throws INVALID_IDENTITY_CODE when the application has nothing of the kind;
 *   DUPLICATE_CONNECT_REQUEST_FOUND when an open connect request has the new external id
 */
export async function updateExternalId(
  vault: Vault,
  app: Application,
  { identityCode, oldExternalId }: { identityCode?: string | undefined; oldExternalId?: string | undefined },
  to: string,
): Promise<void> {
  demandMayInvite(app);
  const which = renamed(app.id, identityCode, oldExternalId);
  await vault.store.write(async db => {
    let count = 0;
    for (const rename of renamers) count += await rename(db, vault, which, to);
    if (count === 0)
      throw fault(
        'INVALID_IDENTITY_CODE',
        'The application has no connect request or package of this identity code or external id.',
      );
  }, ofJob('packages'));
}

function renamed(appId: string, identityCode: string | undefined, externalId: string | undefined): Renamed {
  if (identityCode === undefined) return { appId, externalId: assume(externalId, 'one of the two') };
  const code = readIdentityCode(identityCode);
  if (code === undefined) throw fault('INVALID_IDENTITY_CODE', 'A code has five groups of four letters.');
  return { appId, codeHash: hashIdentityCode(code) };
}

async function renameRequests(db: Writer, vault: Vault, which: Renamed, to: string): Promise<number> {
  const all =
    'codeHash' in which
      ? [await db.connect.byCode(which.codeHash)]
      : await db.connect.byExternalId(which.appId, which.externalId);
  const own = all.filter(request => request?.appId === which.appId).filter(request => request !== undefined);
  for (const request of own) {
    const after = { ...request, externalId: to };
    if (!request.connected) await freeUpExternalId(db, vault, after);
    await db.connect.update(after);
  }
  return own.length;
}
