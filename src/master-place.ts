// The master key of a vault as the environment gives it, or the token that settings say it is in.
import { readFileSync } from 'node:fs';
import type { TokenPlace } from './core/seals/master-place.ts';
import { readKey } from './storage/key-text.ts';

/** Has the key itself, in base64. */
export const masterVariable = 'KEEPWELL_MASTER_KEY';
/** Has the key that a rotation puts in its place. */
export const newMasterVariable = 'KEEPWELL_NEW_MASTER_KEY';

/** Has the PIN of the token. */
export const pinVariable = 'KEEPWELL_MASTER_TOKEN_PIN';

/** What stands in these is handed on to no thread, and to no process that does not open the vault. */
export const secretVariables = [masterVariable, newMasterVariable, pinVariable] as const;

/** The key that `variable` has, or a file that `variable_FILE` names; undefined where neither is set. @throws when it is none */
export function readGivenKey(
  variable: string,
  env: NodeJS.ProcessEnv,
): { kind: 'given'; key: Buffer; from: string } | undefined {
  const given = readSecret(variable, env);
  if (!given) return undefined;
  const { text, from } = given;
  return {
    kind: 'given',
    key: demandKey(text, from === variable ? variable : `The file of ${from}`),
    from,
  };
}

interface Secret {
  readonly text: string;
  /** The variable that has it, or that names its file. */
  readonly from: string;
}

function readSecret(variable: string, env: NodeJS.ProcessEnv): Secret | undefined {
  const fileVariable = `${variable}_FILE`;
  const text = env[variable] ?? '';
  const file = env[fileVariable] ?? '';
  if (text !== '' && file !== '')
    throw new Error(`${variable} and ${fileVariable} are both set: take one away.`);
  if (text !== '') return { text, from: variable };
  return file === '' ? undefined : { text: readSecretFile(file, fileVariable), from: fileVariable };
}

function readSecretFile(file: string, by: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'it cannot be read' } = error as NodeJS.ErrnoException;
    throw new Error(`${by} names ${file}, which cannot be read (${code}).`);
  }
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

const tokenFields = ['module', 'label', 'serial', 'key', 'pinFile'] as const;
const tokenShape = 'masterToken must be an object: { "module", "label", "key", "pinFile" }.';

/** @param given an object, or its JSON @throws an error that says what is wrong */
export function readTokenPlace(
  given: string | object | undefined,
  env: NodeJS.ProcessEnv,
): TokenPlace | undefined {
  if (given === undefined) return undefined;
  const settings = typeof given === 'string' ? readJson(given) : given;
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new Error(tokenShape);
  const named = settings as Record<string, unknown>;
  for (const [name, value] of Object.entries(named)) {
    if (!tokenFields.some(field => field === name))
      throw new Error(`masterToken: there is no ${name}. It takes ${tokenFields.join(', ')}.`);
    if (typeof value !== 'string' || value === '') throw new Error(`masterToken: ${name} must be a text.`);
  }
  const { module, label, serial, key, pinFile } = named as Partial<Record<string, string>>;
  if (module === undefined)
    throw new Error('masterToken: module must be the path of the PKCS#11 library of the token.');
  if ((label === undefined) === (serial === undefined))
    throw new Error('masterToken: name the token by its label or by its serial, by one of both.');
  if (key === undefined) throw new Error('masterToken: key must be the label of the key in the token.');
  return { module, label, serial, key, pin: readPin(pinFile, env) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(tokenShape);
  }
}

/** Undefined where it is not given: not every command asks the token. */
function readPin(file: string | undefined, env: NodeJS.ProcessEnv): TokenPlace['pin'] {
  const given = readSecret(pinVariable, env);
  if (given && file !== undefined)
    throw new Error(`${given.from} and pinFile of masterToken are both set: take one away.`);
  const named = 'pinFile of masterToken';
  const pin = given ?? (file === undefined ? undefined : { text: readSecretFile(file, named), from: named });
  const text = pin?.text.replace(/[\r\n]+$/, '');
  if (text === '') throw new Error(`${pin?.from} has no PIN in it.`);
  return pin && text !== undefined ? { text, from: pin.from } : undefined;
}
