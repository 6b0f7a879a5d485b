// Reads the file of an import: what it tells of is compared with the record and staged, slice by slice, sealed. A reading that
// was cut off begins anew.
import { getAt } from '../../assume.ts';
import type { Candidate, Finding, Question } from '../../formats/format.ts';
import { dropControls } from '../../formats/text/unnamed.ts';
import { makePersonGrant } from '../authorization/grants.ts';
import { dropBlob } from '../blobs/keep.ts';
import { lendBytes } from '../blobs/read.ts';
import { Fault } from '../faults.ts';
import type { Tenure } from '../leases/tenure.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { isClinicalDocument } from './automatic.ts';
import { change, type ImportChange } from './change.ts';
import { compare } from './compare.ts';
import { lendDocument } from './document.ts';
import { Earlier } from './earlier.ts';
import { Sum } from './found.ts';
import {
  type Found,
  type Import,
  type ImportAbout,
  type ImportKey,
  type ImportState,
  isUnasked,
  type Staged,
} from './import.ts';
import { listOtherPeople } from './people.ts';
import type { Compared } from './present.ts';
import { type Lent, ReadingStopped, readInThread } from './read-thread.ts';

export async function readImport(vault: Vault, key: ImportKey, tenure: Tenure): Promise<void> {
  await dropAllSlices(vault, key);
  const begun = await begin(vault, key);
  if (!begun) return;
  const { about } = begun;
  const reading = new OneReading(vault, begun);
  const file = about.document ? await lendDocument(vault, begun) : await lendFile(vault, begun);
  if (!file) return reading.end(about.document ? 'no-access' : 'cut-off');
  const options = { ...about.options, issuers: vault.cardIssuers, now: vault.clock.now() };
  const work = { name: about.fileName, options };
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  tenure.ending.addEventListener('abort', stop, { once: true });
  try {
    await reading.end(await readInThread(vault, file, work, reading, stopping.signal));
  } catch (error) {
    if (error instanceof TooMuch) await reading.end(error.why);
    else if (error instanceof Fault && error.reason === 'accessDenied') await reading.end('no-access');
    else if (!(error instanceof ReadingStopped)) throw error;
  } finally {
    tenure.ending.removeEventListener('abort', stop);
  }
}

/** Noted before it begins: what ends the process does so a few times only. @returns undefined where nothing is to be read */
async function begin(vault: Vault, key: ImportKey): Promise<Import | undefined> {
  const begun = await change(vault, key, ['waiting'], async (_, one) => {
    if (one.tries >= vault.limits.importTriesMax)
      return { state: 'failed', about: { ...one.about, why: 'damaged' } };
    return { tries: one.tries + 1, done: 0, total: one.about.bytes };
  });
  if (begun?.state !== 'failed') return begun;
  await dropFile(vault, begun);
  return undefined;
}

class OneReading {
  readonly #vault: Vault;
  readonly #key: ImportKey;
  readonly #sum: Sum;
  readonly #earlier = new Earlier();
  /** Which reading this is: where another has begun since, this one changes nothing. */
  readonly #tries: number;
  #about: ImportAbout;
  #slices = 0;
  #format: string | undefined;
  #question: Question | undefined;

  constructor(vault: Vault, { recordId, id, about, tries }: Import) {
    this.#vault = vault;
    this.#key = { recordId, id };
    this.#tries = tries;
    this.#about = about;
    this.#sum = new Sum(vault.limits);
  }

  onFormat(format: string | undefined): void {
    this.#format = format;
  }

  async onQuestion(question: Question): Promise<Readonly<Record<string, string>> | undefined> {
    const { recordId } = this.#key;
    const { header } = question;
    const kept = header
      ? await this.#vault.store.read(db => db.imports.mapping(recordId, header))
      : undefined;
    this.#question = question;
    if (kept) this.#about = { ...this.#about, options: { ...this.#about.options, mapping: kept } };
    return kept;
  }

