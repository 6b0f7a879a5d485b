// WADO-RS: instances as they came, what their headers say as JSON, values that were left out of that, and frames in the transfer
// syntax that they are kept in.
import { noteFileRead, noteRead } from '../../core/audit/reads.ts';
import { storedOf } from '../../core/blobs/blob.ts';
import { lendBytes } from '../../core/blobs/read.ts';
import { fault } from '../../core/faults.ts';
import { type Frames, findValue, readFrames, readJson } from '../../core/imaging/content.ts';
import { type DiscEntry, exportDisc } from '../../core/imaging/export.ts';
import { type HeldInstance, listOwnOfAll } from '../../core/imaging/held.ts';
import { findOpenStudies } from '../../core/imaging/open.ts';
import { demandStillOpen } from '../../core/records/still-open.ts';
import type { Part } from './answer.ts';
import type { DicomCall } from './call.ts';
import { DicomProblem } from './problem.ts';
import type { What } from './route.ts';

/** Those of the study, the series, the instance that the address names. @throws DicomProblem 403, 404 */
export async function findInstances({ vault, access, route }: DicomCall): Promise<HeldInstance[]> {
  const studies = await findOpenStudies(vault, access, route.study ?? '', 'r');
  const own = listOwnOfAll(studies).filter(
    ({ header }) =>
      (route.series === undefined || header.seriesUid === route.series) &&
      (route.instance === undefined || header.instanceUid === route.instance),
  );
  if (own.length === 0) throw new DicomProblem(404, 'There is no such study, series or instance here.');
  noteRead(
    vault,
    access.grant,
    studies.map(({ thing }) => thing),
  );
  return own;
}

export async function* listFiles(call: DicomCall, instances: readonly HeldInstance[]): AsyncGenerator<Part> {
  const { vault, access, baseUrl } = call;
  for (const instance of instances) {
    noteFileRead(vault, access.grant);
    const { header } = instance;
    yield {
      headers: {
        'Content-Type': `application/dicom; transfer-syntax=${header.transferSyntax}`,
        'Content-Location': urlOf(baseUrl, instance),
      },
      bytes: readFile(call, instance),
    };
  }
}

export function readFile(call: DicomCall, { blob }: HeldInstance): AsyncGenerator<Buffer> {
  return whileOpen(call, lendBytes(call.vault, storedOf(blob), 0, blob.length));
}

/** Broken off when what the person granted ends, or their own access: a study may take hours. @throws accessDenied on the way */
async function* whileOpen(
  { vault, access, reopen }: DicomCall,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    await demandStillOpen(vault, access.grant);
    if (!(await vault.store.read(reopen))) throw fault('accessDenied');
    yield piece;
  }
}

/** As the files of a disc. */
export async function* listDisc(
  call: DicomCall,
  instances: readonly HeldInstance[],
): AsyncGenerator<DiscEntry> {
  const { vault, access } = call;
  for (const _ of instances) noteFileRead(vault, access.grant);
  for await (const entry of exportDisc(vault, access.grant, instances))
    yield { ...entry, content: whileOpen(call, entry.content) };
}

function urlOf(baseUrl: string, { header }: HeldInstance): string {
  return `${baseUrl}/studies/${header.studyUid}/series/${header.seriesUid}/instances/${header.instanceUid}`;
}

export async function* listMetadata(
  { vault, access, baseUrl }: DicomCall,
  instances: readonly HeldInstance[],
): AsyncGenerator<unknown> {
  for (const instance of instances) {
    const json = await readJson(vault, access.grant.personId, instance, urlOf(baseUrl, instance));
    if (json) yield json;
  }
}

/** What frames are, by how they are compressed; what is not said here is bytes. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10008.1.2.4.50', 'image/jpeg'],
  ['1.2.840.10008.1.2.4.51', 'image/jpeg'],
  ['1.2.840.10008.1.2.4.57', 'image/jpeg'],
  ['1.2.840.10008.1.2.4.70', 'image/jpeg'],
  ['1.2.840.10008.1.2.4.80', 'image/jls'],
  ['1.2.840.10008.1.2.4.81', 'image/jls'],
  ['1.2.840.10008.1.2.4.90', 'image/jp2'],
  ['1.2.840.10008.1.2.4.91', 'image/jp2'],
  ['1.2.840.10008.1.2.4.92', 'image/jpx'],
  ['1.2.840.10008.1.2.4.93', 'image/jpx'],
  ['1.2.840.10008.1.2.4.201', 'image/jphc'],
  ['1.2.840.10008.1.2.4.202', 'image/jphc'],
  ['1.2.840.10008.1.2.4.203', 'image/jphc'],
  ['1.2.840.10008.1.2.5', 'image/dicom-rle'],
]);

export interface AnsweredFrames extends Frames {
  readonly mediaType: string;
}

/** @throws DicomProblem 406 */
export async function findFramesOf(
  { vault, access }: DicomCall,
  instance: HeldInstance,
): Promise<AnsweredFrames> {
  const found = await readFrames(vault, access.grant.personId, instance);
  if (!found)
    throw new DicomProblem(
      406,
      'The instance has no frames, or they cannot be told apart. Retrieve it whole.',
    );
  const mediaType = found.isCompressed ? mediaTypes.get(found.transferSyntax) : undefined;
  return { ...found, mediaType: mediaType ?? 'application/octet-stream' };
}

/** Of all where none are named. @throws DicomProblem 404 */
export async function* listFrames(
  call: DicomCall,
  instance: HeldInstance,
  { frames, mediaType, transferSyntax }: AnsweredFrames,
  numbers: readonly number[] | undefined,
): AsyncGenerator<Part> {
  noteFileRead(call.vault, call.access.grant);
  const url = urlOf(call.baseUrl, instance);
  for (const number of numbers ?? frames.map((_, at) => at + 1)) {
    const ranges = frames[number - 1] ?? [];
    yield {
      headers: {
        'Content-Type': `${mediaType}; transfer-syntax=${transferSyntax}`,
        'Content-Location': `${url}/frames/${number}`,
      },
      bytes: readRanges(call, instance, ranges),
    };
  }
}

/** @throws DicomProblem 400 */
export function demandFewFrames({ limits }: DicomCall['vault'], numbers: readonly number[]): void {
  const max = limits.dicomWebFramesMax;
  if (numbers.length > max) throw new DicomProblem(400, `Name at most ${max} frames at once.`);
}

/** @throws DicomProblem 404 */
export function demandFrames({ frames }: AnsweredFrames, numbers: readonly number[]): void {
  if (numbers.some(number => number > frames.length))
    throw new DicomProblem(404, `The instance has ${frames.length} frames.`);
}

async function* readRanges(
  call: DicomCall,
  { blob }: HeldInstance,
  ranges: readonly { readonly from: number; readonly to: number }[],
): AsyncGenerator<Buffer> {
  for (const { from, to } of ranges) yield* whileOpen(call, lendBytes(call.vault, storedOf(blob), from, to));
}

/** @throws DicomProblem 404 */
export async function findBulkOf(
  call: DicomCall,
  instance: HeldInstance,
  { path }: Extract<What, { kind: 'bulk' }>,
): Promise<Part> {
  const place = await findValue(call.vault, call.access.grant.personId, instance, path);
  if (!place) throw new DicomProblem(404, 'The instance has no such value, or it has no place of its own.');
  noteFileRead(call.vault, call.access.grant);
  return {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Location': `${urlOf(call.baseUrl, instance)}/bulkdata/${path.join('/')}`,
    },
    bytes: readRanges(call, instance, [place]),
  };
}
