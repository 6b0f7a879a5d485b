// The log of a record as a file: a line of JSON for what it is, and one for each entry with all that its hashes are made of, so
// that verifier/verify-log.mjs, or anybody who reads docs/access-log.md, can check it without us.
import type { Grant } from '../authorization/grant.ts';
import type { Store } from '../store.ts';
import type { Vault } from '../vault.ts';
import { printContent, unpackEnd } from './chain.ts';
import { printNoteKey } from './heads-file.ts';
import type { ChainName, LogEntry } from './ports.ts';
import { writeReads } from './reads.ts';

const readAtOnce = 500;

type ReadStore = Pick<Store, 'read'>;

/**
 * Lines, each with its end.
 * @param of a record, or the vault
 * @param at milliseconds since 1970, UTC
 */
export async function* exportLog(store: ReadStore, of: ChainName, at: number): AsyncGenerator<string> {
  const packed = await store.read(db => db.log.end(of));
  if (!packed) return;
  const { chain, number: entries } = unpackEnd(packed);
  const keys = (await store.read(db => db.log.keys())).map(printNoteKey);
  yield print({
    format: 'keepwell log 1',
    chain: chain.toString('hex'),
    record: of ?? null,
    entries,
    exported: new Date(at).toISOString(),
    keys,
  });
  for (let number = 0; number < entries; ) {
    const after = number;
    const some = await store.read(db => db.log.entries(of, after, Math.min(readAtOnce, entries - after)));
    for (const entry of some) yield printEntry(entry);
    // What is missing is for the verifier to tell.
    if (some.length === 0) return;
    number = some.at(-1)?.number ?? entries;
  }
}

function printEntry(entry: LogEntry): string {
  const { number, at, salt, contentHash, entryHash } = entry;
  return print({
    number,
    at,
    contentHash: contentHash.toString('hex'),
    entryHash: entryHash.toString('hex'),
    ...(salt && { salt: salt.toString('hex'), content: JSON.parse(printContent(entry)) }),
  });
}

const print = (line: object) => `${JSON.stringify(line)}\n`;

/** Whoever takes the log of a record along is in it, and so is what was read until then. */
export async function noteLogTaken(vault: Vault, grant: Grant): Promise<void> {
  await writeReads(vault);
  const { personId, recordId, avenue } = grant;
  const at = vault.clock.now();
  const row = { at, action: 'ExportLog', personId, appId: undefined, recordId, avenue, details: {} };
  await vault.store.write(db => db.audit.add(row), grant);
}
