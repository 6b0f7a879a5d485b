// `npm run bench`: a build, then the ratios of bench/run.js. Arguments go there.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

ready();
run(process.execPath, [join(root, 'bench', 'run.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
