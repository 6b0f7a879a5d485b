import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { formats } from '../vocabularies/loaders/index.ts';
import { runCommand } from './program.ts';

/** Codes and texts of ours, written as the owners of code systems write theirs. */
const samples = join(import.meta.dirname, '../vocabularies/loaders/samples');
const bin = join(import.meta.dirname, '../../dist/cli/keepwell.js');

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const vocab = (command: string, ...args: string[]) =>
  keepwell(['vocab', command, '--data', server.data, ...args]);
const load = (from: string, ...args: string[]) => vocab('load', '--from', from, ...args);
const listed = async () => JSON.parse((await vocab('list', '--json')).out);

interface Key {
  readonly family: string;
  readonly name: string;
  readonly version?: string;
}
const keyXml = ({ name, family, version }: Key) =>
  `<vocabulary-key><name>${name}</name><family>${family}</family>${version ? `<version>${version}</version>` : ''}</vocabulary-key>`;

/** What an application gets: code, text and abbreviation of each item. */
async function items(key: Key, language = 'en') {
  const answer = await app.client.call('GetVocabulary', {
    version: 2,
    info: `<vocabulary-parameters>${keyXml(key)}<fixed-culture>true</fixed-culture></vocabulary-parameters>`,
    language,
  });
  return answer.code === 0
    ? [...answer.xml.matchAll(/<code-item>(.*?)<\/code-item>/gs)].map(([, item]) =>
        [...item!.matchAll(/<[\w-]+>([^<]*)<\/[\w-]+>/g)].map(([, text]) => text),
      )
    : answer.code;
}

async function found(key: Key, mode: string, text: string) {
  const answer = await app.client.call('SearchVocabulary', {
    info: `${keyXml(key)}<text-search-parameters><search-string search-mode="${mode}">${text}</search-string></text-search-parameters>`,
  });
  return answer.texts('code-value');
}

