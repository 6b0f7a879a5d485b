// Studies out again: the instances byte for byte, and a directory that dcmtk reads and finds nothing wrong with.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { element } from '../../formats/dicom/write.ts';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { type MadeInstance, makeDicom } from '../../testing/dicom-files.ts';
import { grantOf } from '../../testing/imports/given.ts';
import { tempFolder } from '../../testing/process.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { makeZip } from '../../testing/source-files.ts';
import { exportDisc } from './export.ts';
import { finishIntake } from './finish.ts';
import { openStudy } from './held.ts';
import { beginIntake, takeFile } from './take.ts';
import { appendZip, beginZip, unpackSome } from './unzip.ts';

const hasDcmtk = spawnSync('dcmdump', ['--version']).status === 0;
const kos = '1.2.840.10008.5.1.4.1.1.88.59';
const basicText = '1.2.840.10008.5.1.4.1.1.88.11';
const pdfClass = '1.2.840.10008.5.1.4.1.1.104.1';

async function* stream(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function given(server: TestServer) {
  const owner = await givenSignedIn(server);
  return { vault: server.vault, grant: await grantOf(server, owner) };
}

const code = (value: string, meaning: string) => [
  [element('00080100', 'SH', value), element('00080102', 'SH', 'DCM'), element('00080104', 'LO', meaning)],
];

const text = (name: string, said: string) => [
  element('0040A010', 'CS', 'CONTAINS'),
  element('0040A040', 'CS', 'TEXT'),
  element('0040A043', 'SQ', code('121071', name)),
  element('0040A160', 'UT', said),
];

const none = Buffer.alloc(0);
const files: MadeInstance[] = [
  ...[1, 2, 3].map(number => ({ study: '1.2.3', patientName: 'Example^Ada', number })),
  {
    study: '1.2.3',
    series: '1.2.3.7',
    patientName: 'Example^Ada',
    modality: 'SR',
    sopClass: basicText,
    pixels: none,
    more: [
      element('0040A043', 'SQ', code('11528-7', 'Radiology Report')),
      element('0040A730', 'SQ', [text('Finding', 'No <b>fracture</b>'), text('Advice', 'None\r\nat all')]),
    ],
  },
  {
    study: '1.2.3',
    series: '1.2.3.8',
    patientName: 'Example^Ada',
    modality: 'KO',
    sopClass: kos,
    pixels: none,
    more: [
      element('0040A730', 'SQ', [
        [
          element('0040A040', 'CS', 'IMAGE'),
          element('00081199', 'SQ', [[element('00081155', 'UI', '1.2.3.1.2')]]),
        ],
      ]),
    ],
  },
  {
    study: '1.2.3',
    series: '1.2.3.9',
    patientName: 'Example^Ada',
    modality: 'DOC',
    sopClass: pdfClass,
    pixels: none,
    more: [
      element('00420010', 'ST', 'Letter'),
      element('00420011', 'OB', Buffer.from('%PDF-1.4 example')),
      element('00420012', 'LO', 'application/pdf'),
    ],
  },
];

async function bring({ vault, grant }: Awaited<ReturnType<typeof given>>) {
  const intake = await beginIntake(vault, grant, 'disc');
  for (const [i, file] of files.entries())
    await takeFile(vault, grant, intake.id, { name: `${i}` }, stream(makeDicom(file)));
  return finishIntake(vault, grant, intake.id, {});
}

test('reports and documents become files of their own, key images are known', async () => {
  await using server = await startTestServer();
  const { vault, grant } = await given(server);
  expect(await bring({ vault, grant })).toMatchObject([{ outcome: 'added', added: 6 }]);
  const study = await openStudy(vault, grant, '1.2.3');
  expect(study?.value.keyImages).toEqual([{ imageBlobName: '1.2.3.1.2.dcm' }]);
  const beside = await vault.store.read(db => db.things(grant).relating(study?.thing.id ?? '', 9));
  const things = await vault.store.read(db => db.things(grant).byIds(beside.map(({ id }) => id)));
  expect(things.map(({ dataXml }) => /<name>(.*?)<\/name>/.exec(dataXml)?.[1]).sort()).toEqual([
    'Letter 2026-03-01.pdf',
    'Radiology Report 2026-03-01.txt',
  ]);
  const sets = await vault.store.read(db =>
    db.things(grant).blobSets(things.flatMap(({ blobSet }) => blobSet ?? [])),
  );
  expect(
    [...sets.values()]
      .flat()
      .map(({ length }) => length)
      .sort(),
  ).toEqual(
    [
      Buffer.byteLength('Radiology Report\nFinding: No <b>fracture</b>\nAdvice: None\nat all\n'),
      Buffer.byteLength('%PDF-1.4 example'),
    ].sort(),
  );
});

test.skipIf(!hasDcmtk)('a disc is as it came in, and dcmtk finds its way', async () => {
  await using server = await startTestServer();
  const { vault, grant } = await given(server);
  await bring({ vault, grant });
  const study = await openStudy(vault, grant, '1.2.3');
  const folder = tempFolder();
  const came = new Map(files.map(file => [makeDicom(file).toString('base64'), file]));
  for await (const { path, content } of exportDisc(vault, grant, study?.instances ?? [])) {
    const bytes = await buffer(content);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    if (path !== 'DICOMDIR') expect(came.delete(bytes.toString('base64'))).toBe(true);
    expect(path.split('/').every(part => /^[A-Z0-9]{1,8}$/.test(part))).toBe(true);
    execFileSync('dcmftest', [join(folder, path)]);
  }
  expect(came.size).toBe(0);
  const said = execFileSync('dcmdump', [join(folder, 'DICOMDIR')], { encoding: 'utf8' });
  expect(said.match(/\(0004,1430\) CS \[(.*?)\]/g)).toHaveLength(1 + 1 + 4 + 6);
  // Added to, it is read as a directory first, with all that it points to.
  const added = spawnSync(
    'dcmmkdir',
    ['--append', '--recurse', '--input-directory', folder, '+D', join(folder, 'DICOMDIR'), 'DICOM'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(added.status).toBe(0);
  // Of reports it wants more than these files say.
  expect(added.stderr.match(/already exists/g)).toHaveLength(4);
  expect(added.stderr).not.toMatch(/offset|corrupt|inconsistent/i);
});

test('a zip is unpacked by and by, goes on where it broke off, and what is none is refused', async () => {
  await using server = await startTestServer({ limits: { imageUnpackMs: 0 } });
  const { vault, grant } = await given(server);
  const zip = await makeZip(
    Object.fromEntries(files.slice(0, 3).map((file, i) => [`disc/IM${i}`, makeDicom(file)])),
  );
  const intake = await beginIntake(vault, grant, 'disc');
  await beginZip(vault, grant, intake.id, zip.length);
  await appendZip(vault, grant, intake.id, { from: 0, isLast: true, bytes: stream(zip) });
  const steps = [];
  for (let i = 0; i < 3; i++) steps.push(await unpackSome(vault, grant, intake.id));
  expect(steps).toEqual([1, 2, 3].map(done => ({ done, total: 3 })));
  expect(await finishIntake(vault, grant, intake.id, {})).toMatchObject([{ outcome: 'added', added: 3 }]);
  const other = await beginIntake(vault, grant, 'no zip');
  await beginZip(vault, grant, other.id, 4);
  await appendZip(vault, grant, other.id, { from: 0, isLast: true, bytes: stream(Buffer.from('nope')) });
  await expect(unpackSome(vault, grant, other.id)).rejects.toMatchObject({ reason: 'invalid' });
});
