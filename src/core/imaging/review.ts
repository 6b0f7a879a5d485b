// What an intake has brought so far, study by study: what of it is new, and whether it names the person whose record it is.
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import { type SortedInstances, sortInstances } from './file-study.ts';
import type { InstanceHeader, Intake, IntakeFile, NewInstance, Refusal } from './intake.ts';
import { type Difference, findDifferences, findRecordPerson } from './patient.ts';

export interface FoundSeries {
  readonly seriesUid: string;
  readonly modality: string | undefined;
  readonly description: string | undefined;
  readonly instances: number;
}

export interface FoundStudy {
  readonly studyUid: string;
  /** Of one of its instances: whose it is, of when, and how it is called. */
  readonly patient: InstanceHeader['patient'];
  readonly study: InstanceHeader['study'];
  readonly series: readonly FoundSeries[];
  readonly instances: number;
  readonly bytes: number;
  /** What of the patient is not as the record has it, in any of its instances: it is asked before it is added. */
  readonly differs: readonly Difference[];
  /** The item that has the study already. */
  readonly thingId: string | undefined;
  readonly added: number;
  readonly same: number;
  readonly other: number;
}

export interface FoundRefusal {
  readonly why: Refusal;
  readonly count: number;
  /** Of the first of them. */
  readonly names: readonly string[];
}

export interface Review {
  readonly intake: Intake;
  readonly studies: readonly FoundStudy[];
  readonly refused: readonly FoundRefusal[];
}

const namesShown = 10;

export async function reviewIntake(vault: Vault, grant: Grant, intake: Intake): Promise<Review> {
  return vault.store.read(async db => {
    const refused = new Map<Refusal, { count: number; names: string[] }>();
    const studies = new Map<string, NewInstance[]>();
    for await (const file of listFiles(db, intake)) {
      const { header, facts, why } = file;
      if (header && facts) {
        const own = studies.get(header.studyUid);
        if (own) own.push({ header, facts });
        else studies.set(header.studyUid, [{ header, facts }]);
      } else if (why) {
        const told = refused.get(why) ?? { count: 0, names: [] };
        told.count++;
        if (told.names.length < namesShown) told.names.push(file.name);
        refused.set(why, told);
      }
    }
    const person = await findRecordPerson(db, grant);
    const found: FoundStudy[] = [];
    for (const instances of studies.values()) {
      const sorted = await sortInstances(db, vault, grant, instances);
      const differs = new Set(instances.flatMap(({ header }) => findDifferences(header.patient, person)));
      found.push(describe(instances, sorted, [...differs]));
    }
    return { intake, studies: found, refused: [...refused].map(([why, told]) => ({ why, ...told })) };
  });
}

function describe(
  instances: readonly NewInstance[],
  { thing, added, same, other }: SortedInstances,
  differs: readonly Difference[],
): FoundStudy {
  const series = new Map<string, FoundSeries & { instances: number }>();
  for (const { header } of instances) {
    const { modality, description } = header.series;
    const own = series.get(header.seriesUid) ?? {
      ...{ seriesUid: header.seriesUid, modality, description },
      instances: 0,
    };
    series.set(header.seriesUid, { ...own, instances: own.instances + 1 });
  }
  const [first] = instances;
  return {
    studyUid: first?.header.studyUid ?? '',
    patient: first?.header.patient ?? {},
    study: first?.header.study ?? {},
    series: [...series.values()],
    instances: instances.length,
    bytes: instances.reduce((bytes, { facts }) => bytes + facts.length, 0),
    differs,
    thingId: thing?.id,
    ...{ added: added.length, same: same.length, other: other.length },
  };
}

const filesAtOnce = 500;

/** All that came, in their order. */
export async function* listFiles(db: Reader, intake: Intake): AsyncGenerator<IntakeFile> {
  let after = -1;
  for (;;) {
    const some = await db.images.files(intake, after, filesAtOnce);
    yield* some;
    after = some.at(-1)?.position ?? after;
    if (some.length < filesAtOnce) return;
  }
}