describe('a code system is loaded beside a server, which then answers from it', () => {
  test('RxNorm: ingredients and medicines, active and obsolete, by names and by concepts', async () => {
    const { code, out, err } = await load(join(samples, 'rxnorm'));
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringMatching(/^Loading RxNorm 26AA_261102F\.\n/),
    });
    expect(out).toContain('RxNorm  RxNorm Active Medicines  26AA_261102F  3 items\n');
    const list = (name: string) => items({ family: 'RxNorm', name: `RxNorm ${name}` });
    expect(await list('Active Medicines')).toEqual([
      ['9001031', 'Calmador'],
      ['9001041', 'velorapine 20 MG Oral Tablet'],
      ['9001051', 'velorapine 20 MG Oral Tablet [Calmador]'],
    ]);
    expect(await list('Active Medicines Concepts')).toEqual([
      ['900103', 'Calmador'],
      ['900104', 'velorapine 20 MG Oral Tablet'],
      ['900105', 'velorapine 20 MG Oral Tablet [Calmador]'],
    ]);
    expect(await list('Active Ingredients')).toEqual([
      ['9001011', 'velorapine'],
      ['9001021', 'velorapine sulfate'],
    ]);
    expect(await list('Obsolete Ingredients')).toEqual([['9001061', 'brastolin']]);
    expect(await list('Obsolete Medicines Concepts')).toEqual([['900107', 'Old Brastol']]);
    const medicines = { family: 'RxNorm', name: 'RxNorm Active Medicines' };
    expect(await found(medicines, 'Prefix', 'calm')).toEqual(['9001031']);
    expect(await found(medicines, 'Contains', '[calm')).toEqual(['9001051']);
    expect(await found(medicines, 'FullText', 'tablet velo')).toEqual(['9001041', '9001051']);
  });

  test('SNOMED CT: the active of a snapshot, by full and by preferred names, in its languages', async () => {
    expect(await load(join(samples, 'snomed'))).toMatchObject({ code: 0 });
    const list = (name: string, language?: string) => items({ family: 'Snomed', name }, language);
    expect(await list('SnomedConditions')).toEqual([
      ['990001001', 'Sneezing disease (disorder)'],
      ['990002001', 'Allergy to moon dust (disorder)'],
    ]);
    expect(await list('SnomedConditions_Filtered')).toEqual([
      ['990001001', 'Sneezing disease'],
      ['990002001', 'Moon dust allergy'],
    ]);
    expect(await list('SnomedConditions_Filtered', 'es')).toEqual([
      ['990001001', 'estornudos crónicos'],
      ['990002001', 'alergia al polvo lunar'],
    ]);
    expect(await list('SnomedAllergies_Filtered')).toEqual([['990002001', 'Moon dust allergy']]);
    expect(await list('SnomedProcedures')).toEqual([['990003001', 'Polishing of elbow (procedure)']]);
    expect(await list('SnomedBodyLocation_Filtered')).toEqual([['990004001', 'Left antenna']]);
    expect(await list('SnomedComplete')).toHaveLength(5);
    expect(await found({ family: 'Snomed', name: 'SnomedComplete' }, 'Contains', 'DUST')).toEqual([
      '990005001',
      '990002001',
    ]);
  });

  test('SNOMED CT without lists of preferred names: full names without their tags', async () => {
    const release = tempFolder();
    cpSync(join(samples, 'snomed'), release, { recursive: true });
    rmSync(join(release, 'Snapshot/Refset'), { recursive: true });
    expect(await load(release, '--version', 'plain')).toMatchObject({ code: 0 });
    expect(await items({ family: 'Snomed', name: 'SnomedProcedures_Filtered', version: 'plain' })).toEqual([
      ['990003001', 'Polishing of elbow'],
    ]);
    expect(await vocab('remove', 'Snomed', '--version', 'plain')).toMatchObject({ code: 0 });
  });

  test('LOINC: what is not deprecated, quotes and line breaks and all', async () => {
    expect(await load(join(samples, 'loinc'))).toMatchObject({ code: 0 });
    const key = { family: 'regenstrief', name: 'LOINC' };
    expect(await items(key)).toEqual([
      ['99001-1', 'Stardust [Mass/volume] in Serum or Plasma', 'Stardust SerPl-mCnc'],
      ['99002-9', 'Moonlight, "pale" [Interpretation] in two lines', 'Moonlight Imp'],
      ['99004-5', 'Daydreams [#] per day', 'Daydreams #'],
    ]);
    expect((await listed()).vocabularies).toContainEqual(
      expect.objectContaining({ ...key, version: '2.81' }),
    );
    expect(await found(key, 'Contains', 'serpl')).toEqual(['99001-1']);
  });

  test.each(['icd10cm-order-2026.txt', 'icd10cm-codes-2026.txt', ''])('ICD-10-CM: %s', async file => {
    expect(await load(join(samples, 'icd10cm', file))).toMatchObject({ code: 0 });
    const got = await items({ family: 'icd', name: 'icd10cm', version: '2026' });
    const short = file.includes('codes') ? [] : ['Wistfulness, w/o morning tea, subs'];
    expect(got).toEqual([
      ['Z9901', 'Wistfulness, in the morning'],
      ['Z9902', 'Wistfulness, without morning tea, subsequent encounter', ...short],
    ]);
  });

  test('ICD-9-CM: long texts with the short ones, or either alone', async () => {
    const key = { family: 'icd', name: 'icd9cm' };
    const [long, short] = ['LONG', 'SHORT'].map(kind => join(samples, `icd9cm/CMS99_DESC_${kind}_DX.txt`));
    expect(await load(short!, '--version', '1.0')).toMatchObject({ code: 0 });
    expect(await items({ ...key, version: '1' })).toEqual([
      ['0010', 'Moon cholera'],
      ['03811', 'Stardust fever-met'],
      ['V9901', 'Moon visit NEC'],
      ['E9999', 'Struck by brick'],
    ]);
    expect(await load(long!)).toMatchObject({ code: 0 });
    expect(await items({ ...key, version: '99' })).toContainEqual(['03811', 'Stardust fever, météorique']);
    expect(await load(join(samples, 'icd9cm'))).toMatchObject({ code: 0, out: 'icd  icd9cm  99  4 items\n' });
    expect(await items({ ...key, version: '99' })).toContainEqual([
      '03811',
      'Stardust fever, météorique',
      'Stardust fever-met',
    ]);
    expect(await found({ ...key, version: '99' }, 'FullText', 'moon visits')).toEqual(['V9901']);
  });

  const food = { family: 'usda', name: 'food-description' };
  const nutrient = { family: 'usda', name: 'nutrient-definition' };

  test('foods and nutrients of the USDA: the Standard Reference, by the name of its folder', async () => {
    expect(await load(join(samples, 'sr'))).toMatchObject({
      code: 0,
      out: 'usda  food-description  99  2 items\nusda  nutrient-definition  99  2 items\n',
    });
    expect(await items({ ...food, version: '99' })).toEqual([
      ['90001', 'Butter, of the moon, salted', 'BUTTER,MOON,SALTD'],
      ['90002', 'Cheese, crème de lune', 'CHS,CREME DE LUNE'],
    ]);
    expect(await items({ ...nutrient, version: '99' })).toEqual([
      ['901', 'Stardust', 'STRDST'],
      ['902', 'Daydreams'],
    ]);
    expect(await found({ ...food, version: '99' }, 'Contains', 'butter')).toEqual(['90001']);
    expect(await load(join(samples, 'sr/sr99asc/FOOD_DES.txt'), '--version', '24')).toMatchObject({
      code: 0,
      out: 'usda  food-description  24  2 items\n',
    });
  });

  test('foods and nutrients of the USDA: FoodData Central, by the older numbers where there are', async () => {
    expect(await load(join(samples, 'fdc'))).toMatchObject({ code: 0 });
    expect(await items({ ...food, version: '2026-04-30' })).toEqual([
      ['00901', 'Butter, of the moon, salted'],
      ['990002', 'Cheese "lune", soft'],
      ['9900003', 'MOON BAR'],
    ]);
    expect(await items({ ...nutrient, version: '2026-04-30' })).toEqual([
      ['901', 'Stardust'],
      ['901.2', 'Daydreams, total'],
    ]);
  });

  test('ISO 3166-2: parts of countries, as the iso-codes project has them', async () => {
    expect(await load(join(samples, 'iso3166-2'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('Applications made for HealthVault ask for 1.0.'),
    });
    expect(await load(join(samples, 'iso3166-2'), '--version', '1.0')).toMatchObject({ code: 0 });
    expect(await items({ family: 'iso', name: 'iso3166-2', version: '1.0' })).toEqual([
      ['ZZ-01', 'Sea of Tranquility'],
      ['ZZ-NOR', 'Crémerie du Nord'],
    ]);
  });

  test('CVX and MVX: in place of the tables of HL7', async () => {
    expect(await load(join(samples, 'cvx'))).toMatchObject({ code: 0 });
    expect(await load(join(samples, 'mvx/mvx.txt'))).toMatchObject({ code: 0 });
    expect(await items({ family: 'HL7', name: 'vaccines-cvx' })).toEqual([
      ['901', 'homesickness vaccine, live, oral', 'homesickness, oral'],
      ['9', 'stage fright vaccine, unspecified formulation', 'stage fright'],
      ['999', 'unknown vaccine or immune globulin', 'unknown'],
    ]);
    expect(await items({ family: 'HL7', name: 'vaccine-manufacturers-mvx', version: '2026-10-05' })).toEqual([
      ['QUX', 'Quxmed, Inc.'],
      ['ZYX', 'Zyxlab'],
    ]);
  });

  test('NDC: products and packages, without those the FDA excludes, in its encoding', async () => {
    expect(await load(join(samples, 'ndc'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('--version'),
    });
    expect(await load(join(samples, 'ndc'), '--version', '2026-11-25')).toMatchObject({ code: 0 });
    expect(await items({ family: 'FDA', name: 'NDC' })).toEqual([
      ['9990-0001', 'Calmador XR (velorapine) 20 mg/1 tablet, Café Pharma'],
      ['9990-0002', 'Brastol "Plus" (brastolin; velorapine) 5 mg/1 / 20 mg/1 tablet, Quxmed, Inc.'],
      [
        '9990-0001-01',
        'Calmador XR (velorapine) 20 mg/1 tablet, Café Pharma; 30 TABLET in 1 BOTTLE (9990-0001-01)',
      ],
      [
        '9990-0002-01',
        'Brastol "Plus" (brastolin; velorapine) 5 mg/1 / 20 mg/1 tablet, Quxmed, Inc.; 10 TABLET in 1 BLISTER PACK',
      ],
    ]);
  });

  test('and is listed and taken away again, alone or with its family', async () => {
    const names = async () =>
      (await listed()).vocabularies
        .filter(({ family }: Key) => family === 'RxNorm')
        .map(({ name }: Key) => name);
    expect(await names()).toHaveLength(8);
    const one = 'RxNorm Obsolete Ingredients';
    expect(await vocab('remove', 'RxNorm', one, '--version', '26AA_261102F')).toEqual({
      code: 0,
      out: 'Removed RxNorm  RxNorm Obsolete Ingredients  26AA_261102F  1 items\n',
      err: 'Freeing the room it took …\n',
    });
    expect(await items({ family: 'RxNorm', name: one })).toBe(55);
    expect(await names()).toHaveLength(7);
    expect(await vocab('remove', 'RxNorm', '--version', '26AA_261102F')).toMatchObject({ code: 0 });
    expect(await names()).toEqual([]);
    expect(await vocab('remove', 'RxNorm', '--version', '26AA_261102F')).toMatchObject({
      code: 1,
      err: expect.stringContaining('keepwell vocab list'),
    });
  });
});

