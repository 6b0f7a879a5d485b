// What `keepwell import` tells of an import: what was found, what it changes, and what became of it.
import type { Grant } from '../core/authorization/grant.ts';
import type { Decision, Import } from '../core/imports/import.ts';
import type { Vault } from '../core/vault.ts';
import type { importsWords } from '../locales/words.ts';
import { type CommonOptions, type Io, print } from './command.ts';
import { Failure } from './explain.ts';

export interface Told {
  readonly one: Import;
  readonly notes: Notes;
}

/** What somebody should know before anything is added. */
export interface Notes {
  readonly pairs: readonly NamedPair[];
  /** Whom the file tells of beside the person of the record: nothing of them is added. */
  readonly others: readonly string[];
  /** Of a file about one person: that it names somebody else. */
  readonly warnings: readonly string[];
}

interface NamedPair {
  readonly kind: string;
  readonly decision: Decision;
  readonly there: string;
  readonly file: string;
}

export const noNotes: Notes = { pairs: [], others: [], warnings: [] };

/** While the items wait to be chosen from: what is written is not kept here. */
export async function readNotes(vault: Vault, grant: Grant, one: Import): Promise<Notes> {
  const { found } = one.about;
  if (one.state !== 'ready' || !found) return noNotes;
  const { readLines } = await import('../core/imports/look.ts');
  const { isLikeName, listOtherPeople } = await import('../core/imports/people.ts');
  const { summarise } = await import('../core/things/short-form.ts');
  const { nameTypeId } = await import('../locales/type-names.ts');
  const { importsWords } = await import('../locales/words.ts');
  const [lines, record] = await vault.store.read(async db => [
    await readLines(db, grant, one),
    await db.records.byId(one.recordId),
  ]);
  const name = record?.name ?? '';
  const pairs = [...lines].flatMap(([{ typeId }, { pairs }]) =>
    pairs.map(({ decision, there, candidate }) => ({
      kind: nameTypeId(typeId, 'en'),
      decision,
      there: summarise(there, 'en'),
      file: summarise({ typeId: candidate.typeId, dataXml: candidate.xml }, 'en'),
    })),
  );
  const others = listOtherPeople(found, name);
  const strangers = found.about ? [] : (found.people ?? []).filter(person => !isLikeName(person, name));
  return { pairs, others, warnings: strangers.map(person => importsWords('en').aboutAnother(person, name)) };
}

function sayNotes({ pairs, others, warnings }: Notes, isDone: boolean): string[] {
  return [
    ...warnings,
    ...(others.length > 0
      ? [`The file tells of other people too, of whom nothing is added: ${others.join(', ')}.`]
      : []),
    ...pairs.map(({ kind, decision, there, file }) =>
      decision === 'changed'
        ? `  ${kind}: “${there}” ${isDone ? 'became' : 'becomes'} “${file}”`
        : `  ${kind}: “${there}” is there; “${file}” in the file is like it`,
    ),
  ];
}

type Counts = Readonly<Record<Decision, number>>;

function sayKind({ kind, new: added, changed, similar = 0, same }: { kind: string } & Counts): string {
  const like = similar > 0 ? `, ${similar} like something that is there` : '';
  return `${kind}: ${added} new, ${changed} changed, ${same} there already${like}`;
}

function sayDone({ id, tally }: Import, w: ReturnType<typeof importsWords>): string {
  const similar =
    tally.similar > 0
      ? ` ${w.tally.similar(tally.similar)}: bring the file in again and choose under Bring data in, or use --beside.`
      : '';
  return `${w.tally.new(tally.new)}, ${w.tally.changed(tally.changed)}. --undo ${id} takes it back.${similar}`;
}

/** @throws Failure where it could not be read, or stopped */
export async function tell(
  { one, notes }: Told,
  options: CommonOptions,
  io: Io,
  files?: number,
): Promise<void> {
  const { importsWords } = await import('../locales/words.ts');
  const { nameTypeId } = await import('../locales/type-names.ts');
  const w = importsWords('en');
  const { id, state, tally, about } = one;
  const { found, why } = about;
  const kinds = (found?.kinds ?? []).map(({ typeId, counts }) => ({
    kind: nameTypeId(typeId, 'en'),
    ...counts,
  }));
  const refused = (found?.leftOut ?? [])
    .filter(({ fault }) => fault !== undefined)
    .map(({ what: file, fault = 'damaged', count }) => ({ file, why: fault, count }));
  const refusedCount = refused.reduce((sum, { count }) => sum + count, 0);
  const leftOut = (found?.leftOut ?? []).reduce((sum, { count }) => sum + count, 0) - refusedCount;
  const lines = [
    ...(state === 'undone'
      ? []
      : [
          ...kinds.map(sayKind),
          ...sayNotes(notes, state === 'done'),
          ...(leftOut > 0 ? [`${w.leftOut(leftOut)}.`] : []),
          ...(refusedCount > 0
            ? [
                `Refused${files === undefined ? '' : ` of ${files} files`}: ${refusedCount}, of which nothing is taken.`,
              ]
            : []),
          ...refused.map(({ file, why }) => `  ${file}  ${w.faults[why]}`),
        ]),
    ...(state === 'done' ? [sayDone(one, w)] : []),
    ...(state === 'ready'
      ? [`Nothing was added. --resume ${id} --yes adds it; it waits under Bring data in, too.`]
      : []),
    ...(state === 'undone'
      ? [w.removed(tally.removed), w.reverted(tally.reverted), w.keptText(tally.kept)]
      : []),
  ];
  print(
    io,
    options,
    {
      ...{ id, state, kinds, leftOut },
      ...(['done', 'undone'].includes(state) && { tally }),
      ...(notes.pairs.length > 0 && { pairs: notes.pairs }),
      ...(notes.others.length > 0 && { others: notes.others }),
      ...(refused.length > 0 && { refused }),
      ...(why && { why }),
    },
    lines,
  );
  if (state === 'failed' || state === 'stopped' || state === 'dropped')
    throw new Failure([why ? w.faults[why] : w.states[state], about.detail].filter(Boolean).join(' '));
}
