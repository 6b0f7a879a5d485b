import { test } from 'vitest';
import { traceWrites } from './testing/durability/trace.ts';
import { serveCommand, undurableCommand } from './testing/durability/server.ts';
test('p', { timeout: 60000 }, async () => {
  console.log(await traceWrites(serveCommand));
  console.log(await traceWrites(undurableCommand));
});
