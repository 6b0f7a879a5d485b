// The record that an address names, for who may reach it.
import { grantForPerson } from '../../core/authorization/authorize.ts';
import type { RecordToChoose } from '../../core/authorization/consent-choice.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import type { Reader } from '../../core/ports.ts';
import { signInAddress } from '../hand-over/shell-request.ts';
import { notFound } from '../web/problem.ts';
import { goTo } from '../web/respond.tsx';
import { chooseRecord, type ShellContext, type Visit } from '../web/visit.ts';

/** Whoever cannot reach a record is not told whether there is one. @throws Problem */
export function reachedRecord(visit: Visit, id: string | undefined): RecordToChoose {
  const found = visit.records.find(({ record }) => record.id === id?.toLowerCase());
  if (!found) throw notFound();
  return found;
}

/** The person's own grant on it. */
export function ownGrant(db: Reader, { vault, person }: Visit, { record }: RecordToChoose): Promise<Grant> {
  return grantForPerson(db, person!.id, record.id, vault.clock.now());
}

type RecordHandler<Rest extends unknown[]> = (
  c: ShellContext,
  of: RecordToChoose,
  ...rest: Rest
) => Promise<Response>;

/** Handles what is asked about the record of an address: it becomes the record at hand. */
export function aboutRecord<Rest extends unknown[]>(handle: RecordHandler<Rest>) {
  return async (c: ShellContext, ...rest: Rest): Promise<Response> => {
    if (!c.var.visit.person) return goTo(c, signInAddress(c.req.query('request')));
    const of = reachedRecord(c.var.visit, c.req.param('record'));
    if (of !== c.var.visit.record) chooseRecord(c, of);
    return handle(c, of, ...rest);
  };
}
