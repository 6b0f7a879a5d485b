// Documents among the instances of a study: what a report says becomes a file of text, a PDF inside of an instance a PDF, attached
// to the study, so that they are found and read where other documents are. The instances stay in the study as they are.
import file from '../../things/file.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { type BlobFacts, storedOf } from '../blobs/blob.ts';
import { dropBlob, keepBlob, streamOnce } from '../blobs/keep.ts';
import type { PutBlob } from '../blobs/put.ts';
import { readBytes } from '../blobs/read.ts';
import { printAttached } from '../documents/about.ts';
import { makeReadableName } from '../printable.ts';
import type { Writer } from '../store.ts';
import { makeThing } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import type { NewInstance } from './intake.ts';
import { readStored } from './read-header.ts';
import { ownerOf } from './take.ts';

/** In the blob store, and held by nothing yet. */
export interface Paper {
  readonly instanceUid: string;
  readonly name: string;
  readonly contentType: string;
  readonly facts: BlobFacts;
}

const typeId = currentVersion(file as unknown as ThingType).id;

/** Those of these instances, as far as they can be read: before the transaction, as it takes long. */
export async function preparePapers(
  vault: Vault,
  grant: Grant,
  instances: readonly NewInstance[],
): Promise<Paper[]> {
  const papers: Paper[] = [];
  if (!grant.mayEver('Create', typeId)) return papers;
  try {
    for (const one of instances) {
      const { kind } = one.header;
      const paper = kind === 'pdf' || kind === 'report' ? await prepare(vault, grant, one) : undefined;
      if (paper) papers.push(paper);
    }
  } catch (error) {
    await dropPapers(vault, papers);
    throw error;
  }
  return papers;
}

async function prepare(
  vault: Vault,
  grant: Grant,
  { header, facts }: NewInstance,
): Promise<Paper | undefined> {
  const blob = storedOf(facts);
  const { personId } = grant;
  const read = await readStored(vault, { personId, blob }, { want: 'report' }, found => found !== undefined);
  if (typeof read === 'string' || read === undefined) return undefined;
  const { title, text, document } = read;
  const name = nameOf([title ?? header.series.description ?? header.study.description, header.study.date]);
  const keep = async (bytes: AsyncIterable<Buffer>, ending: string, contentType: string) => ({
    ...{ instanceUid: header.instanceUid, name: `${name}.${ending}`, contentType },
    facts: await keepBlob(vault, ownerOf(vault, grant), bytes),
  });
  if (document?.contentType === 'application/pdf')
    return keep(readBytes(vault, blob, document.from, document.to), 'pdf', 'application/pdf');
  if (!text?.trim()) return undefined;
  return keep(streamOnce(Buffer.from(text)), 'txt', 'text/plain; charset=utf-8');
}

const nameLengthMax = 200;

function nameOf(parts: readonly (string | undefined)[]): string {
  const said = parts
    .filter(part => part !== undefined)
    .join(' ')
    .replace(/[/\\]/g, ' ');
  return makeReadableName(said).slice(0, nameLengthMax).trim() || 'DICOM';
}

/** @returns the keys of what was written */
export async function filePapers(
  db: Writer,
  vault: Vault,
  grant: Grant,
  studyId: string,
  papers: readonly Paper[],
): Promise<{ id: string; versionStamp: string }[]> {
  const stored = new Map<PutBlob, BlobFacts>();
  const writes = papers.map(({ name, contentType, facts }) => {
    const put: PutBlob = { name: '', contentType };
    stored.set(put, facts);
    const made = makeThing(file, { name, size: facts.length, contentType: { text: contentType } });
    return {
      ...made,
      ...(made.data && { data: { ...made.data, commonXml: printAttached(studyId) } }),
      blobs: [put],
    };
  });
  if (writes.length === 0) return [];
  return writeThingsIn(db, vault, grant, writes, { overwrite: false, action: 'ImportThings', stored });
}

/** Those that no item holds. */
export async function dropPapers(vault: Vault, papers: readonly Paper[]): Promise<void> {
  for (const { facts } of papers) await dropBlob(vault, facts.blobId);
}
