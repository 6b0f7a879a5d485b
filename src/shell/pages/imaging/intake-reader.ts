// Who brought the pictures of an address: others' uploads are as good as none. Their record becomes the one at hand.
import type { Intake } from '../../../core/imaging/intake.ts';
import { findIntake } from '../../../core/imaging/take.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { notFound } from '../../web/problem.ts';
import { signedIn, type Who } from '../../web/route.ts';
import { chooseRecord, type SignedInContext } from '../../web/visit.ts';

export interface IntakeAtHand extends AtHand {
  readonly intake: Intake;
}

export const intakeReader: Who<SignedInContext, [at: IntakeAtHand]> = {
  name: 'who brings the pictures',
  page: handle => signedIn.page(async c => handle(c, await demandIntake(c, c.req.param('id')))),
  form: handle => signedIn.form(async (c, form) => handle(c, await demandIntake(c, c.req.param('id')), form)),
};

/** @throws Problem */
export async function demandIntake(c: SignedInContext, id = ''): Promise<IntakeAtHand> {
  const { visit } = c.var;
  for (const of of visit.records) {
    const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, of));
    const intake = await findIntake(visit.vault, grant, id.toLowerCase());
    if (!intake) continue;
    // It was looked for in others.
    visit.reached.clear();
    visit.reached.set(of.record.id, undefined);
    if (of !== visit.record) chooseRecord(c, of);
    return { of, grant, intake };
  }
  visit.reached.clear();
  throw notFound();
}
