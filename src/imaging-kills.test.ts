// A server is killed while pictures come: file by file, in a zip, as they are added to the record, and by DICOMweb. What it acknowledged
// is there, byte for byte and once; what it did not leaves nothing half; and sent again it is whole. KEEPWELL_IMAGING_COUNT says how many
// rounds of five kills there are, KEEPWELL_IMAGING_SEED when they come. The servers run what is built in dist/.
import { expect, test } from 'vitest';
import { Random } from './testing/fuzz/random.ts';
import { type BroughtStudy, ImagingScene, listHashes, makeBroughtStudy } from './testing/imaging-process.ts';

const { KEEPWELL_IMAGING_COUNT: countGiven, KEEPWELL_IMAGING_SEED: seed = '20261130' } = process.env;
const rounds = Number(countGiven ?? 1);
const filesOfStudy = 24;

/** About as long as each takes when nobody interrupts it. */
const spanMs = { folder: 1500, zip: 1500, adding: 120, storing: 1200 };

const random = new Random(Number(seed));
const kept: BroughtStudy[] = [];
/** Of the kills, those before all was answered. */
const early = { folder: 0, zip: 0, adding: 0, storing: 0 };

function makeNext(): BroughtStudy {
  const study = makeBroughtStudy(`1.2.840.99.${kept.length + 1}`, filesOfStudy);
  kept.push(study);
  return study;
}

async function expectWhole(scene: ImagingScene, study: BroughtStudy): Promise<void> {
  expect(await scene.look(study.uid), `seed ${seed}`).toEqual({ times: 1, hashes: listHashes(study) });
}

/** All of it, or nothing where nobody said that it is there. */
async function expectWholeOrNone(scene: ImagingScene, study: BroughtStudy, isSaid: boolean): Promise<void> {
  const { times } = await scene.look(study.uid);
  if (times > 0 || isSaid) await expectWhole(scene, study);
}

async function bring(scene: ImagingScene, way: 'folder' | 'zip'): Promise<void> {
  const study = makeNext();
  const names = [...study.files.keys()].sort();
  const begun = await scene.begin();
  const taken = new Set<string>();
  const list = async () => (await scene.begin(begun.intake)).had.map(([name]) => name).sort();
  const isEarly = await scene.interrupt(random.below(spanMs[way]), {
    work: () =>
      way === 'zip'
        ? scene.sendZip(begun, study)
        : scene.sendFolder(begun.intake, study, name => taken.add(name)),
    async check() {
      const had = await list();
      expect(new Set(had).size, `seed ${seed}`).toBe(had.length);
      expect(had, `seed ${seed}`).toEqual(expect.arrayContaining([...taken]));
    },
  });
  early[way] += Number(isEarly);
  expect(await list(), `seed ${seed}`).toEqual(names);
  expect((await scene.look(study.uid)).times).toBe(0);
  let isAdded = false;
  const isHasty = await scene.interrupt(random.below(spanMs.adding), {
    async work() {
      await scene.add(begun, study);
      isAdded = true;
    },
    check: () => expectWholeOrNone(scene, study, isAdded),
  });
  early.adding += Number(isHasty);
  await expectWhole(scene, study);
}

async function store(scene: ImagingScene): Promise<void> {
  const study = makeNext();
  let isStored = false;
  const isEarly = await scene.interrupt(random.below(spanMs.storing), {
    async work() {
      await scene.store(study);
      isStored = true;
    },
    check: () => expectWholeOrNone(scene, study, isStored),
  });
  early.storing += Number(isEarly);
  await expectWhole(scene, study);
}

test(
  `killed ${5 * rounds} times while pictures come, it has what it acknowledged, once, and nothing half`,
  async () => {
    await using scene = await ImagingScene.open();
    for (let round = 0; round < rounds; round++) {
      await bring(scene, 'folder');
      await bring(scene, 'zip');
      await store(scene);
    }
    expect(await scene.sweep(), `seed ${seed}`).toBe(kept.length * filesOfStudy);
    for (const study of kept) await expectWhole(scene, study);
    console.log(`imaging: seed ${seed}, killed under way ${JSON.stringify(early)} of ${5 * rounds}`);
    expect(Object.values(early).reduce((sum, count) => sum + count)).toBeGreaterThan(rounds);
  },
  60_000 + rounds * 60_000,
);
