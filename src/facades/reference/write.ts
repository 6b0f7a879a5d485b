// Writes the reference as a folder of files, laid out as the server serves them. Called by scripts/docs.js.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import { makeLocate } from '../../things/xsd.ts';
import { publishedSchemas } from './schemas.ts';
import { listSiteFiles } from './site.tsx';

/** @returns how many files there are */
export async function writeReference(folder: string): Promise<number> {
  for (const [path, file] of listSiteFiles()) write(join(folder, 'docs', path), await file.text());
  for (const [name, xsd] of publishedSchemas) write(join(folder, 'platform', 'xsd', name), xsd(makeLocate()));
  return listSiteFiles().size + publishedSchemas.size;
}

function write(file: string, text: string): void {
  makeFolder(dirname(file));
  writeFileSync(file, text);
}