describe('files that are not as they should be', () => {
  const written = (name: string, content: string | Buffer) => {
    const path = join(tempFolder(), name);
    writeFileSync(path, content);
    return path;
  };

  /** A sample in a folder whose name tells nothing. */
  const folderOf = (sample: string) => {
    const folder = join(tempFolder(), 'here');
    cpSync(join(samples, sample), folder, { recursive: true });
    return folder;
  };
  const twoEditions = () => {
    const folder = folderOf('icd9cm');
    copyFileSync(join(folder, 'CMS99_DESC_LONG_DX.txt'), join(folder, 'CMS98_DESC_LONG_DX.txt'));
    return folder;
  };

  test('lines that cannot be read are told by number and counted; the others are loaded', async () => {
    const bad = Buffer.concat([
      Buffer.from('\ufeffA001    Fine\nlower   case\n\nA002    Fine too\nA003    '),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('\nA001    Once more'),
    ]);
    const { code, out, err } = await load(written('icd10cm-codes-2020.txt', bad));
    expect(code).toBe(0);
    expect(err).toContain('icd10cm-codes-2020.txt, line 2: it has no code and text where they are due.\n');
    expect(err).toContain('icd10cm-codes-2020.txt, line 5: it is not UTF-8.\n');
    expect(out).toBe(
      'icd  icd10cm  2020  2 items\n' +
        '1 codes came more than once; the text that came first was kept.\n' +
        '2 lines could not be read.\n',
    );
    expect(await items({ family: 'icd', name: 'icd10cm', version: '2020' })).toEqual([
      ['A001', 'Fine'],
      ['A002', 'Fine too'],
    ]);
  });

  test('too many of them, and nothing is loaded nor left over', async () => {
    const path = written('icd10cm-codes-2019.txt', 'A001    Fine\nbad\nA002    Fine\nbad\n');
    expect(await load(path, '--bad-lines', '1')).toMatchObject({
      code: 1,
      err: expect.stringContaining('More than 1 lines cannot be read. Nothing was loaded.'),
    });
    expect(await items({ family: 'icd', name: 'icd10cm', version: '2019' })).toBe(55);
    expect((await listed()).unfinished).toEqual([]);
    expect(await load(path, '--bad-lines', '2')).toMatchObject({ code: 0 });
  });

  test('a table with a line that is too long lacks that line, one whose quotes do not match is refused', async () => {
    const lines =
      'LOINC_NUM,LONG_COMMON_NAME,STATUS\n1-1,One,ACTIVE\n2-2,Two,ACTIVE,more\n3-3,"Three",ACTIVE\n';
    const { code, err } = await load(written('Loinc.csv', lines), '--version', 'long');
    expect(code).toBe(0);
    expect(err).toContain('Loinc.csv, line 3: it has 4 fields where 3 are due.\n');
    expect(await items({ family: 'regenstrief', name: 'LOINC', version: 'long' })).toEqual([
      ['1-1', 'One'],
      ['3-3', 'Three'],
    ]);
    const damaged = written('Loinc.csv', `${lines}4-4,"Four" or so,ACTIVE\n5-5,Five,ACTIVE\n`);
    expect(await load(damaged, '--version', 'damaged')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Loinc.csv, line 5: its quotes do not match. The file is damaged.'),
    });
    expect(await items({ family: 'regenstrief', name: 'LOINC', version: 'damaged' })).toBe(55);
  });

  test.each<[string, () => string, string[], string]>([
    ['a file of another kind', () => written('notes.txt', 'hello\n'), [], 'cannot be told. Say it with --as'],
    ['what is packed', () => written('loinc.zip', 'PK'), [], 'Unpack'],
    ['several at once', () => samples, [], 'say which with --as'],
    ['another than is said', () => join(samples, 'loinc'), ['--as', 'rxnorm'], 'takes RXNCONSO.RRF'],
    ['no such format', () => join(samples, 'loinc'), ['--as', 'icd9'], 'They are: rxnorm, snomed,'],
    ['a table without its columns', () => written('Loinc.csv', 'A,B\n1,2\n'), [], 'no column LOINC_NUM'],
    ['nothing in it', () => written('icd10cm-codes-2018.txt', '\n'), [], 'There are no codes in it.'],
    ['nothing there', () => '/nowhere/at/all', [], '/nowhere/at/all: it is not there.'],
    [
      'no version',
      () => {
        const folder = tempFolder();
        copyFileSync(join(samples, 'rxnorm/RXNCONSO.RRF'), join(folder, 'RXNCONSO.RRF'));
        return folder;
      },
      [],
      '--version',
    ],
    [
      'no descriptions',
      () => join(samples, 'snomed/Snapshot/Terminology/sct2_Concept_Snapshot_INT_20260101.txt'),
      [],
      'name the folder of the release',
    ],
    ['foods of no release', () => join(folderOf('sr/sr99asc'), 'FOOD_DES.txt'), [], 'name it with --version'],
    [
      'foods of no release',
      () => folderOf('fdc/FoodData_Central_csv_2026-04-30'),
      [],
      'name it with --version',
    ],
    ['another text of that name', () => written('FOOD_DES.txt', 'Butter\n'), ['--version', '1'], 'between ^'],
    [
      'a table without its columns',
      () => written('food.csv', 'a,b\n'),
      ['--version', '1'],
      'no column fdc_id',
    ],
    ['two editions', () => twoEditions(), [], 'Name one edition.'],
    ['no JSON', () => written('iso_3166-2.json', '{"3166-2": ['), ['--version', '1'], 'The file is damaged.'],
    [
      'other JSON',
      () => written('iso_3166-2.json', '{"3166-1": []}'),
      ['--version', '1'],
      'iso-codes project',
    ],
    [
      'an entry without a name',
      () => written('iso_3166-2.json', '{"3166-2": [{"code": "ZZ-1"}]}'),
      ['--version', '1'],
      'entry 1: it has no text',
    ],
  ])('%s: it says what to give', async (_what, from, args, err) => {
    expect(await load(from(), ...args)).toEqual({ code: 1, out: '', err: expect.stringContaining(err) });
  });

  test('a file of any name is known by its beginning', async () => {
    const cases = [
      ['cvx', 'cvx.txt', '--as'],
      ['loinc', 'Loinc.csv'],
      ['icd10cm', 'icd10cm-order-2026.txt'],
      ['mvx', 'mvx.txt'],
      ['icd9cm', 'CMS99_DESC_LONG_DX.txt'],
      ['sr/sr99asc', 'FOOD_DES.txt'],
      ['sr/sr99asc', 'NUTR_DEF.txt'],
      ['iso3166-2', 'iso_3166-2.json'],
    ] as const;
    for (const [format, file, as] of cases) {
      const path = join(tempFolder(), 'download.dat');
      copyFileSync(join(samples, format, file), path);
      const args = ['--version', 'any', ...(as ? [as, format] : [])];
      expect(await load(path, ...args), format).toMatchObject({ code: 0 });
    }
  });

  test('help names every format', async () => {
    const { out } = await vocab('load', '--help');
    for (const { name } of formats) expect(out.replace(/\s+/g, ' ')).toMatch(new RegExp(`\\b${name}\\b[ ,]`));
  });

  test('every format has a sample', () => {
    expect(formats.map(({ name }) => name)).toEqual([
      'rxnorm',
      'snomed',
      'loinc',
      'icd10cm',
      'icd9cm',
      'cvx',
      'mvx',
      'ndc',
      'sr',
      'fdc',
      'iso3166-2',
    ]);
  });
});

