// Forgeries of the log on a live vault, by somebody who has its database, its key and its own functions, and knows what the
// verifier checks. The owner has the key of the log, one checkpoint or export that they kept, and the export they are given now.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addLink, type ChainEnd, packEnd, unpackEnd } from './core/audit/chain.ts';
import { printCheckpoint, readCheckpoint } from './core/audit/checkpoint.ts';
import { proveEntry } from './core/audit/directory.ts';
import { labelChain } from './core/audit/leaf.ts';
import type { LogEntry } from './core/audit/ports.ts';
import { publishLog, readDirectory } from './core/audit/publish.ts';
import { verifyLog } from './core/audit/verify.ts';
import { putOne } from './testing/blobs.ts';
import { givenLinkedApp, type Linked } from './testing/given.ts';
import {
  type HandledRow,
  type Judgement,
  type Kept,
  type KeptFile,
  keepLog,
  loadVerifier,
  type OpenServer,
  settleLog,
  startOpenServer,
} from './testing/log.ts';
import { aWeight } from './testing/things.ts';

const hour = 3_600_000;
const tables = ['audit', 'log_heads', 'log_leaf', 'log_node', 'log_directory'];

let open: OpenServer;
let judge: (kept: Kept) => Judgement;
let mine: Linked;
let other: Linked;
/** What the owner kept: the checkpoint after five hours, and the export of that time. */
let checkpoint: KeptFile;
let olderExport: KeptFile;
let keptNumber: number;
/** What the tables had before a forgery. */
let before: Map<string, HandledRow[]>;
let ends: Buffer[];

beforeAll(async () => {
  judge = await loadVerifier();
  open = await startOpenServer();
  const { server } = open;
  // The tree begins with the vault, before there are records.
  await settleLog(server);
  server.clock.pass(hour);
  [mine, other] = [await givenLinkedApp(server), await givenLinkedApp(server)];
  for (const app of [mine, other]) await putOne(app, aWeight());
  for (let hours = 1; hours <= 10; hours++) {
    // Sessions of applications do not last that long.
    for (const app of [mine, other]) for (let i = 0; i < 2; i++) await add('PutThings', now(), {}, app);
    server.clock.pass(hour);
    await settleLog(server);
    if (hours === 5) await keep();
  }
  await add('PutThings', now());
  before = new Map();
  for (const table of tables) before.set(table, await open.hands(`SELECT * FROM ${table}`));
  ends = await Promise.all(
    [mine, other].map(async ({ record }) => (await readEnd(record.id)) ?? Buffer.alloc(0)),
  );
}, 120_000);
afterAll(() => open[Symbol.asyncDispose]());

async function keep(): Promise<void> {
  const last = await open.server.vault.store.read(db => db.log.lastHeads());
  keptNumber = last?.number ?? 0;
  checkpoint = { name: 'kept.txt', text: last?.text ?? '' };
  olderExport = { name: 'older.jsonl', text: (await keepLog(open.server, mine.record.id)).log };
}

const readEnd = (recordId: string) => open.server.vault.store.read(db => db.log.end(recordId));

async function restore(): Promise<void> {
  for (const table of tables) await open.hands(`DELETE FROM ${table}`);
  for (const [table, rows] of before) for (const row of rows) await insert(table, row);
  for (const [i, app] of [mine, other].entries()) await setEnd(app.record.id, ends[i] as Buffer);
}

async function insert(table: string, row: HandledRow): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map(() => '?').join(', ');
  await open.hands(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, ...Object.values(row));
}

const setEnd = (recordId: string, end: Buffer) =>
  open.hands('UPDATE record SET log_end = ? WHERE id = ?', end, recordId);

// ---- What a forger has ----

const readEntries = (app = mine): Promise<LogEntry[]> =>
  Promise.resolve(open.server.vault.store.read(db => db.log.entries(app.record.id, 0, 1000)));

async function chainOf(app = mine): Promise<Buffer> {
  return unpackEnd((await readEnd(app.record.id)) as Buffer).chain;
}

const anotherChain = Buffer.alloc(16, 9);

type Written = LogEntry & { readonly isErased?: boolean };

