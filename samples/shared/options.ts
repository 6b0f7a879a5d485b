// What samples share beside their subject: their options, the key they sign with, and how they end when something lacks.
import { readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type App, connect, UnreachableError } from '@keepwell/client';

type Asked = NonNullable<ParseArgsConfig['options']>;
type Given<Options extends Asked> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>;

/** @returns what the command line says, and what to end the program with where that is wrong */
export function readOptions<const Options extends Asked>(
  usage: string,
  options: Options,
  allowPositionals = false,
): Given<Options> & { wrong: (problem: string) => never } {
  const wrong = (problem: string): never => {
    // Of what the command line got wrong, the first sentence is enough.
    console.error(`${problem.split('. ', 1)[0]}\nUsage: npm run sample ${usage}`);
    process.exit(2);
  };
  try {
    return { ...(parseArgs({ options, allowPositionals }) as Given<Options>), wrong };
  } catch (error) {
    return wrong((error as Error).message);
  }
}

/** The options of an application that signs with a key of its own. */
export const keyOptions = {
  vault: { type: 'string', default: 'http://localhost:8420' },
  'app-id': { type: 'string' },
  key: { type: 'string' },
  certificate: { type: 'string' },
} as const;

export function connectByKey(
  values: {
    vault: string;
    'app-id'?: string | undefined;
    key?: string | undefined;
    certificate?: string | undefined;
  },
  wrong: (problem: string) => never,
): App {
  const { vault, 'app-id': appId, key, certificate } = values;
  if (!appId || !key || !certificate)
    return wrong('Give --app-id, --key and --certificate, as keepwell cert create made them.');
  const textOf = (option: string, path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return wrong(`${option} names no file that can be read: ${path}`);
    }
  };
  return connect({
    platformUrl: `${vault}/platform/wildcat.ashx`,
    appId,
    credential: { privateKey: textOf('--key', key), certificate: textOf('--certificate', certificate) },
  });
}

export function readPort(port: string, wrong: (problem: string) => never): number {
  const number = Number(port);
  return Number.isInteger(number) && number > 0 && number < 65_536
    ? number
    : wrong('--port is a number up to 65535.');
}

/** Of whatever goes wrong first. */
export function explain(error: unknown): never {
  if (!(error instanceof UnreachableError)) throw error;
  console.error(`${error.message}\nIs a vault running? npm start starts one.`);
  process.exit(1);
}
