// `npm run docs [folder]`: the reference as files to read or to put on a web server, laid out as a vault serves it.
import { join } from 'node:path';
import { ready, root } from './ready.js';

ready();
const folder = process.argv[2] ?? join(root, 'reference-docs');
const { writeReference } = await import('../dist/facades/reference/write.js');
console.log(`${await writeReference(folder)} files. Open ${join(folder, 'docs', 'index.html')}`);