/** Chains entries anew, with all hashes, and has the tables say so. */
async function write(entries: readonly Written[], chain: Buffer, app = mine): Promise<void> {
  await open.hands('DELETE FROM audit WHERE record_id = ?', app.record.id);
  let end: ChainEnd = { chain, number: 0, hash: Buffer.alloc(32) };
  for (const entry of entries) {
    const added = addLink(end, entry);
    end = added.end;
    await putEntry({ ...entry, ...added.link, recordId: app.record.id });
  }
  await setEnd(app.record.id, packEnd(end));
}

async function putEntry(entry: Written): Promise<void> {
  const {
    at,
    action,
    personId = null,
    appId = null,
    recordId = null,
    avenue = null,
    details,
    number,
  } = entry;
  const { salt = null, contentHash, entryHash } = entry;
  await insert('audit', {
    ...{ at, action, person_id: personId, app_id: appId, record_id: recordId, avenue, number },
    ...{ details: JSON.stringify(details), salt, content_hash: contentHash, entry_hash: entryHash },
  });
}

const nobody = { personId: undefined, appId: undefined, avenue: undefined };

/** Adds an entry to the chain by the vault's own function. */
const add = (action: string, at: number, details: LogEntry['details'] = {}, app = mine) =>
  open.server.vault.store.write(
    db => db.audit.add({ at, action, ...nobody, recordId: app.record.id, details }),
    { recordId: app.record.id },
  );

const now = () => open.server.clock.now();

/** Publishes as the server does, an hour later by its clock or at another time. */
async function publish(at = now() + hour): Promise<void> {
  await open.hands('UPDATE log_heads SET up_to = 0');
  await publishLog({ ...open.server.vault, clock: { now: () => at } }, true);
}

/** Removes all traces of the record's leaves but the hashes that the tree is made of. */
async function forgetLeaves(): Promise<void> {
  const label = labelChain(mine.record.id);
  for (const table of ['log_leaf', 'log_directory'])
    await open.hands(`DELETE FROM ${table} WHERE label = ?`, label);
}

/** Makes the whole tree anew, with publications at the times of then, of the chains as they are now. */
async function rebuild(): Promise<void> {
  const times = (before.get('log_heads') ?? []).map(({ at }) => Number(at)).sort((a, b) => a - b);
  for (const table of ['log_leaf', 'log_node', 'log_directory', 'log_heads'])
    await open.hands(`DELETE FROM ${table}`);
  const chains = await Promise.all(
    [mine, other].map(async app => ({ app, entries: await readEntries(app), chain: await chainOf(app) })),
  );
  for (const time of times) {
    for (const { app, entries, chain } of chains) {
      const last = entries.findLast(({ at }) => at < time);
      await setEnd(
        app.record.id,
        packEnd({ chain, number: last?.number ?? 0, hash: last?.entryHash ?? Buffer.alloc(32) }),
      );
    }
    await publish(time);
  }
  for (const { app, entries, chain } of chains) {
    const last = entries.at(-1) as LogEntry;
    await setEnd(app.record.id, packEnd({ chain, number: last.number, hash: last.entryHash }));
  }
}

/** Changes the header of the export. */
interface Header {
  record: string;
  exported: string;
  tree: Tree | undefined;
}

interface Tree {
  checkpoint: string;
  begins: { at: number };
  leaves: (number | string)[][];
  proof: string[];
  directory: object;
  kept: { size: number; consistency: string[]; directory: { entry?: object | undefined } }[];
}

/** The log of a record that is called by its id in capitals: the tree has no such label, so it may have no entries. */
async function emptyLog(log: string): Promise<string> {
  const header = JSON.parse(log.split('\n', 1)[0] ?? '');
  const { tree }: { tree: Tree } = header;
  const record = header.record.toUpperCase();
  const prove = async (size: number) => {
    const directory = await readDirectory(open.server.vault, size);
    const { siblings, entry } = await proveEntry(directory, labelChain(record));
    const hex = (bytes: Buffer) => bytes.toString('hex');
    return {
      siblings: siblings.map(hex),
      entry: entry && { label: hex(entry.label), leaf: hex(entry.leaf) },
    };
  };
  const size = Number(tree.checkpoint.split('\n')[1]);
  const kept = await Promise.all(tree.kept.map(async one => ({ ...one, directory: await prove(one.size) })));
  const empty = {
    ...tree,
    leaves: [],
    place: undefined,
    proof: undefined,
    directory: await prove(size),
    kept,
  };
  return `${JSON.stringify({ ...header, record, entries: 0, tree: empty })}\n`;
}

