// The master key of a vault as the environment gives it.
import { readFileSync } from 'node:fs';
import type { MasterPlace } from './core/seals/master-place.ts';
import { readKey } from './storage/key-text.ts';

/** Has the key itself, in base64. */
export const masterVariable = 'KEEPWELL_MASTER_KEY';
/** Has the key that a rotation puts in its place. */
export const newMasterVariable = 'KEEPWELL_NEW_MASTER_KEY';

/** What stands in these is handed on to no thread, and to no process that does not open the vault. */
export const secretVariables = [masterVariable, newMasterVariable] as const;

/** The key that `variable` has, or a file that `variable_FILE` names; undefined where neither is set. @throws when it is none */
export function readGivenKey(
  variable: string,
  env: NodeJS.ProcessEnv,
): Extract<MasterPlace, { kind: 'given' }> | undefined {
  const fileVariable = `${variable}_FILE`;
  const text = env[variable] ?? '';
  const file = env[fileVariable] ?? '';
  if (text !== '' && file !== '')
    throw new Error(`${variable} and ${fileVariable} are both set: take one away.`);
  if (text !== '') return { kind: 'given', key: demandKey(text, variable), from: variable };
  if (file === '') return undefined;
  let kept: string;
  try {
    kept = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'it cannot be read' } = error as NodeJS.ErrnoException;
    throw new Error(`${fileVariable} names ${file}, which cannot be read (${code}).`);
  }
  return { kind: 'given', key: demandKey(kept, `The file of ${fileVariable}`), from: fileVariable };
}

/** What is wrong with a key is told without the key. */
function demandKey(text: string, place: string): Buffer {
  const key = readKey(text);
  if (!key)
    throw new Error(
      `${place} must have the base64 of 32 bytes: what stands in keepwell.key, or what \`openssl rand -base64 32\` prints.`,
    );
  return key;
}