  async onBatch(findings: readonly Finding[], bytes: number): Promise<void> {
    const candidates: Candidate[] = [];
    const { importFileBytesMax, importItemBytesMax, importItemsMax } = this.#vault.limits;
    for (const finding of findings) {
      if ('leftOut' in finding) this.#sum.leaveOut(finding.leftOut);
      else if ('person' in finding) this.#sum.noteAbout(finding.person);
      // It is there already.
      else if (this.#about.document && isClinicalDocument(finding.candidate.typeId)) continue;
      else if (countCharacters(finding.candidate) > importItemBytesMax)
        this.#sum.leaveOut({ why: 'invalid', what: '', count: 1 });
      else if (countFileBytes(finding.candidate) > importFileBytesMax)
        this.#sum.leaveOut({ why: 'too-large', what: '', count: 1 });
      else candidates.push(tidy(finding.candidate));
    }
    if (this.#sum.items + candidates.length > importItemsMax) throw new TooMuch('too-many');
    const { importSliceItems } = this.#vault.limits;
    for (let from = 0; from < candidates.length || from === 0; from += importSliceItems)
      await this.#stage(candidates.slice(from, from + importSliceItems), bytes);
  }

  async #stage(candidates: readonly Candidate[], bytes: number): Promise<void> {
    const vault = this.#vault;
    const slice = this.#slices;
    let compared: readonly Compared[] = [];
    const changed = await change(vault, this.#key, ['waiting'], async (db, one) => {
      if (one.tries !== this.#tries) return undefined;
      compared = await this.#compare(db, one, candidates);
      if (candidates.length > 0) await this.#keep(db, one, candidates, compared);
      return { done: Math.min(bytes, one.total) };
    });
    // Its person wants it no more.
    if (!changed) throw new ReadingStopped();
    this.#earlier.add(candidates, compared);
    for (const [place, candidate] of candidates.entries())
      this.#sum.add(candidate, getAt(compared, place).decision, slice, place);
    if (candidates.length > 0) this.#slices++;
    await new Promise(setImmediate);
  }

  async #compare(db: Writer, one: Import, candidates: readonly Candidate[]): Promise<Compared[]> {
    if (candidates.length === 0) return [];
    const now = this.#vault.clock.now();
    const grant = await makePersonGrant(db, one.personId, one.recordId, now);
    const asked = { key: this.#key, format: this.#format ?? '', candidates, earlier: this.#earlier };
    return compare(db, grant, now, asked);
  }

  /** @throws TooMuch where more would wait than a person may leave in a record */
  async #keep(
    db: Writer,
    { personId, recordId }: Import,
    candidates: readonly Candidate[],
    compared: readonly Compared[],
  ): Promise<void> {
    const staged = candidates.map((candidate, i): Staged => {
      const { decision, thing, similar, isTwice } = getAt(compared, i);
      return {
        ...{ candidate, decision },
        ...(thing && { changesId: thing.id }),
        ...(similar && { similarId: similar.id }),
        ...(isTwice && { isTwice }),
      };
    });
    await db.imports.putSlice(this.#key, this.#slices, staged);
    const waiting = await db.imports.stagedBytes(recordId, personId);
    if (waiting > this.#vault.limits.importStagedBytesMax) throw new TooMuch('no-room');
  }

  /** Once more than was found in a file that broke off, its person may have. */
  async end(fault: ImportAbout['why']): Promise<void> {
    const found = this.#sum.end(this.#slices);
    const asked = this.#question && !this.#about.options.mapping && !fault;
    const about: ImportAbout = {
      ...this.#about,
      ...(this.#format !== undefined && { format: this.#format }),
      ...(this.#question && { question: this.#question }),
    };
    const why = fault ?? (this.#format === undefined ? 'unknown-format' : undefined);
    const outcome: ImportChange = asked
      ? { state: 'asking', about }
      : this.#slices === 0
        ? { state: 'failed', about: { ...about, found, why: why ?? 'nothing' } }
        : {
            // What is to be added without asking has nothing to wait for.
            state: this.#nextState(found),
            done: 0,
            total: this.#slices,
            about: { ...about, found, ...(why && { why }) },
          };
    const ended = await change(this.#vault, this.#key, ['waiting'], async (db, one) =>
      one.tries === this.#tries ? { ...(await leaveOthers(db, one, outcome)), tries: 0 } : undefined,
    );
    if (!ended || ended.state === 'ready' || ended.state === 'asking') return;
    await dropFile(this.#vault, ended);
    if (ended.state === 'dropped') await dropAllSlices(this.#vault, ended);
  }

  /** What is to be added without asking has nothing to wait for; what an app sends again and again may say nothing new. */
  #nextState({ kinds }: Found): ImportState {
    const { intake } = this.#about;
    if (!isUnasked({ about: this.#about })) return 'ready';
    const isNew = kinds.some(({ counts }) => counts.new + counts.changed + counts.similar > 0);
    return intake !== undefined && !isNew ? 'dropped' : 'writing';
  }
}

/** Where nobody is asked, nothing is added of others whom a file tells of beside the person of the record. */
async function leaveOthers(db: Writer, one: Import, outcome: ImportChange): Promise<ImportChange> {
  const found = outcome.about?.found;
  if (!outcome.about || !found?.about || !isUnasked(one)) return outcome;
  const record = await db.records.byId(one.recordId);
  const people = listOtherPeople(found, record?.name ?? '');
  return {
    ...outcome,
    about: { ...outcome.about, unticked: { typeIds: [], sources: [], lines: [], people } },
  };
}

function countCharacters({ xml, note = '', source = '', sourceId = '', idScope = '' }: Candidate): number {
  return xml.length + note.length + source.length + sourceId.length + idScope.length;
}

function countFileBytes({ file }: Candidate): number {
  return file ? Buffer.byteLength(file.base64, 'base64') : 0;
}

/** What stands beside the data of an item is text that XML, pages and forms can hold. */
function tidy(candidate: Candidate): Candidate {
  const { note, source, sourceId, localId, person } = candidate;
  const cleaned = {
    note: note && dropControls(note),
    source: source && dropControls(source.replace(/\s+/g, ' ')).trim(),
    sourceId: sourceId && dropControls(sourceId),
  };
  return {
    ...{ ...candidate, ...cleaned },
    ...(localId && { localId: dropControls(localId) }),
    ...(person && { person: dropControls(person).trim() }),
  };
}

class TooMuch extends Error {
  readonly why: 'too-many' | 'no-room';

  constructor(why: 'too-many' | 'no-room') {
    super(`the file is ${why}`);
    this.why = why;
  }
}

async function lendFile(vault: Vault, { blobId = '' }: Import): Promise<Lent | undefined> {
  const upload = await vault.store.read(db => db.blobs.byId(blobId));
  if (upload?.state !== 'complete') return undefined;
  const read = async (from: number, to: number) => {
    const bytes = new Uint8Array(to - from);
    let at = 0;
    for await (const piece of lendBytes(vault, upload, from, to)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    if (at < bytes.length) throw new Error('an import has a file that is not there');
    return bytes;
  };
  return { length: upload.length, read };
}

/** The file is needed no more. */
export async function dropFile(vault: Vault, { blobId, ...key }: Import): Promise<void> {
  if (blobId === undefined) return;
  await dropBlob(vault, blobId);
  await change(vault, key, undefined, async () => ({ blobId: undefined }));
}

const slicesAtOnce = 200;

export async function dropAllSlices({ store }: Vault, key: ImportKey): Promise<void> {
  for (;;) {
    const dropped = await store.write(db => db.imports.dropSlices(key, slicesAtOnce), key);
    if (dropped < slicesAtOnce) return;
  }
}
