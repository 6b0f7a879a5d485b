// The examples in the comments of the SDK, each with what it is an example of; whatever they need of it is imported for them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './blocks.ts';

export interface Example {
  /** Such as `connect` or `RecordClient.put`. */
  readonly of: string;
  readonly code: string;
}

const folder = join(repository, 'src/client');

export function listExamples(): Example[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap(file => examplesIn(readFileSync(join(folder, file), 'utf8')));
}

function examplesIn(text: string): Example[] {
  const found: Example[] = [];
  for (const { index, 1: indent, 2: comment, 3: line } of text.matchAll(
    /^( *)\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(.*)$/gm,
  )) {
    const code = /@example\n((?: *\* (?!@).*\n)+)/.exec(comment ?? '')?.[1];
    const name = /(\w+)(?=[<(]| extends| \{)/.exec(line ?? '')?.[1];
    if (code === undefined || name === undefined) continue;
    const within =
      indent &&
      text
        .slice(0, index)
        .match(/^export class \w+/gm)
        ?.at(-1)
        ?.slice(13);
    found.push({ of: within ? `${within}.${name}` : name, code: code.replace(/^ *\* /gm, '') });
  }
  return found;
}

const things = ['file', 'medication', 'weight'];

/** The code with its imports. */
export function importFor(code: string, exported: readonly string[]): string {
  const uses = (name: string) => new RegExp(`(?<![.\\w])${name}\\b`).test(code);
  const names = exported.filter(uses);
  return [
    ...(names.length > 0 ? [`import { ${names.join(', ')} } from '@keepwell/client';`] : []),
    ...things.filter(uses).map(name => `import ${name} from '@keepwell/client/things/${name}';`),
    code,
  ].join('\n');
}
