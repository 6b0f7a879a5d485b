// Patient/$everything: all of the record that is open to the application, a page at a time, the newest first.
import { noteRead } from '../../../core/audit/reads.ts';
import { readCursor, writeCursor } from '../../../core/fhir/cursor.ts';
import { readEverything } from '../../../core/fhir/everything.ts';
import { readPatient } from '../../../core/fhir/patient.ts';
import { readSearch } from '../../../core/fhir/query.ts';
import { printBundle } from '../bundle.ts';
import type { FhirAnswer, FhirCall } from '../call.ts';
import { warnOfDamaged } from '../outcome.ts';

const of = '$everything';

export async function runEverything(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, route } = call;
  const { grant, baseUrl, patientId } = access;
  const sent = route.pairs.find(([name]) => name === '_cursor')?.[1];
  const scope = { recordId: grant.recordId, appId: grant.app?.id, of };
  const page = sent === undefined ? undefined : readCursor(vault, sent, scope);
  const pairs = page?.pairs ?? route.pairs;
  const { count } = readSearch(
    '',
    pairs.filter(([name]) => name === '_count'),
    vault.limits,
    () => false,
  );
  const types = pairs.filter(([name]) => name === '_type').flatMap(([, value]) => value.split(','));
  const now = vault.clock.now();
  const { patient, found } = await vault.store.read(async db => ({
    patient: page ? undefined : await readPatient(db, vault, access, route.id ?? patientId),
    found: await readEverything(db, vault, access, { after: page?.after, count, types }),
  }));
  const { damaged } = found;
  noteRead(vault, grant, [...(patient?.things ?? []), ...found.resources.map(({ place }) => place)]);
  const at = `${baseUrl}/Patient/${patientId}/$everything`;
  const links: [string, string][] = [['self', at]];
  if (found.next) {
    const until = now + vault.limits.fhirCursorMs;
    links.push([
      'next',
      `${at}?_cursor=${writeCursor(vault, { ...scope, pairs, after: found.next, until })}`,
    ]);
  }
  const all = [...(patient ? [patient.resource] : []), ...found.resources.map(({ resource }) => resource)];
  return {
    status: 200,
    resource: printBundle({ type: 'searchset', baseUrl, links, now }, [
      ...all.map(resource => ({ resource, mode: 'match' as const })),
      ...(damaged.length > 0 ? [{ resource: warnOfDamaged(damaged), mode: 'outcome' as const }] : []),
    ]),
  };
}
