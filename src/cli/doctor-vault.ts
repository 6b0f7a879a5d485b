// The doctor's look at a data folder: the folder, the key, the database, the files of items. Nothing of it is changed.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { explainBlobError, noAnswer, notHere } from '../blob-place.ts';
import type { Config } from '../config.ts';
import type { Reader } from '../core/store.ts';
import { blobsFolder, databaseFile, hasLostDatabase, keyFile } from '../data-folder.ts';
import { examineStore, type VaultPlace } from '../open-store.ts';
import type { Examined } from '../storage/examined.ts';
import { demandNone, findDataFolderProblem, isOpenToOthers } from './checks.ts';
import type { CommonOptions } from './command.ts';
import type { Check } from './doctor-check.ts';
import { Failure } from './explain.ts';

export interface LookOptions extends CommonOptions {
  readonly thorough?: boolean;
}

export function addLookOptions(of: Command): Command {
  return of.option(
    '--thorough',
    'compare every file with its hash and every index with its table, and open every item',
  );
}

/** The database of a vault, opened by the first check that asks for it. */
export class VaultLook implements AsyncDisposable {
  readonly place: VaultPlace;
  #examined: Promise<Examined | undefined> | undefined;

  constructor(place: VaultPlace) {
    this.place = place;
  }

  get data(): string {
    return this.place.data;
  }

  /** Undefined where there is no vault. @throws when it cannot be read */
  examined(): Promise<Examined | undefined> {
    this.#examined ??= examineStore(this.place);
    return this.#examined;
  }

  /** Undefined when there is none that this Keepwell reads as it is. */
  async db(): Promise<Reader | undefined> {
    return this.examined().then(
      found => found?.db,
      () => undefined,
    );
  }

  /** The id of the vault; undefined where none is noted yet. */
  async vaultId(): Promise<string | undefined> {
    return (await (await this.db())?.seals.seal())?.vaultId;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#examined?.then(
      found => found?.close(),
      () => {},
    );
  }
}

export function listVaultChecks(config: Config, look: VaultLook, { thorough = false }: LookOptions): Check[] {
  return [
    { name: 'data folder', run: () => dataFolder(config.data) },
    { name: isKeyFile(config) ? 'key file' : 'master key', run: () => key(look) },
    { name: 'database', run: () => database(look, thorough) },
    ...(config.database === undefined ? [] : [{ name: 'database server', run: () => databaseServer(look) }]),
    { name: 'files', run: () => files(config, look, thorough) },
    ...(thorough ? [{ name: 'items', needs: 'database', run: () => items(look) }] : []),
  ];
}

function isKeyFile({ masterKey }: VaultPlace): boolean {
  return masterKey.kind === 'file' && !masterKey.token;
}

function dataFolder(data: string): string {
  if (!existsSync(data))
    throw new Failure(`There is none at ${data}. Name it with --data; \`keepwell serve\` makes one.`);
  demandNone(findDataFolderProblem(data));
  if (isOpenToOthers(data)) throw new Failure(`${data} can be entered by others. Run: chmod 700 ${data}`);
  return data;
}

async function key(look: VaultLook): Promise<string> {
  const { data, place } = look;
  const { ForeignKey, findSeal } = await import('../core/seals/seals.ts');
  const { findLeftKey, isEncrypted, sayForeignKey, sayLostKey, sayMasterPlace, tryKeys } = await import(
    '../vault-key.ts'
  );
  const db = await look.db();
  const file = keyFile(data);
  if (existsSync(file) && isOpenToOthers(file))
    throw new Failure(`${file} can be read by others. Run: chmod 600 ${file}`);
  const vaultKeys = await db?.seals.vaultKeys();
  const masterId = vaultKeys?.at(-1)?.masterId;
  const found = await tryKeys(place, async ring => db && findSeal(db, ring)).catch(async error => {
    if (error instanceof ForeignKey)
      throw new Failure(`${sayForeignKey(place, masterId)}${await lossSoFar(db, vaultKeys)}`);
    throw error;
  });
  if (!found) {
    if (!(await look.examined())) throw new Failure('There is none yet: `keepwell serve` makes it.');
    throw new Failure(
      `${sayLostKey(data, vaultKeys && isEncrypted(vaultKeys))}${await lossSoFar(db, vaultKeys)}`,
    );
  }
  const left = findLeftKey(place, masterId);
  if (left !== undefined)
    throw new Failure(`${left} is there, though the key of this vault is in a token. Remove it.`);
  return isKeyFile(look.place) ? '' : `of ${sayMasterPlace(place, masterId)}`;
}

