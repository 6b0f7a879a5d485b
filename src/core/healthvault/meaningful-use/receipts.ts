// What is noted when documents and packages come: receipts, for the reports. Called by things/write.ts and by packages/.
import type { Application } from '../../applications/application.ts';
import type { Grant } from '../../authorization/grant.ts';
import { goOn, take, type Work } from '../../awaitable.ts';
import type { Writer } from '../../store.ts';
import type { PlannedWrite } from '../../things/plan.ts';
import type { StoredThing } from '../../things/thing.ts';
import type { Vault } from '../../vault.ts';
import { countActions } from './actions.ts';
import { isClinicalDocument, readVisit } from './clinical-document.ts';
import { tellOfDocuments } from './letter.ts';

/**
 * Notes the clinical documents of a write, in its transaction. One that came in a package is seen as it is picked up;
 * of one that came without the person there, the person is told by mail.
 */
export const noteDocuments = goOn(function* (
  db: Writer,
  vault: Vault,
  grant: Grant,
  plan: readonly PlannedWrite[],
  packageId: string | undefined,
): Work<void> {
  const documents = plan
    .filter(({ operation, version }) => operation === 'Create' && isClinicalDocument(version))
    .map(({ version }) => version);
  const { app } = grant;
  if (documents.length === 0 || !app) return;
  if (takesPart(app)) {
    for (const thing of documents)
      yield* take(noteDocument(db, vault, { source: app.id, recordId: grant.recordId, thing, packageId }));
  }
  if (packageId !== undefined) yield* take(countActions(db, vault, grant, documents, ['view']));
  if (grant.avenue === 'Offline') yield* take(tellOfDocuments(db, vault, grant, app));
});

/** Only what such applications send is in reports. */
function takesPart(app: Application): boolean {
  return app.methodGroups.includes('meaningful-use');
}

/** Notes a document of any source. @param instead what a Direct message says in place of the document */
async function noteDocument(
  db: Writer,
  { clock }: Vault,
  {
    source,
    recordId,
    thing,
    packageId,
    instead,
  }: {
    source: string;
    recordId: string;
    thing: Pick<StoredThing, 'id' | 'dataXml' | 'commonXml'>;
    packageId?: string | undefined;
    instead?: { patientId?: string; eventAt?: number };
  },
): Promise<void> {
  const visit = readVisit(thing, instead);
  if (!visit) return;
  const availableAt = clock.now();
  await db.meaningfulUse.putReceipt({
    ...visit,
    recordId,
    thingId: thing.id,
    source,
    availableAt,
    packageId,
  });
}

/** What is in a package nobody knows before it is picked up; so all of them are noted. */
export async function notePackage(
  db: Writer,
  { clock, keys }: Vault,
  app: Application,
  identityCode: string,
): Promise<void> {
  if (takesPart(app))
    await db.meaningfulUse.putPackage({
      source: app.id,
      sealedCode: keys.seal(Buffer.from(identityCode)),
      availableAt: clock.now(),
    });
}
