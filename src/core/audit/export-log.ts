// The log of a record as a file: a line of JSON for what it is, and one for each entry with all that its hashes are made of, so
// that verifier/verify-log.mjs, or anybody who reads docs/access-log.md, can check it without us.
import type { Reader } from '../store.ts';
import { printContent, unpackEnd } from './chain.ts';
import { printNoteKey } from './heads-file.ts';
import type { ChainName, LogEntry } from './ports.ts';

const readAtOnce = 500;

/**
 * Lines, each with its end.
 * @param of a record, or the vault
 * @param at milliseconds since 1970, UTC
 */
export async function* exportLog(db: Reader, of: ChainName, at: number): AsyncGenerator<string> {
  const packed = await db.log.end(of);
  if (!packed) return;
  const { chain, number: entries } = unpackEnd(packed);
  const keys = (await db.log.keys()).map(printNoteKey);
  yield print({
    format: 'keepwell log 1',
    chain: chain.toString('hex'),
    record: of ?? null,
    entries,
    exported: new Date(at).toISOString(),
    keys,
  });
  for (let number = 0; number < entries; ) {
    const some = await db.log.entries(of, number, Math.min(readAtOnce, entries - number));
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
