// `npm run check`: types and style, without running anything.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

ready();
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
run(process.execPath, [tsc, '--noEmit']);
run(process.execPath, [tsc, '--noEmit', '-p', join(root, 'samples', 'tsconfig.json')]);
run(process.execPath, [
  join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'),
  'check',
  '--error-on-warnings',
]);