const edit = (log: string, change: (tree: Tree, header: Header) => void): string => {
  const [first = '', ...lines] = log.split('\n');
  const header = JSON.parse(first);
  change(header.tree, header);
  return [JSON.stringify(header), ...lines].join('\n');
};

async function signAnew(change: (at: number) => number, number = keptNumber + 1): Promise<string> {
  const { vault } = open.server;
  return vault.store.read(async db => {
    const [key] = await db.log.keys();
    if (!key?.sealed) throw new Error('No key.');
    const read = readCheckpoint((await db.log.heads(number))?.text ?? '', [key]);
    if (typeof read === 'string') throw new Error(read);
    return printCheckpoint({ ...read, at: change(read.at) }, key, vault.keys.open(key.sealed));
  });
}

interface Forgery {
  readonly what: string;
  /** Of the tables. */
  readonly forge?: () => Promise<unknown>;
  /** Of the export. */
  readonly edit?: (tree: Tree, header: Header) => void;
  /** Of the whole export. */
  readonly rewrite?: (log: string) => string | Promise<string>;
  /** What the owner has beside the checkpoint of then. */
  readonly also?: () => Promise<KeptFile> | KeptFile;
  /** How much later it is judged. */
  readonly later?: number;
}

const without = (entries: readonly LogEntry[], place: number) => entries.filter((_, i) => i !== place);

