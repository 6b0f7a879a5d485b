// The scripts of pages, made of src/browser/ by the build, each named by its content so that browsers may keep it for ever.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSha256 } from '../core/secrets.ts';

const names = [
  'chart',
  'develop',
  'docs',
  'export',
  'frame',
  'import',
  'import-progress',
  'item-form',
  'list',
  'passkey',
  'pictures',
  'submit',
  'upload',
  'viewer',
] as const;
export type ScriptName = (typeof names)[number];

/** Tests run the sources; a browser runs what was built of them. */
const folder = import.meta.filename.endsWith('.ts') ? '../../dist/browser' : '../browser';

/** Has an address of its own, for what a service worker is in charge of is known by that. */
type WorkerName = 'offline-worker';

export function readBuilt(name: ScriptName | WorkerName): { fileName: string; text: string } {
  const text = readFileSync(join(import.meta.dirname, folder, `${name}.js`), 'utf8');
  return { fileName: `${name}-${hashSha256(text).toString('hex').slice(0, 12)}.js`, text };
}

export const scripts = Object.fromEntries(names.map(name => [name, readBuilt(name)])) as Readonly<
  Record<ScriptName, { readonly fileName: string; readonly text: string }>
>;
