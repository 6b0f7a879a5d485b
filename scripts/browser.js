// Bundles the scripts of pages, src/browser/, each into one file of dist/browser/ that needs nothing else. Called by ready.js.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './ready.js';

const from = join(root, 'src', 'browser');
for (const name of readdirSync(from).filter(name => name.endsWith('.ts'))) {
  const bundle = await rolldown({ input: join(from, name), platform: 'browser' });
  await bundle.write({
    file: join(root, 'dist', 'browser', name.replace(/\.ts$/, '.js')),
    format: 'iife',
    comments: false,
  });
  await bundle.close();
}