const forgeries: readonly Forgery[] = [
  {
    what: 'an entry is edited',
    forge: () =>
      open.hands(`UPDATE audit SET action = 'GetThings' WHERE record_id = ? AND number = 4`, mine.record.id),
  },
  {
    what: 'a time is edited',
    forge: () =>
      open.hands('UPDATE audit SET at = at + 60000 WHERE record_id = ? AND number = 4', mine.record.id),
  },
  {
    what: 'an entry is cut',
    forge: () => open.hands('DELETE FROM audit WHERE record_id = ? AND number = 4', mine.record.id),
  },
  {
    what: 'an entry is cut and the chain made anew',
    forge: async () => write(without(await readEntries(), 4), await chainOf()),
  },
  {
    what: 'the same, and a publication follows',
    forge: async () => {
      await write(without(await readEntries(), 4), await chainOf());
      await add('GetThings', now());
      await add('GetThings', now());
      await publish();
    },
    later: hour,
  },
  {
    what: 'the end is cut, published as it was',
    forge: async () => write((await readEntries()).slice(0, -5), await chainOf()),
  },
  {
    what: 'the end is cut and the tree made anew',
    forge: async () => {
      await write((await readEntries()).slice(0, 6), await chainOf());
      await rebuild();
    },
  },
  {
    what: 'the log of another record is given',
    forge: async () => {
      await write(await readEntries(other), await chainOf(other));
      await rebuild();
    },
  },
  {
    what: 'a new chain without an entry, before the next publication',
    forge: async () => write(without(await readEntries(), 1), anotherChain),
  },
  {
    what: 'a new chain with the times of then, and a publication follows',
    forge: async () => {
      await write(without(await readEntries(), 1), anotherChain);
      await forgetLeaves();
      await publish();
    },
    later: hour,
  },
  {
    what: 'the same behind an entry that says they were chained late',
    forge: async () => {
      await write(without(await readEntries(), 1), anotherChain);
      await add('ChainEarlier', now(), { entries: 20 });
      await publish();
    },
    later: hour,
  },
  {
    what: 'an entry that says that more was chained late than there is',
    forge: async () => {
      await add('ChainEarlier', now(), { entries: 1_000_000 });
      await publish();
    },
    later: hour,
  },
  {
    what: 'an old entry is put in and said to be chained late',
    forge: async () => {
      await add('Invite', now() - 5 * hour);
      await add('ChainEarlier', now(), { entries: 1 });
      await publish();
    },
    later: hour,
  },
  {
    what: 'the whole history is dropped, and a new chain begins now',
    forge: async () => {
      await write((await readEntries()).slice(-1), anotherChain);
      await forgetLeaves();
      await publish();
    },
    later: hour,
  },
  {
    what: 'the same with the old chain id',
    forge: async () => {
      await write((await readEntries()).slice(-1), await chainOf());
      await forgetLeaves();
      await publish();
    },
    later: hour,
  },
  {
    what: 'entries are blanked as with a removal, and the record goes on',
    forge: async () => {
      await open.hands(
        `UPDATE audit SET action = 'Erased', details = '{}', person_id = NULL, app_id = NULL, avenue = NULL, salt = NULL WHERE record_id = ?`,
        mine.record.id,
      );
      await add('PurgeRecord', now(), { erased: (await readEntries()).length });
      await add('LookAt', now());
      await publish();
    },
    later: hour,
  },
  {
    what: 'an entry dated back by five hours at the end',
    forge: async () => {
      await add('Invite', now() - 5 * hour);
      await publish();
    },
    later: hour,
  },
  {
    what: 'an entry dated back by 400 days at the end',
    forge: async () => {
      await add('Invite', now() - 400 * 24 * hour);
      await publish();
    },
    later: hour,
  },
  {
    what: 'an entry of the year 2030',
    forge: async () => {
      await add('Invite', Date.parse('2030-01-01'));
      await publish();
    },
    later: hour,
  },
  {
    what: 'the whole tree is made anew with the times of then, an entry left out',
    forge: async () => {
      await write(without(await readEntries(), 1), await chainOf());
      await rebuild();
    },
  },
  {
    what: 'the same with another chain',
    forge: async () => {
      await write(without(await readEntries(), 1), anotherChain);
      await rebuild();
    },
  },
  {
    what: 'a publication dated before the one that was kept',
    forge: async () =>
      open.hands(
        'UPDATE log_heads SET text = ? WHERE size = (SELECT MAX(size) FROM log_heads)',
        await signAnew(at => at - 8 * hour, 11),
      ),
  },
  {
    what: 'the newest publications are withheld',
    edit: (_, header) => {
      header.tree = firstHeader(olderExport.text).tree;
    },
  },
  {
    what: 'the same, and an export that says it is of then',
    edit: (_, header) => {
      const old = firstHeader(olderExport.text);
      header.tree = old.tree;
      header.exported = old.exported;
    },
  },
  { what: 'two views: a checkpoint of the other one turns up', also: () => twoViews() },
  {
    what: 'two chains of one record in the tree',
    forge: async () => {
      await write((await readEntries()).slice(0, 3), anotherChain);
      await add('GetThings', now());
      await open.hands('UPDATE log_directory SET number = 0');
      await publish();
    },
    later: hour,
  },
  {
    what: 'a leaf whose number goes down',
    forge: async () => {
      await write((await readEntries()).slice(0, 8), await chainOf());
      await open.hands('UPDATE log_directory SET number = 0');
      await publish();
    },
    later: hour,
  },
  {
    what: 'all entries are dated anew to the last minutes',
    forge: async () => {
      await write(
        (await readEntries()).map((entry, i) => ({ ...entry, at: now() - 60_000 + i })),
        anotherChain,
      );
      await forgetLeaves();
      await publish();
    },
    later: hour,
  },
  {
    what: 'the same in the old chain, and the tree made anew',
    forge: async () => {
      await write(
        (await readEntries()).map((entry, i) => ({ ...entry, at: now() - 60_000 + i })),
        await chainOf(),
      );
      await rebuild();
      await publish();
    },
    later: hour,
  },
  {
    what: 'another key signs',
    edit: tree => {
      tree.checkpoint = tree.checkpoint.replace(/— (\S+) \S+\n$/, '— $1 AAAAAAAA\n');
    },
  },
  {
    what: 'a leaf is left out',
    edit: tree => {
      tree.leaves.splice(2, 1);
    },
  },
  {
    what: 'a time in a leaf is another',
    edit: tree => {
      tree.leaves[3]![1] = Number(tree.leaves[3]![1]) - hour;
    },
  },
  {
    what: 'the proof of inclusion is another',
    edit: tree => {
      tree.proof[0] = 'ab'.repeat(32);
    },
  },
  {
    what: 'the proof for the checkpoint that was kept is left out',
    edit: tree => {
      tree.kept = [];
    },
  },
  {
    what: 'the consistency proof is another',
    edit: tree => {
      tree.kept[0]!.consistency[0] = 'ab'.repeat(32);
    },
  },
  {
    what: 'the kept checkpoint is said to have nothing of the record',
    edit: tree => {
      tree.kept[0]!.directory.entry = undefined;
    },
  },
  {
    what: 'the beginning is said to be later',
    edit: tree => {
      tree.begins.at += 5 * hour;
    },
  },
  {
    what: 'the export says that it was made in the future',
    edit: (_, header) => {
      header.exported = new Date(now() + 5 * hour).toISOString();
    },
  },
  {
    what: 'there are no proofs at all',
    edit: (_, header) => {
      header.tree = undefined;
    },
  },
  {
    what: 'the record is called by another id',
    edit: (_, header) => {
      header.record = other.record.id;
    },
  },
  {
    what: 'an entry of the year 2030, in a leaf whose time is a text',
    forge: async () => {
      await add('Invite', Date.parse('2030-01-01'));
      await publish();
    },
    edit: tree => {
      const last = tree.leaves.at(-1)!;
      last[1] = String(last[1]);
    },
    later: hour,
  },
  { what: 'the record is called by its id in capitals, and has no entries', rewrite: emptyLog },
  {
    what: 'an entry has its content twice',
    rewrite: log => log.replace('"content":', '"content":{"action":"LookAt"},"content":'),
  },
  {
    what: 'the leaf after the kept checkpoint says that it is older',
    forge: async () => {
      await open.hands('UPDATE log_heads SET at = at - 30000000 WHERE number > ?', keptNumber);
      await add('Invite', now() - 7 * hour);
      await publish(now() - 6 * hour);
    },
  },
];

