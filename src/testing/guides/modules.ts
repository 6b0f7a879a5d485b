// The TypeScript of a guide as a module: its blocks one after the other, with what the setting holds in reach.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './blocks.ts';

const names =
  'app, record, person, userToken, appId, platformUrl, shell, privateKey, certificate, sodaMasterId, openInBrowser';

/** @returns the file that was written */
export function writeModule(folder: string, guide: string, blocks: readonly string[]): string {
  const code = blocks.join('\n');
  const imports = [...code.matchAll(/^import [^;]*;$/gm)].map(([line]) =>
    line
      .replace(/'@keepwell\/client(\/things)?(\/[\w-]+)?'/, (_, room = '/client', name = '/index') =>
        JSON.stringify(join(repository, 'src', room, `${name}.ts`)),
      )
      .replace("'keepwell/testing'", JSON.stringify(join(repository, 'src/mock-vault.ts'))),
  );
  const own = new Set([...code.matchAll(/^const (?:\{ )?(?:\w+: )?(\w+)/gm)].map(([, name]) => name));
  const given = names.split(', ').filter(name => !own.has(name));
  const setting = JSON.stringify(join(repository, 'src/testing/guides/setting.ts'));
  const file = join(folder, guide.replace(/\.md$/, '.ts'));
  writeFileSync(
    file,
    `${imports.join('\n')}
import type { Setting } from ${setting};
export async function run({ ${given.join(', ')} }: Setting): Promise<void> {
${code.replace(/^import [^;]*;$/gm, '')}
}
`,
  );
  return file;
}

/** What `console.log` is said to print, in order: `console.log(found.length); // 2`. */
export function listPrinted(blocks: readonly string[]): string[] {
  return [...blocks.join('\n').matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, said]) => said!);
}

/** How the modules of a folder are checked. */
export function writeTsconfig(folder: string): string {
  const file = join(folder, 'tsconfig.json');
  const compilerOptions = {
    rootDir: '/',
    noEmit: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    typeRoots: [join(repository, 'node_modules/@types')],
  };
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    file,
    JSON.stringify({
      extends: join(repository, 'tsconfig.json'),
      compilerOptions,
      include: [join(folder, '*.ts'), join(repository, 'src/**/*.d.ts')],
    }),
  );
  return file;
}
