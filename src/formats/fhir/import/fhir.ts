// FHIR R4 as portals, hospitals and generators of synthetic people give it: bundles of any kind, lists, lines, archives of these, or
// one resource. It is read twice: for what resources call each other, then for what they say.
import { isArchive, openArchive } from '../../archive/archive.ts';
import { type Finding, type Format, type ReadingOptions, UnreadableFile } from '../../format.ts';
import { Tally } from '../../readings/tally.ts';
import {
  type FoundResource,
  holdsFhir,
  isFhirText,
  isOfOneFile,
  listSources,
  readResources,
  readSource,
  type Source,
} from './entries.ts';
import { readItems } from './items.ts';
import { Names } from './names.ts';
import type { ItemContext } from './notes.ts';
import { Reports } from './reports.ts';

export const fhir: Format = {
  id: 'fhir',

  async matches(of) {
    if (!isArchive(of)) return isFhirText(of.head);
    try {
      return await holdsFhir(await openArchive(of.file));
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    }
  },

  async *read(file, { tell, zone }) {
    // Half of the way is the first reading.
    let read = 0;
    const toldHalf = (bytes: number) => tell(Math.floor((read + bytes) / 2));
    const sources = await listSources(file);
    yield* readFhir(sources, {
      zone,
      tell: toldHalf,
      begun() {
        read = file.size;
      },
    });
  },
};

interface FhirOptions extends Pick<ReadingOptions, 'zone' | 'tell'> {
  /** Called before the second reading. */
  begun?(): void;
}

/**
 * Of several files those that cannot be read are left out whole, each by its name.
 * @throws UnreadableFile where there is one only, or none can be read
 */
export async function* readFhir(
  sources: readonly Source[],
  { zone, tell, begun }: FhirOptions,
): AsyncGenerator<Finding> {
  const names = new Names();
  const good: Source[] = [];
  let fault: UnreadableFile | undefined;
  for (const source of sources)
    try {
      for await (const found of readSource(source, tell)) names.note(found);
      good.push(source);
    } catch (error) {
      if (source.name === undefined || !isOfOneFile(error)) throw error;
      fault ??= error;
      yield {
        leftOut: { why: 'broken', what: nameBroken(source.name, error), count: 1, fault: error.fault },
      };
    }
  if (fault && good.length === 0) throw fault;
  begun?.();
  const context: ItemContext = { settings: { zone }, source: names.source, written: names.written };
  const leftOut = new Tally();
  for await (const found of arrange(good, names, tell)) {
    const patient = names.findPatient(found.resource);
    for (const finding of readItems(
      { ...found, resource: names.fill(found.resource) },
      { ...context, patient },
    ))
      if ('leftOut' in finding) leftOut.add(finding.leftOut.why, finding.leftOut.what, finding.leftOut.count);
      else yield finding;
  }
  yield* leftOut.tell();
}

/** Its end says more than its beginning. */
function nameBroken(name: string, { line }: UnreadableFile): string {
  const short = name.length > brokenNameMax ? `…${name.slice(-brokenNameMax)}` : name;
  return `${short.replace(/\p{C}+/gu, ' ')}${line === undefined ? '' : `:${line}`}`;
}

/** Characters of the way to a file that is left out. */
const brokenNameMax = 80;

/** Tests come with the report that they are of. */
async function* arrange(
  sources: readonly Source[],
  names: Names,
  tell: ReadingOptions['tell'],
): AsyncGenerator<FoundResource> {
  const reports = new Reports(names);
  for await (const found of readResources(sources, tell)) yield* reports.take(found);
  yield* reports.finish();
}