/** Of a vault that is not encrypted; of one that is, all is lost. */
async function lossSoFar(db: Reader | undefined, vaultKeys: readonly unknown[] = []): Promise<string> {
  const { listLosses } = await import('../core/seals/seals.ts');
  const loss = db && vaultKeys.length === 0 ? await listLosses(db) : [];
  return loss.length === 0 ? '' : ` (as of now: ${loss.join('; ')})`;
}

const shownMax = 3;

async function database(look: VaultLook, isThorough: boolean): Promise<string> {
  const { data } = look;
  const { sayLostDatabase } = await import('../vault-key.ts');
  if (look.place.database === undefined && hasLostDatabase(data)) throw new Failure(sayLostDatabase(data));
  const found = await look.examined();
  if (!found) throw new Failure('There is none yet: `keepwell serve` makes it.');
  const { db } = found;
  const problems = found.problems(isThorough);
  if (problems.length > 0) throw new Failure(sayDamage(problems, look.place));
  if (!db)
    return `an older Keepwell wrote it, steps left: ${found.stepsLeft}; \`keepwell serve\` brings it up to date, \`keepwell upgrade --dry-run\` says how`;
  const people = await db.people.count();
  return `${people} ${people === 1 ? 'person' : 'people'}`;
}

/** What SQLite says of indexes alone, whose tables are whole, and of pages that nothing uses. */
const ofIndexesAlone =
  /^(row \d+ missing from index|wrong # of entries in index|non-unique entry in index|Page \d+: never used)/;

function sayDamage(problems: readonly string[], { data, database }: VaultPlace): string {
  const shown = problems.slice(0, shownMax).map(text => `"${text}"`);
  const isOfIndexes = database === undefined && problems.every(text => ofIndexesAlone.test(text));
  return isOfIndexes
    ? `Its tables are whole, but not their indexes: the check says ${shown.join(', ')}. Stop the server, and run: sqlite3 ${databaseFile(data)} "REINDEX; VACUUM"`
    : `It is damaged: the check says ${shown.join(', ')}. Restore it from a backup: \`keepwell restore\`.`;
}

/** How what keeps the vault is set up, where that is a server of its own. */
async function databaseServer(look: VaultLook): Promise<string> {
  const { facts, problems } = (await (await look.examined())?.state?.()) ?? { facts: [], problems: [] };
  if (problems.length > 0) throw new Failure(`Of the database, ${problems.join('; ')}.`);
  return facts.join(', ');
}

/** Opens every version of every thing. */
async function items(look: VaultLook): Promise<string> {
  const { findSeal } = await import('../core/seals/seals.ts');
  const { findDamage, sayDamage } = await import('../core/things/damage.ts');
  const { tryKeys } = await import('../vault-key.ts');
  const found = await tryKeys(look.place, async ring => {
    const examined = await examineStore(look.place, ring);
    try {
      if (!examined?.db || !(await findSeal(examined.db, ring))) return undefined;
      const { damage } = examined.db;
      return await findDamage(after => damage.openSome(after));
    } finally {
      await examined?.close();
    }
  });
  if (!found?.opened) return 'not looked at, as the vault cannot be opened';
  const damage = sayDamage(found.opened);
  if (damage !== undefined) throw new Failure(damage);
  return `${found.opened.opened} versions of things were opened`;
}

async function files({ blobStore, data }: Config, look: VaultLook, isThorough: boolean): Promise<string> {
  const db = await look.db();
  if (!db) return 'not looked at, as the database cannot be read';
  const { examineBlobs } = await import('../core/blobs/examine.ts');
  const { sayBlobPlace, openBlobStore } = await import('../storage/blob-store.ts');
  const place = sayBlobPlace(blobStore);
  const blobs = await openBlobStore(blobStore, blobsFolder(data));
  const found = await examineBlobs(db, blobs, { isThorough, random: Math.random }).catch(error => {
    throw new Failure(`${noAnswer(place)} (${explainBlobError(error)})`);
  });
  const { parts, missing, damaged, hashed, strays } = found;
  if (parts > 0 && missing === parts) throw new Failure(notHere(place));
  const problems = [
    missing > 0 && `${missing} of ${parts} parts of files are not there: restore them from a backup`,
    damaged > 0 &&
      `${damaged} of ${hashed} parts that were read are not what was stored: restore them from a backup`,
    strays.length > 0 &&
      `${strays.length} files there are known to no database (${strays.slice(0, shownMax).join(', ')}): ` +
        'they are of another vault, or came after the backup the database is from; else they can be removed',
  ].filter(problem => problem !== false);
  if (problems.length > 0) throw new Failure(`In ${place}, ${problems.join('; ')}.`);
  return `${parts} ${parts === 1 ? 'part' : 'parts'} in ${place}, ${hashed} of them compared with their hash`;
}
