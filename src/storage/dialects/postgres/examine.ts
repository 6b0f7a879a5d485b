// A vault in PostgreSQL as it is.
import type { Examined } from '../../examined.ts';
import { countStepsLeft, stepsTable } from '../../migrations.ts';
import type { KeyRing } from '../../sealing/key-ring.ts';
import { listStepsLeft } from '../../steps-left.ts';
import { openReader } from '../../tables.ts';
import { openPostgresForCopy } from './copy.ts';
import { examineState } from './look-after.ts';

/** Undefined where the database holds no vault. @throws when it cannot be reached, or is of a newer Keepwell */
export async function examinePostgres(url: string, ring?: KeyRing): Promise<Examined | undefined> {
  const database = await openPostgresForCopy(url, 'snapshot');
  try {
    const tables = await database.listTables();
    if (!tables.some(({ name }) => name === stepsTable)) {
      await database.close();
      return undefined;
    }
    const stepsLeft = await countStepsLeft(database.sql);
    return {
      db: stepsLeft === 0 ? openReader(database.sql, database.dialect, ring) : undefined,
      stepsLeft,
      listSteps: () =>
        listStepsLeft(database.sql, database.dialect, table => tables.some(({ name }) => name === table)),
      // It looks after its pages by itself.
      problems: () => [],
      state: () => examineState(database.sql),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
