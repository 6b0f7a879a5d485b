// `npm test`: whatever a fresh clone lacks, then the tests. Arguments go to vitest.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

ready();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
run(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { stdio: 'inherit' });
