// Pairs of clinical files that use few ids for whatever they say, about few patients, by few hospitals: the second changes nothing
// of the first that it may not, and each of its entries is in the record or told as similar to something there. What a file says is
// counted from what it was made of, and looked for in the XML of the items. KEEPWELL_REUSED_SEED names the run,
// KEEPWELL_REUSED_COUNT how many files it makes.
import { expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenImport, grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { printBundle, printSummary } from '../../testing/imports/summaries.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { listThings } from '../things/list.ts';
import { startUndo, startWriting } from './choose.ts';
import type { Import } from './import.ts';
import { readLines } from './look.ts';

const { KEEPWELL_REUSED_SEED: seed = '20261203', KEEPWELL_REUSED_COUNT: count = '24' } = process.env;

type Kind = 'weight' | 'height' | 'problem' | 'allergy';

interface Entry {
  readonly kind: Kind;
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Undefined where it says none. */
  readonly day: string | undefined;
  readonly value: number;
}

interface Made {
  readonly isFhir: boolean;
  readonly custodian: string;
  readonly set: string;
  readonly patient: string;
  readonly entries: readonly Entry[];
}

/** Numbers from a seed: the same run each time. */
function makeDice(from: number) {
  let state = Math.imul(from, 2_654_435_761) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { pick: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T };
}

type Dice = ReturnType<typeof makeDice>;

const ids = ['11111111-1111-1111-1111-111111111111', '1.2.3.4'];
const days = ['2019-04-05', '2020-05-06', undefined];
const named: Readonly<Record<Kind, readonly (readonly [code: string, name: string])[]>> = {
  weight: [['29463-7', 'Weight']],
  height: [['8302-2', 'Height']],
  problem: [
    ['38341003', 'Hypertension'],
    ['195967001', 'Asthma'],
  ],
  allergy: [
    ['2670', 'Codeine'],
    ['7980', 'Penicillin G'],
  ],
};

/** @param before a file whose hospital, set and patient it has too, but for one of these at most */
function makeFile(dice: Dice, before?: Made): Made {
  const entries = Array.from({ length: dice.pick([2, 3, 4, 6]) }, (): Entry => {
    const kind = dice.pick(['weight', 'weight', 'height', 'problem', 'allergy'] as const);
    const [code, name] = dice.pick(named[kind]);
    const isMeasured = kind === 'weight' || kind === 'height';
    const day = isMeasured ? dice.pick(days.slice(0, 2)) : dice.pick(days);
    return { ...{ kind, code, name, day }, id: dice.pick(ids), value: dice.pick([61, 62, 163]) };
  });
  const first = { isFhir: dice.pick([true, false]), custodian: 'Hill Hospital', set: 'A', patient: 'Ada' };
  if (!before) return { ...first, entries };
  const { isFhir, custodian, set, patient } = before;
  const family = { isFhir, custodian, set, patient };
  const other = { isFhir: !isFhir, custodian: 'Lake Hospital', set: 'B', patient: 'Bo' };
  const differs = dice.pick(['isFhir', 'custodian', 'set', 'patient', undefined, undefined] as const);
  return { ...family, ...(differs && { [differs]: other[differs] }), entries };
}

function print({ isFhir, custodian, set, patient, entries }: Made, documentId: string): string {
  const of = (kind: Kind) => entries.filter(entry => entry.kind === kind);
  const begun = ({ day }: Entry) => day && (isFhir ? day : day.replaceAll('-', ''));
  const measured = (unit: string) => (entry: Entry) => ({ ...entry, unit, day: begun(entry) ?? '' });
  const summary = {
    ...{ custodian, set, patient, documentId },
    vitals: [...of('weight').map(measured('kg')), ...of('height').map(measured('cm'))],
    problems: of('problem').map(entry => ({ ...entry, onset: begun(entry) })),
    allergies: of('allergy').map(entry => ({
      ...entry,
      ...{ since: begun(entry), reaction: `Reaction ${entry.value}` },
    })),
  };
  return isFhir ? printBundle(summary) : printSummary(summary);
}

/** What of an entry stands in the XML of its item, whichever reader made it. */
function listNeedles({ kind, name, day, value }: Entry): string[] {
  const [y = '', m = '', d = ''] = (day ?? '').split('-').map(part => String(Number(part)));
  const when = day === undefined ? [] : [`<y>${y}</y><m>${m}</m><d>${d}</d>`];
  if (kind === 'weight') return ['<weight>', `<kg>${value}</kg>`, ...when];
  if (kind === 'height') return ['<height>', `<m>${value / 100}</m>`, ...when];
  if (kind === 'problem') return ['<condition>', `<text>${name}</text>`, ...when];
  return ['<allergy>', `<text>${name}</text>`, `<text>Reaction ${value}</text>`, ...when];
}

const says = (xml: string, entry: Entry) => listNeedles(entry).every(needle => xml.includes(needle));

async function listItems(server: TestServer, of: Visitor): Promise<Map<string, string>> {
  const asked = { after: undefined, limit: 500, withWriters: true };
  const { things } = await listThings(server.vault, await grantOf(server, of), asked);
  return new Map(things.map(({ id, dataXml }) => [id, dataXml]));
}

async function bring(server: TestServer, of: Visitor, made: Made, documentId: string): Promise<Import> {
  const name = made.isFhir ? 'a.json' : 'a.xml';
  return givenImport(server, of, print(made, documentId), { name });
}

/** May an entry of the second file change an item of the first? */
function mayChange(first: Made, second: Made, xml: string): boolean {
  const isOfFamily =
    first.isFhir === second.isFhir &&
    first.custodian === second.custodian &&
    (first.isFhir || first.set === second.set) &&
    first.patient === second.patient;
  return (
    isOfFamily &&
    first.entries.some(
      one =>
        says(xml, one) &&
        second.entries.some(
          other =>
            one.day !== undefined &&
            (['kind', 'id', 'code', 'day'] as const).every(field => one[field] === other[field]),
        ),
    )
  );
}

async function tryPair(server: TestServer, first: Made, second: Made): Promise<void> {
  const { vault } = server;
  const ada = await givenSignedIn(server);
  const all = { typeIds: [], sources: [], lines: [] };
  const one = await bring(server, ada, first, '1');
  await startWriting(vault, one, all);
  expect((await runUntilDone(server, one)).state).toBe('done');
  const before = await listItems(server, ada);
  for (const entry of first.entries)
    expect(
      [...before.values()].some(xml => says(xml, entry)),
      `in the record: ${JSON.stringify(entry)}`,
    ).toBe(true);

  const two = await bring(server, ada, second, '2');
  const shown = await vault.store.read(async db => readLines(db, await grantOf(server, ada), two));
  const similar = [...shown.values()].flatMap(({ pairs }) =>
    pairs.filter(({ decision }) => decision === 'similar').map(({ candidate }) => candidate.xml),
  );
  await startWriting(vault, two, all);
  expect((await runUntilDone(server, two)).state).toBe('done');
  const after = await listItems(server, ada);
  for (const [id, xml] of before)
    if (after.get(id) !== xml) expect(mayChange(first, second, xml), `changed: ${xml}`).toBe(true);
  const said = [...after.values(), ...similar];
  for (const entry of second.entries)
    expect(
      said.some(xml => says(xml, entry)),
      `told: ${JSON.stringify(entry)}`,
    ).toBe(true);

  await startUndo(vault, two, two);
  expect((await runUntilDone(server, two)).state).toBe('undone');
  expect(await listItems(server, ada)).toEqual(before);
  await startUndo(vault, one, one);
  await runUntilDone(server, one);
  expect(await listItems(server, ada)).toEqual(new Map());
}

test('of two files that use ids again, the second leaves what the first said, and all that it says is told', async () => {
  await using whole = await startTestServer();
  await using sliced = await startTestServer({ limits: { importSliceItems: 2 } });
  for (let number = 0; number < Number(count) / 2; number++) {
    const dice = makeDice(Number(seed) + number);
    const first = makeFile(dice);
    const second = makeFile(dice, first);
    try {
      await tryPair(number % 2 === 0 ? whole : sliced, first, second);
    } catch (error) {
      console.error(`pair ${number} of seed ${seed}`, JSON.stringify([first, second]));
      throw error;
    }
  }
}, 600_000);
