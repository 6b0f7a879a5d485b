// PostgreSQL passes what every store must, where KEEPWELL_TEST_POSTGRES names a server in which databases may be made.
import { describe } from 'vitest';
import { postgresUrl, takeTestDatabase } from '../testing/postgres.ts';
import { openPostgres } from './dialects/postgres/store.ts';
import { storeSuite } from './store.suite.ts';

describe.skipIf(postgresUrl === undefined)('PostgreSQL', () => {
  storeSuite(async () => {
    const { url, release } = await takeTestDatabase();
    const store = await openPostgres({ url });
    return {
      store,
      again: () => openPostgres({ url }),
      dispose: async () => {
        await store.close().catch(() => {});
        await release();
      },
    };
  });
});
