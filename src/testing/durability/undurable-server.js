// A server whose store does not wait for the disk, to show that the trace in trace.ts would see it. It composes what is
// built in dist/; no setting of the real command does this.
import { readConfig } from '../../../dist/config.js';
import { startServer } from '../../../dist/main.js';
import { openSqlite } from '../../../dist/storage/dialects/sqlite.js';

const openStore = file => openSqlite({ file, synchronous: 'OFF' });
const config = readConfig({ data: process.argv[2], port: 0, logLevel: 'error' }, {});
const server = await startServer(config, { openStore });
console.log(JSON.stringify({ platformUrl: server.platformUrl }));
process.once('SIGTERM', () => void server.close());
