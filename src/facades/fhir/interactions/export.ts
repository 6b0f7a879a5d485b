// Bulk Data: a kick-off, looks at how far it is, files of lines, and its end. Of all records that an application was let into, by a
// backend service offline, or of those that a token is for.
import { noteRead } from '../../../core/audit/reads.ts';
import type { FhirAccess } from '../../../core/fhir/access.ts';
import { tellAddresses } from '../../../core/fhir/attachments.ts';
import {
  type AccessTo,
  advanceExport,
  beginExport,
  type ExportPage,
  findExport,
  listLeft,
  noSuchExport,
  readExport,
  removeExport,
} from '../../../core/fhir/export.ts';
import type { FhirExport, OfRecord } from '../../../core/fhir/export-state.ts';
import { isServedKind } from '../../../core/fhir/mapping.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { readDate } from '../../../core/fhir/query.ts';
import { getFhirUrl } from '../../../core/instance.ts';
import { takeBreaks } from '../../../core/limits/turns.ts';
import type { SmartAccess } from '../../../core/smart/access.ts';
import type { Vault } from '../../../core/vault.ts';
import { printDigits } from '../../../formats/fhir/digits.ts';
import { openAccess } from '../../bearer/access.ts';
import type { FhirAnswer, Prefer } from '../call.ts';
import { printQuery, type Route } from '../route.ts';

interface ExportCall {
  readonly vault: Vault;
  readonly smart: SmartAccess;
  readonly route: Route;
  readonly method: string;
  readonly prefer: Prefer;
}

export async function runExport(call: ExportCall): Promise<FhirAnswer> {
  switch (call.route.kind) {
    case 'export':
      return begin(call);
    case 'export-status':
      return call.method === 'DELETE' ? end(call) : tell(call);
    default:
      return sendFile(call);
  }
}

const formats = ['application/fhir+ndjson', 'application/ndjson', 'ndjson'];

async function begin({ vault, smart, route, prefer }: ExportCall): Promise<FhirAnswer> {
  if (!prefer.isAsync)
    throw new FhirProblem(
      400,
      'required',
      'An export goes on by itself: ask for it with Prefer: respond-async.',
    );
  const one = (name: string) => route.pairs.find(([own]) => own === name)?.[1];
  const format = one('_outputFormat');
  if (format !== undefined && !formats.includes(format.replace('fhir ndjson', 'fhir+ndjson')))
    throw new FhirProblem(400, 'not-supported', 'The _outputFormat there is, is application/fhir+ndjson.');
  const unknown = route.pairs.map(([name]) => name).filter(name => !known.has(name));
  if (unknown.length > 0 && !prefer.isLenient)
    throw new FhirProblem(
      400,
      'not-supported',
      'An export takes _since, _type and _outputFormat, and nothing else. With Prefer: handling=lenient other parameters do nothing.',
    );
  // One that comes several times is a list.
  const types = route.pairs
    .filter(([name]) => name === '_type')
    .flatMap(([, value]) => value.split(','))
    .filter(Boolean);
  if (!types.every(isServedKind))
    throw new FhirProblem(
      400,
      'value',
      'Of the kinds in _type, there is one that the CapabilityStatement does not list.',
    );
  const since = one('_since');
  const at = route.type === '' ? '$export' : `${route.type}/$export`;
  const query = printQuery(route.pairs);
  const asked = {
    url: `${getFhirUrl(vault.instance)}/${at}${query === '' ? '' : `?${query}`}`,
    types,
    since: since === undefined ? undefined : readDate(since, '_since').span.from,
  };
  const records = await listRecords(vault, smart);
  const owner = { appId: smart.app.id, personId: smart.personId };
  const begun = await beginExport(vault, owner, asked, records);
  return { status: 202, headers: { 'Content-Location': statusUrl(vault, begun) } };
}

const known = new Set(['_since', '_type', '_outputFormat', '_format']);

