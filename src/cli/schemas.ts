// `keepwell schemas export`: the published schema of every type as a folder of files that import each other.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { makeFolder } from '../make-folder.ts';
import { printedHere } from '../schema/xsd.ts';
import { makeLocate, xsdFiles } from '../things/xsd.ts';
import { type Io, print } from './command.ts';
import { UsageError } from './explain.ts';

interface ExportOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

export function addSchemas(parent: Command, io: Io): void {
  const schemas = parent.command('schemas').description('The published schemas of the thing types.');
  schemas
    .command('export <dir>')
    .description(
      'Writes every schema to a folder: one file for each version of a type, and those they import.',
    )
    .option('--force', 'write even where there are other files; those of the same name are written over')
    .option('--json', 'write machine-readable output, and nothing else, to standard output')
    .action((dir: string, options: ExportOptions) => exportTo(dir, options, io));
}

function exportTo(dir: string, options: ExportOptions, io: Io): void {
  if (!options.force) refuseOthers(dir);
  makeFolder(dir);
  for (const [name, xsd] of xsdFiles) writeFileSync(join(dir, name), xsd(makeLocate()));
  print(io, options, { folder: dir, files: [...xsdFiles.keys()] }, [`${xsdFiles.size} schemas in ${dir}`]);
}

/** What an earlier export wrote may be written again; anything else is somebody's. */
function refuseOthers(dir: string): void {
  const others = existsSync(dir) ? readdirSync(dir).filter(name => !isOurs(dir, name)) : [];
  if (others.length === 0) return;
  throw new UsageError(
    `${dir} holds other files, such as ${others[0]}. Name a new or empty folder, or add --force to write beside them.`,
  );
}

function isOurs(dir: string, name: string): boolean {
  return xsdFiles.has(name) && readFileSync(join(dir, name), 'utf8').includes(printedHere);
}
