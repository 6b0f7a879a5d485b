// A vault in PostgreSQL as it is.
import type { Examined } from '../../examined.ts';
import { countStepsLeft, stepsTable } from '../../migrations.ts';
import { openReader } from '../../tables.ts';
import { openPostgresForCopy } from './copy.ts';

/** Undefined where the database holds no vault. @throws when it cannot be reached, or is of a newer Keepwell */
export async function examinePostgres(url: string): Promise<Examined | undefined> {
  const database = await openPostgresForCopy(url, 'snapshot');
  try {
    const tables = await database.listTables();
    if (!tables.some(({ name }) => name === stepsTable)) {
      await database.close();
      return undefined;
    }
    const isCurrent = (await countStepsLeft(database.sql)) === 0;
    return {
      db: isCurrent ? openReader(database.sql, database.dialect) : undefined,
      // It looks after its pages by itself.
      problems: () => [],
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