function statusUrl({ instance }: Vault, { id }: FhirExport): string {
  return `${getFhirUrl(instance)}/$export-status/${id}`;
}

async function listRecords(vault: Vault, { app, personId, recordId }: SmartAccess): Promise<OfRecord[]> {
  if (personId !== undefined && recordId !== undefined) return [{ personId, recordId }];
  const max = vault.limits.fhirExportRecordsMax;
  return vault.store.read(async db => {
    const ofPerson = async (id: string) =>
      (await db.authorizations.ofPerson(app.id, id)).map(one => ({
        personId: one.personId,
        recordId: one.recordId,
      }));
    if (personId !== undefined) return ofPerson(personId);
    const records: OfRecord[] = [];
    for (let after: string | undefined; records.length <= max; ) {
      const people = await db.authorizations.people(app.id, {
        ...(after !== undefined && { after }),
        limit: 100,
      });
      for (const person of people) records.push(...(await ofPerson(person.personId)));
      after = people.at(-1)?.alias;
      if (people.length < 100) break;
    }
    return records;
  });
}

/** Begun for the same person, or for none, on the record that the token is of, if it is of one. @throws FhirProblem 404 */
async function findOwn({ vault, smart, route }: ExportCall): Promise<FhirExport> {
  const { app, personId, recordId } = smart;
  const found = await findExport(vault, app, route.id ?? '');
  const isOfRecord = found.records.every(of => recordId === undefined || of.recordId === recordId);
  if (found.personId !== personId || !isOfRecord) throw noSuchExport();
  return found;
}

function accessTo({ vault, smart }: ExportCall): AccessTo {
  return (db, of) => openAccess(db, vault, smart, of);
}

async function tell(call: ExportCall): Promise<FhirAnswer> {
  const { vault } = call;
  const begun = await findOwn(call);
  const now = await advanceExport(vault, begun, accessTo(call));
  const left = listLeft(now).length;
  if (left > 0) {
    const { length } = now.records;
    const progress = `${length - left} of ${length} records`;
    return { status: 202, headers: { 'X-Progress': progress, 'Retry-After': '1' } };
  }
  const base = `${getFhirUrl(vault.instance)}/$export-file/${now.id}`;
  return {
    status: 200,
    headers: { Expires: new Date(now.at + vault.limits.fhirExportMs).toUTCString() },
    json: {
      transactionTime: new Date(now.at).toISOString(),
      request: now.asked.url,
      requiresAccessToken: true,
      output: now.kinds.map(type => ({ type, url: `${base}/${type}` })),
      error: [],
    },
  };
}

async function end(call: ExportCall): Promise<FhirAnswer> {
  const { id } = await findOwn(call);
  await removeExport(call.vault, call.smart.app, id);
  return { status: 202 };
}

async function sendFile(call: ExportCall): Promise<FhirAnswer> {
  const { route } = call;
  const found = await findOwn(call);
  if (!found.kinds.includes(route.type))
    throw new FhirProblem(404, 'not-found', 'The export has no such file. Its manifest lists those it has.');
  return { status: 200, lines: listLines(call, found) };
}

async function* listLines(call: ExportCall, found: FhirExport): AsyncGenerator<string> {
  const { vault, route } = call;
  for await (const { access, resources } of readExport(vault, found, route.type, accessTo(call))) {
    noteRead(
      vault,
      access.grant,
      resources.flatMap(({ typeId }) => (typeId ? [{ typeId }] : [])),
    );
    yield* printLines(resources, access);
  }
}

/** So much is sent at once. */
const piece = 65_536;

async function* printLines(resources: ExportPage['resources'], access: FhirAccess): AsyncGenerator<string> {
  const takeBreak = takeBreaks();
  let lines = '';
  for (const { resource } of resources) {
    lines += `${printDigits(tellAddresses(resource, access))}\n`;
    if (lines.length >= piece) {
      yield lines;
      lines = '';
    }
    await takeBreak();
  }
  if (lines !== '') yield lines;
}
