// RECONCILE: a clinical document that an application put into the record is read once its person wants it, who chooses from what
// is in it; the way back stands on the page of the import.
import type { Grant } from '../../../core/authorization/grant.ts';
import { mayImport } from '../../../core/imports/begin.ts';
import { findDocument } from '../../../core/imports/document.ts';
import { findDocumentImport } from '../../../core/imports/reconcile.ts';
import { summarise } from '../../../core/things/short-form.ts';
import type { StoredThing } from '../../../core/things/thing.ts';
import { importsWords } from '../../../locales/words.ts';
import { importHref, withRequest } from '../../items/import-links.ts';
import { BeginDocument } from '../../items/take-over.tsx';
import { Layout } from '../../kit/layout.tsx';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { goTo, show } from '../../web/respond.tsx';
import { chooseRecord, isSignedIn, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import { listFormTargets } from '../leave/leave.tsx';
import { type Resolved, resolve } from '../resolve.ts';
import { type ShellRequest, sealRequest } from '../shell-request.ts';
import { chooseRecordFor, leaveWithWrongRecord } from './meant-record.ts';
import { showRefusal, WayBack } from './refused.tsx';

export async function reconcile(c: ShellContext, request: ShellRequest<'RECONCILE'>): Promise<Response> {
  const { vault } = c.var.visit;
  const sealed = sealRequest(vault, request);
  const resolved = await vault.store.read(db => resolve(db, vault, request));
  if (!isSignedIn(c)) return goTo(c, `/sign-in?request=${sealed}`);
  const { visit } = c.var;
  const of = await vault.store.read(db => chooseRecordFor(db, visit, resolved));
  if (of === 'wrong') return leaveWithWrongRecord(c, resolved);
  if (of === 'none') return showRefusal(c, resolved, 'noRecord');
  const { grant, document, before } = await vault.store.read(async db => {
    const grant = await makeOwnGrant(db, visit, of);
    const document = await findDocument(db, grant, request.thingId);
    return {
      grant,
      document,
      before: document && (await findDocumentImport(db, vault, grant, document.id)),
    };
  });
  if (!document) return showRefusal(c, resolved, 'noDocument');
  if (!before && !mayImport(grant)) return showRefusal(c, resolved, 'noReconciling');
  if (of !== visit.record) chooseRecord(c, of);
  // Looking at an address begins nothing.
  return before ? goTo(c, withRequest(importHref(before.id), sealed)) : ask(c, resolved, grant, document);
}

function ask(
  c: SignedInContext,
  resolved: Resolved,
  { recordId }: Grant,
  document: StoredThing,
): Promise<Response> {
  const { visit } = c.var;
  const w = importsWords(visit.language);
  const request = sealRequest(visit.vault, resolved.request);
  const page = (
    <Layout title={w.takeOver} visit={visit} plain>
      <div class="narrow">
        <h1>{w.takeOver}</h1>
        <p class="hint">{summarise(document, visit.language)}</p>
        <p class="lead">{w.takeOverHint}</p>
        <BeginDocument {...{ visit, recordId, request }} thingId={document.id} text={w.takeOver} />
        <WayBack visit={visit} of={resolved} />
      </div>
    </Layout>
  );
  return show(c, page, { formTargets: listFormTargets(resolved) });
}