describe('a long load', () => {
  const codesFile = (count: number, text: string) => {
    const folder = tempFolder();
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'icd10cm-codes-2030.txt');
    const line = (_: unknown, i: number) => `A${String(i).padStart(6, '0')} ${text} ${i}, of the left arm`;
    writeFileSync(path, Array.from({ length: count }, line).join('\n'));
    return path;
  };
  const key = { family: 'icd', name: 'icd10cm', version: '2030' };
  const start = (path: string) =>
    spawn(process.execPath, [bin, 'vocab', 'load', '--data', server.data, '--from', path], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const ended = (child: ChildProcess) => new Promise(resolve => child.once('exit', resolve));
  const unfinished = async () => (await listed()).unfinished[0];
  const begun = async () => {
    while (!((await unfinished())?.position > 0)) await new Promise(done => setTimeout(done, 20));
  };

  test('goes on after it was killed, and shows nothing before it is whole', { timeout: 60_000 }, async () => {
    const path = codesFile(12_000, 'Injury');
    for (let kill = 0; kill < 2; kill++) {
      const before = (await unfinished())?.position ?? 0;
      const child = start(path);
      while (!((await unfinished())?.position > before)) await new Promise(done => setTimeout(done, 20));
      child.kill('SIGKILL');
      await ended(child);
      expect(await items(key)).toBe(55);
    }
    const { position } = await unfinished();
    expect(position).toBeGreaterThan(0);
    expect(position).toBeLessThan(12_000);
    const { code, out, err } = await load(path);
    expect({ code, out }).toEqual({ code: 0, out: 'icd  icd10cm  2030  12000 items\n' });
    expect(err).toContain(`Going on with ICD-10-CM 2030 after ${position} entries.`);
    expect(await found(key, 'FullText', 'injury 11999')).toEqual(['A011999']);
    expect(await found(key, 'Contains', 'injury 0,')).toEqual(['A000000']);
    expect((await listed()).unfinished).toEqual([]);
  });

  test('begins anew when the file has changed', { timeout: 60_000 }, async () => {
    const child = start(codesFile(12_000, 'Wound'));
    await begun();
    child.kill('SIGKILL');
    await ended(child);
    const { err, out } = await load(codesFile(600, 'Wound'));
    expect(err).toMatch(/^Loading ICD-10-CM 2030\.\n/);
    expect(out).toBe('icd  icd10cm  2030  600 items\n');
  });

  test('takes the place of what was there in one step', { timeout: 60_000 }, async () => {
    await load(codesFile(700, 'Old'));
    const child = start(codesFile(5000, 'New'));
    const end = ended(child);
    const seen = new Set<string>();
    let isOver = false;
    void end.then(() => {
      isOver = true;
    });
    await begun();
    while (!isOver) {
      const got = await items(key);
      const texts = new Set((got as string[][]).map(([, text]) => text!.split(' ')[0]));
      seen.add([...texts].join('+'));
      const fresh = await found(key, 'FullText', 'new 4999');
      const old = await found(key, 'FullText', 'old 699');
      if (fresh.length > 0) expect(old).toEqual([]);
    }
    expect([...seen]).toEqual(['Old', 'New']);
    expect(await found(key, 'FullText', 'old')).toEqual([]);
  });

  test('and a second of the same beside it do not mix', { timeout: 60_000 }, async () => {
    const path = codesFile(8000, 'Twin');
    const end = ended(start(path));
    await begun();
    const second = await load(path);
    await end;
    expect((await listed()).unfinished).toEqual([]);
    expect(second.code === 0 || second.err.includes('Another process')).toBe(true);
    expect(await found(key, 'FullText', 'twin 7999')).toEqual(['A007999']);
    const [vocabulary] = (await listed()).vocabularies.filter(({ version }: Key) => version === '2030');
    expect(vocabulary.itemCount).toBe(8000);
  });
});

test('works without a server, and needs a vault', async () => {
  const data = tempFolder();
  const from = join(samples, 'cvx');
  expect(await keepwell(['vocab', 'load', '--data', data, '--from', from])).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no vault'),
  });
  expect(await keepwell(['vocab', 'list', '--data', data])).toMatchObject({ code: 1 });
});

test('shows a bar on a terminal, and only there', async () => {
  let err = '';
  const io = { out: () => {}, input: process.stdin, env: {}, isTerminal: true };
  const code = await runCommand(
    ['vocab', 'load', '--data', server.data, '--from', join(samples, 'cvx'), '--version', 'bar'],
    {
      ...io,
      err: text => {
        err += text;
      },
    },
  );
  expect(code).toBe(0);
  expect(err).toContain(`[${'#'.repeat(30)}] 100 %  3 entries`);
  expect(err.endsWith('\r\u001b[K')).toBe(true);
});