const firstHeader = (log: string): Header => JSON.parse(log.split('\n', 1)[0] ?? '{}');

async function twoViews(): Promise<KeptFile> {
  await write(without(await readEntries(), 1), await chainOf());
  await rebuild();
  const last = await open.server.vault.store.read(db => db.log.lastHeads());
  await restore();
  return { name: 'of a friend.txt', text: last?.text ?? '' };
}

async function judgeForged(
  { forge, edit: change, rewrite = log => log, also, later = 0 }: Forgery,
  kept: KeptFile,
): Promise<Judgement> {
  const beside = await also?.();
  await forge?.();
  const { server } = open;
  const vault = { ...server.vault, clock: { now: () => server.clock.now() + later } };
  const given = await keepLog({ ...server, vault }, mine.record.id, [keptNumber]);
  const log = await rewrite(change ? edit(given.log, change) : given.log);
  return judge({ ...given, log, heads: beside ? [kept, beside] : [kept] });
}

describe('the owner, with one checkpoint and the verifier of one file', () => {
  test('is shown that an honest log is whole', async () => {
    expect((await judgeForged({ what: 'nothing' }, checkpoint)).problems).toEqual([]);
    expect((await judgeForged({ what: 'nothing' }, olderExport)).problems).toEqual([]);
    await publish();
    expect((await judgeForged({ what: 'nothing', later: hour }, checkpoint)).problems).toEqual([]);
    const judged = await open.server.vault.store.read(db =>
      verifyLog(db, { at: now() + hour, files: [checkpoint.text] }),
    );
    expect(judged.problems).toEqual([]);
    await restore();
  });

  test.each(forgeries)('is told where $what', async forgery => {
    try {
      const { problems } = await judgeForged(forgery, checkpoint);
      expect(problems).not.toEqual([]);
    } finally {
      await restore();
    }
  });

  test('is told by an export that was kept, too', async () => {
    for (const forgery of forgeries.filter(({ forge }) => forge)) {
      const { problems } = await judgeForged(forgery, olderExport);
      expect(problems, forgery.what).not.toEqual([]);
      await restore();
    }
  });

  // Nothing outside knows of these; docs/access-log.md says so.
  test('is told nothing where an entry was never published, or never written', async () => {
    const entries = await readEntries();
    await open.hands('DELETE FROM audit WHERE record_id = ? AND number = ?', mine.record.id, entries.length);
    const last = entries.at(-2) as LogEntry;
    await setEnd(
      mine.record.id,
      packEnd({ chain: await chainOf(), number: last.number, hash: last.entryHash }),
    );
    expect((await judgeForged({ what: 'an unpublished entry is cut' }, checkpoint)).problems).toEqual([]);
    await restore();
  });
});
