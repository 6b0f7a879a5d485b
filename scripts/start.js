// `npm start`: whatever a fresh clone lacks, then `keepwell serve`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ready, root } from './ready.js';

ready();
const server = spawn(
  process.execPath,
  [join(root, 'dist', 'cli', 'keepwell.js'), 'serve', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
