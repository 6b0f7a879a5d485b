// A study as the files of a disc, in a zip that is written as it is sent.
import { exportDisc } from '../../../core/imaging/export.ts';
import { openStudyThing } from '../../../core/imaging/held.ts';
import { printFileNameHeader } from '../../../core/records/file-name.ts';
import { sealedPolicy } from '../../../http/policy.ts';
import { zipFiles } from '../../../http/zip.ts';
import type { ItemAtHand } from '../../items/at-hand.ts';
import { notFound } from '../../web/problem.ts';
import { streamBody } from '../../web/stream.ts';
import type { SignedInContext } from '../../web/visit.ts';

export async function sendDisc(c: SignedInContext, { grant, thing }: ItemAtHand): Promise<Response> {
  const { vault } = c.var.visit;
  const study = await openStudyThing(vault, grant, thing.id);
  if (!study || study.instances.length === 0) throw notFound();
  const files = exportDisc(vault, grant, study.instances);
  const name = `pictures-${thing.effectiveDate.slice(0, 10)}.zip`;
  return new Response(streamBody(c, zipFiles(files, vault.clock.now())), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; ${printFileNameHeader(name)}`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': sealedPolicy,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
    },
  });
}
