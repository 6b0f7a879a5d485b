// Whom the operator trusts to vouch for signers: certificates and revocation lists that lie in a folder. Read again when
// something there changed, so that a new list needs no restart. Put together by main.ts, used by core/signatures.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrustFile, TrustFiles, TrustStore } from './core/signatures/ports.ts';
import { readBlocks } from './core/x509.ts';

const certificateName = /\.(pem|crt|cer|der)$/i;
const listName = /\.crl$/i;
/** Larger files are not read; nor are more than anybody trusts. */
const bytesMax = 33_554_432;
const filesMax = 1000;

const nothing: TrustFiles = { certificates: [], revocationLists: [] };

/** A folder that is not there holds nothing. */
export function openTrustFolder(folder: string): TrustStore {
  let known = { state: '', files: nothing };
  return {
    async read() {
      const names = await namesIn(folder);
      const states = await Promise.all(names.map(name => stateOf(join(folder, name))));
      const state = states.join('\n');
      if (state !== known.state) known = { state, files: await readAll(folder, names) };
      return known.files;
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter(name => certificateName.test(name) || listName.test(name)).sort();
  } catch {
    return [];
  }
}

async function stateOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${file} ${mtimeMs} ${size}`;
  } catch {
    return `${file} gone`;
  }
}

async function readAll(folder: string, names: readonly string[]): Promise<TrustFiles> {
  const certificates: TrustFile[] = [];
  const revocationLists: TrustFile[] = [];
  for (const [i, name] of names.entries()) {
    const bytes = i < filesMax ? await readOne(join(folder, name)) : undefined;
    if (listName.test(name)) revocationLists.push(...derIn(name, bytes, ['X509 CRL', 'CRL']));
    else certificates.push(...derIn(name, bytes, ['CERTIFICATE']));
  }
  return { certificates, revocationLists };
}

async function readOne(file: string): Promise<Buffer | undefined> {
  try {
    return (await stat(file)).size > bytesMax ? undefined : await readFile(file);
  } catch {
    return undefined;
  }
}

function derIn(name: string, bytes: Buffer | undefined, labels: readonly string[]): TrustFile[] {
  const blocks = (bytes && readBlocks(bytes, labels)) ?? [undefined];
  return blocks.map(der => ({ name, der }));
}
