// Puts the compiled command, dist/cli/keepwell.js, and what it imports into a few files: it starts in less than half the
// time that 1500 take; the thread that reads imports likewise. What is loaded only when it is asked for stays in files of its own, packages stay where they are.
// Called by ready.js.
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './ready.js';

const dist = join(root, 'dist');
/** As deep below dist/ as the command, so that an address beside it is one beside them. */
const parts = join(dist, 'parts');

/** A module asks for its own address to find files near it, which stay where they are. */
const keepAddresses = {
  name: 'keep-addresses',
  transform: (code, file) =>
    code
      .replaceAll('import.meta.url', `new URL(${JSON.stringify(pathFromParts(file))}, import.meta.url).href`)
      .replaceAll(
        'import.meta.dirname',
        `import.meta.dirname + ${JSON.stringify(`/${pathFromParts(dirname(file))}`)}`,
      )
      .replaceAll(
        'import.meta.filename',
        `import.meta.dirname + ${JSON.stringify(`/${pathFromParts(file)}`)}`,
      ),
};

const pathFromParts = path => relative(parts, path).replaceAll('\\', '/');

const program = await rolldown({
  input: {
    keepwell: join(dist, 'cli', 'keepwell.js'),
    'read-worker': join(dist, 'core', 'imports', 'read-worker.js'),
  },
  platform: 'node',
  external: name => !name.startsWith('.') && !name.startsWith(dist),
  plugins: [keepAddresses],
});
await program.write({
  dir: dist,
  entryFileNames: ({ name }) => (name === 'keepwell' ? 'cli/[name].js' : 'parts/[name].js'),
  chunkFileNames: 'parts/[name]-[hash].js',
});
await program.close();
