// FHIR R4 as portals, hospitals and generators of synthetic people give it: bundles of any kind, lists, lines, archives of these, or
// one resource. It is read twice: for what resources call each other, then for what they say.
import { isArchive, openArchive } from '../../archive/archive.ts';
import { type Finding, type Format, type ReadingOptions, UnreadableFile } from '../../format.ts';
import { Tally } from '../../readings/tally.ts';
import {
  type FoundResource,
  holdsFhir,
  isFhirText,
  listSources,
  readResources,
  type Source,
} from './entries.ts';
import { type ItemContext, readItems } from './items.ts';
import { Names } from './names.ts';
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

/** @throws UnreadableFile */
export async function* readFhir(
  sources: readonly Source[],
  { zone, tell, begun }: FhirOptions,
): AsyncGenerator<Finding> {
  const names = new Names();
  for await (const found of readResources(sources, tell)) names.note(found);
  begun?.();
  const context: ItemContext = { settings: { zone }, source: names.source };
  const leftOut = new Tally();
  for await (const found of arrange(sources, names, tell)) {
    for (const finding of readItems({ ...found, resource: names.fill(found.resource) }, context))
      if ('leftOut' in finding) leftOut.add(finding.leftOut.why, finding.leftOut.what, finding.leftOut.count);
      else yield finding;
  }
  yield* leftOut.tell();
}

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
