// `keepwell images import`: brings a folder of pictures, or one file, into a record by the hand of somebody who may add to it, as the
// pages do, beside a server or without one.
import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import type { Grant } from '../core/authorization/grant.ts';
import type { StudyOutcome } from '../core/imaging/finish.ts';
import type { FoundStudy, Review } from '../core/imaging/review.ts';
import type { Vault } from '../core/vault.ts';
import { addCommand, type CommonOptions, type Io, print, readAppId } from './command.ts';
import { showRows } from './db-progress.ts';
import { Failure } from './explain.ts';
import { type FoundFile, findFiles } from './import-source.ts';
import { demandPersonGrant } from './person-grant.ts';
import { useVault } from './vault.ts';

interface ImagesOptions extends CommonOptions {
  readonly record: string;
  readonly person?: string;
  readonly yes?: boolean;
  readonly anyway?: boolean;
  readonly resume?: string;
}

export function addImages(parent: Command, io: Io): void {
  const images = parent.command('images').description('Pictures of the body, as DICOM.');
  addCommand(
    images,
    'import <path>',
    'Brings a folder of DICOM files, or one of them, into a record: says which studies are in it, and adds them with --yes.',
  )
    .requiredOption('--record <guid>', 'the record, by its own id')
    .option('--person <email>', 'whose hand it is; the owner of the record where it is left out')
    .option('--yes', 'add what is new')
    .option('--anyway', 'with --yes: also studies that name another person than the record')
    .option('--resume <id>', 'go on with an upload that was cut off')
    .action((path: string, options: ImagesOptions) => importImages(path, options, io));
}

async function importImages(path: string, options: ImagesOptions, io: Io): Promise<void> {
  const { name, files } = findFiles(path);
  const recordId = readAppId(options.record, '--record');
  const resumed = options.resume === undefined ? undefined : readAppId(options.resume, '--resume');
  await useVault(options, io, async vault => {
    const { beginIntake, findOpenIntake } = await import('../core/imaging/take.ts');
    const { reviewIntake } = await import('../core/imaging/review.ts');
    const { finishIntake } = await import('../core/imaging/finish.ts');
    const grant = await demandPersonGrant(vault, recordId, options.person);
    const { id } =
      resumed === undefined
        ? await beginIntake(vault, grant, name)
        : await findOpenIntake(vault, grant, resumed);
    io.err(`It is the upload ${id}. Where it is cut off, --resume ${id} goes on.\n`);
    await takeAll(vault, grant, id, files, io);
    const review = await reviewIntake(vault, grant, await findOpenIntake(vault, grant, id));
    const anyway = options.anyway ? review.studies.map(({ studyUid }) => studyUid) : [];
    const outcomes = options.yes ? await finishIntake(vault, grant, id, { anyway }) : [];
    await tell(review, outcomes, options, io);
  });
}

async function takeAll(
  vault: Vault,
  grant: Grant,
  id: string,
  files: readonly FoundFile[],
  io: Io,
): Promise<void> {
  const { takeFile } = await import('../core/imaging/take.ts');
  const progress = showRows(io);
  progress.begin('taking', { rows: files.length, done: 0, unit: 'files' });
  try {
    for (const { name, path } of files) {
      await takeFile(vault, grant, id, { name }, createReadStream(path));
      progress.onSlice('', 1);
    }
  } finally {
    progress.end();
  }
}

/** @throws Failure where there is no picture, or not all that was wanted was added */
async function tell(
  { intake, studies, refused }: Review,
  outcomes: readonly StudyOutcome[],
  options: ImagesOptions,
  io: Io,
): Promise<void> {
  const { picturesWords } = await import('../locales/words.ts');
  const words = picturesWords('en').bring.refusals;
  const told = studies.map(study => {
    const { studyUid, instances, added: isNew, same, other, differs } = study;
    const outcome = outcomes.find(one => one.studyUid === studyUid)?.outcome;
    return {
      studyUid,
      modalities: listModalities(study),
      instances,
      new: isNew,
      same,
      other,
      differs,
      outcome,
    };
  });
  const refusedFiles = refused.map(({ why, count, names }) => ({ why, count, files: names }));
  const isLeft = outcomes.some(({ outcome }) => outcome === 'asked' || outcome === 'refused');
  print(io, options, { id: intake.id, studies: told, ...(refused.length > 0 && { refused: refusedFiles }) }, [
    ...told.map(
      ({ studyUid, modalities, instances, new: isNew, same, other, differs, outcome }) =>
        `${studyUid}  ${modalities.join(', ')}: ${instances} files, ${isNew} new, ${same} there already${
          other > 0 ? `, ${other} with the number of another` : ''
        }${differs.length > 0 ? '; names another person than the record' : ''}${outcome ? `: ${says[outcome]}` : ''}`,
    ),
    ...refusedFiles.map(({ why, count, files }) => `${words[why]} (${count}): ${files.join(', ')}`),
    ...(options.yes || studies.length === 0
      ? []
      : [`Nothing was added. --resume ${intake.id} --yes adds it; it waits under Pictures, too.`]),
  ]);
  if (studies.length === 0) throw new Failure('There is no picture among these files.');
  if (isLeft) throw new Failure('Not all of it was added. Studies that name another person need --anyway.');
}

const says: Readonly<Record<StudyOutcome['outcome'], string>> = {
  added: 'added',
  same: 'there already',
  asked: 'not added',
  left: 'left out',
  refused: 'refused',
};

function listModalities({ series }: FoundStudy): string[] {
  return [...new Set(series.flatMap(({ modality }) => modality ?? []))];
}
