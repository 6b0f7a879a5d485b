// What the SDK exports, read from the declarations that the build makes of it: each name with its comment and its declaration.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getNamed } from '../../assume.ts';

export interface ExportedName {
  readonly name: string;
  readonly kind: string;
  /** The comment above it, as Markdown. */
  readonly comment: string;
  readonly declaration: string;
}

const folder = join(import.meta.dirname, '../../../dist/client');

let known: readonly ExportedName[] | undefined;

/** By their names. */
export function listExportedNames(): readonly ExportedName[] {
  known ??= readIndex().sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return known;
}

function readIndex(): ExportedName[] {
  if (!existsSync(join(folder, 'index.d.ts'))) return [];
  const index = readFileSync(join(folder, 'index.d.ts'), 'utf8');
  return [...index.matchAll(/^export (?:type )?\{([^}]*)\} from '\.\/([\w./-]+)\.[jt]s'/gm)].flatMap(
    ([, names = '', file = '']) => {
      const text = readFileSync(join(folder, `${file}.d.ts`), 'utf8');
      return names
        .split(',')
        .map(name => name.replace(/\btype /, '').trim())
        .filter(Boolean)
        .flatMap(name => findDeclaration(text, name) ?? []);
    },
  );
}

function findDeclaration(text: string, name: string): ExportedName | undefined {
  const found = new RegExp(
    `((?:^/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/\\n)?)^export (?:declare )?(?:abstract )?(class|interface|type|function|const) ${name}\\b[\\s\\S]*?(?:^}|;)$`,
    'm',
  ).exec(text);
  if (!found) return undefined;
  const [whole, comment = '', kind = ''] = found;
  const code = whole.slice(comment.length);
  // What spans several lines ends where its first column does.
  const end = /[{(]$/m.test(code.split('\n', 1)[0] ?? '')
    ? /^[})].*$/m.exec(text.slice(found.index + comment.length))
    : null;
  const declaration = end
    ? text.slice(found.index + comment.length).slice(0, end.index + end[0].length)
    : code;
  return {
    name,
    kind: getNamed(kinds, kind),
    comment: readComment(comment),
    declaration: declaration.replace(/^export (declare )?/, '').replace(/^ *(#private|private .*);\n/gm, ''),
  };
}

const kinds: Readonly<Record<string, string>> = {
  class: 'Class',
  interface: 'Shape',
  type: 'Type',
  function: 'Function',
  const: 'Value',
};

function readComment(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/\s*$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .replace(/^@example\n((?:(?!@).*\n?)+)/gm, (_, code: string) => `\n\`\`\`ts\n${code.trimEnd()}\n\`\`\`\n`)
    .replace(/^@(\w+)/gm, '\n- *$1* ')
    .trim();
}
