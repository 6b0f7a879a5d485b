// What a process remembers of a vault beside its store. Made with the vault by the composition root, so that each vault has its
// own. Of `rates`, `traced` and `exports`, processes that serve one vault tell each other by way of the store; the rest is that
// of one process by nature: its bytes, its threads, what it has yet to write.
import type { MedicalImageStudy } from '../things/medical-image-study.ts';
import type { Noter } from './audit/noter.ts';
import { ReadCounts } from './audit/read-counts.ts';
import { Refusals } from './audit/refusal-counts.ts';
import type { KnownTrusts } from './direct/certificates/direct-trust.ts';
import { Pictures } from './documents/pictures.ts';
import type { IndexFill } from './fhir/fill.ts';
import { MadeResources } from './fhir/made.ts';
import { Line } from './healthvault/packages/line.ts';
import { TracedApps } from './healthvault/tracing/traced-apps.ts';
import { KnownStudies } from './imaging/known.ts';
import { UnreadImages } from './imaging/unread.ts';
import type { Limits } from './limits/limits.ts';
import { OneByOne } from './limits/one-by-one.ts';
import { Rates } from './limits/rates.ts';
import { talliesFor, type UnderWay } from './limits/under-way.ts';
import { FailedSignInCounts } from './operator/failed-sign-in-counts.ts';
import { SignInWatch } from './people/sign-in-watch.ts';
import { RecordHolds } from './record-holds.ts';
import type { ExportUnderWay } from './records/export-under-way.ts';
import { ThingIds } from './things/ids.ts';

export interface Memory {
  /** Requests that need no session, so that nobody can flood without end. */
  readonly rates: Rates;
  /** The applications whose calls are traced, and traces to be written. */
  readonly traced: TracedApps;
  /** What was read, and who was refused, since it was last written down. */
  readonly reads: ReadCounts;
  readonly refusals: Refusals;
  /** By which name the process writes that down; undefined where it serves nobody. */
  noter: Noter | undefined;
  /** Requests and bytes that are held at this moment. */
  readonly underWay: UnderWay;
  /** Answers of connect requests that are being hashed, by application. */
  readonly answers: OneByOne;
  /** Packages that are being opened. */
  readonly openings: Line;
  /** Exports of this process that are under way. */
  readonly exports: Set<ExportUnderWay>;
  /** Told of each try to sign in. */
  readonly signIns: SignInWatch;
  /** Those that failed since it was last written down. */
  readonly failedSignIns: FailedSignInCounts;
  /** Documents that were drawn. */
  readonly pictures: Pictures;
  /** Files of studies that could not be read. */
  readonly unreadImages: UnreadImages;
  /** Files of studies that were looked at. */
  readonly knownStudies: KnownStudies;
  /** What items say of the studies that were looked at. */
  readonly studyValues: KnownStudies<MedicalImageStudy>;
  /** Records whose index of FHIR is being made, by id. */
  readonly fills: Map<string, IndexFill>;
  readonly holds: RecordHolds;
  /** Resources that were made of things. */
  readonly madeResources: MadeResources;
  /** Whom domains trust for Direct messages. */
  readonly directTrusts: KnownTrusts;
  /** Where new things lie beside one another. */
  readonly thingIds: ThingIds;
}

export function makeMemory(limits: Limits): Memory {
  const signIns = new SignInWatch();
  return {
    rates: new Rates(),
    traced: new TracedApps(),
    reads: new ReadCounts(),
    refusals: new Refusals(),
    noter: undefined,
    underWay: talliesFor(limits),
    answers: new OneByOne(),
    openings: new Line(),
    exports: new Set(),
    signIns,
    failedSignIns: new FailedSignInCounts(signIns, limits.failedSignInAddressesMax),
    pictures: new Pictures(limits.documentPicturesBytesMax),
    unreadImages: new UnreadImages(),
    knownStudies: new KnownStudies(limits.imagesKnownMax, ({ length }) => length),
    studyValues: new KnownStudies(limits.imagesKnownMax, countImages),
    fills: new Map(),
    holds: new RecordHolds(),
    madeResources: new MadeResources(limits.fhirMadeBytesMax),
    directTrusts: new Map(),
    thingIds: new ThingIds(),
  };
}

/** One that names none takes room, too. */
function countImages({ series }: MedicalImageStudy): number {
  return series.reduce((count, { images }) => count + 1 + images.length, 1);
}
