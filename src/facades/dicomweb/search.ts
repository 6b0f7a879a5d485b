// QIDO-RS: studies, series and instances by what their headers say, as lines of DICOM's JSON.

import { noteRead } from '../../core/audit/reads.ts';
import {
  type Attribute,
  attributes,
  findAttribute,
  fits,
  type Level,
  listAttributes,
  listRows,
  type Match,
  type Row,
} from '../../core/imaging/attributes.ts';
import { holdStudies, listOwnOfAll, type StudyThing } from '../../core/imaging/held.ts';
import { listOpenStudies } from '../../core/imaging/open.ts';
import type { DicomCall } from './call.ts';
import { DicomProblem } from './problem.ts';
import type { Place } from './route.ts';

interface Query {
  readonly matches: readonly Match[];
  readonly limit: number;
  readonly offset: number;
}

/** @throws DicomProblem 400 */
function readQuery({ route, vault }: DicomCall): Query {
  const isFuzzy = route.pairs.some(([name, value]) => name === 'fuzzymatching' && value === 'true');
  const matches: Match[] = [];
  const max = vault.limits.dicomWebRowsMax;
  let [limit, offset] = [max, 0];
  for (const [name, value] of route.pairs) {
    if (ownNames.has(name)) continue;
    if (name === 'limit') limit = Math.min(max, readCount(name, value));
    else if (name === 'offset') offset = readCount(name, value);
    else matches.push({ attribute: demandAttribute(name), value, isFuzzy });
  }
  return { matches, limit, offset };
}

/** What says nothing of what is to be found: all attributes there are come with every line. */
const ownNames = new Set(['includefield', 'fuzzymatching', 'patient', 'accept']);

function readCount(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new DicomProblem(400, `${name} is a number, from 0 on.`);
  return Number(value);
}

function demandAttribute(name: string): Attribute {
  const found = findAttribute(name);
  if (found) return found;
  const known = attributes.map(({ keyword }) => keyword).join(', ');
  throw new DicomProblem(400, `Nothing is found by this attribute here. These are known: ${known}.`);
}

/** Datasets, as far as the limit goes. @throws DicomProblem 400, 403 */
export async function search(call: DicomCall, level: Level): Promise<unknown[]> {
  const { vault, access, route } = call;
  const { matches, limit, offset } = readQuery(call);
  const studies = await listOpenStudies(vault, access, 's');
  const uids = wantedStudies(route, matches);
  const lines: unknown[] = [];
  let passed = 0;
  for (const [uid, held] of groupByUid(studies)) {
    if (uids && !uids.includes(uid)) continue;
    if (lines.length >= limit) break;
    const own = listOwnOfAll(await holdStudies(vault, access.grant, held));
    const rows = listRows(own, level).filter(row => isWanted(row, route, matches));
    const shown = rows.slice(Math.max(0, offset - passed)).slice(0, limit - lines.length);
    passed += rows.length;
    if (shown.length > 0)
      noteRead(
        vault,
        access.grant,
        held.map(({ thing }) => thing),
      );
    lines.push(...shown.map(row => print(call, row, level)));
  }
  return lines;
}

/** One that several items hold is one. */
function groupByUid(studies: readonly StudyThing[]): Map<string, StudyThing[]> {
  const groups = new Map<string, StudyThing[]>();
  for (const one of studies) {
    const { studyInstanceUid: uid } = one.value;
    const group = groups.get(uid ?? '');
    if (group) group.push(one);
    else if (uid !== undefined) groups.set(uid, [one]);
  }
  return groups;
}

function wantedStudies({ study }: Place, matches: readonly Match[]): readonly string[] | undefined {
  if (study !== undefined) return [study];
  const asked = matches.find(
    ({ attribute, value }) => attribute.tag === '0020000D' && value !== '' && value !== '*',
  );
  return asked?.value.split(/[,\\]/);
}

function isWanted(row: Row, { series }: Place, matches: readonly Match[]): boolean {
  if (series !== undefined && row.series[0]?.header.seriesUid !== series) return false;
  return matches.every(match => fits(row, match));
}

function print({ baseUrl, route }: DicomCall, row: Row, level: Level): Record<string, unknown> {
  const above: Level[] = [];
  if (level !== 'study' && route.study === undefined) above.push('study');
  if (level === 'instance' && route.series === undefined) above.push('series');
  const entries = listAttributes(level, above).map(one => [one.tag, printAttribute(one, row)] as const);
  // Of what it is below, its numbers are told in any case.
  for (const tag of ['0020000D', '0020000E']) {
    const own = level === 'study' && tag === '0020000E' ? undefined : findAttribute(tag);
    if (own && !entries.some(([known]) => known === tag)) entries.push([tag, printAttribute(own, row)]);
  }
  const url = [
    `${baseUrl}/studies/${row.own[0]?.header.studyUid}`,
    level !== 'study' && `series/${row.series[0]?.header.seriesUid}`,
    level === 'instance' && `instances/${row.instance?.header.instanceUid}`,
  ];
  return Object.fromEntries([
    ['00080056', { vr: 'CS', Value: ['ONLINE'] }],
    ['00081190', { vr: 'UR', Value: [url.filter(part => part !== false).join('/')] }],
    ...entries,
  ]);
}

function printAttribute({ vr, read }: Attribute, row: Row): { vr: string; Value?: unknown[] } {
  const values = read(row);
  if (values.length === 0) return { vr };
  return { vr, Value: values.map(value => (vr === 'PN' ? printName(String(value)) : value)) };
}

const groups = ['Alphabetic', 'Ideographic', 'Phonetic'];

function printName(name: string): Record<string, string> {
  const parts = name.split('=', groups.length);
  return Object.fromEntries(parts.flatMap((part, at) => (part ? [[groups[at], part]] : [])));
}
