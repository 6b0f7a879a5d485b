// `npm run bench`: a build, then the ratios of bench/run.js; `npm run bench -- vocabulary` runs bench/vocabulary.js instead.
// Other arguments go there.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

const [first, ...rest] = process.argv.slice(2);
const [name, options] =
  first === undefined || first.startsWith('-') ? ['run', process.argv.slice(2)] : [first, rest];

ready();
run(process.execPath, [join(root, 'bench', `${name}.js`), ...options], { stdio: 'inherit' });
