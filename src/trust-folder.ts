// Whom the operator trusts to vouch for signers: certificates and revocation lists that lie in a folder. Read again when
// something there changed, so that a new list needs no restart. Put together by main.ts, used by core/signatures.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrustFiles, TrustStore } from './core/signatures/ports.ts';

const certificateName = /\.(pem|crt|cer|der)$/i;
const listName = /\.crl$/i;
/** Larger files are passed over; so are more files than anybody trusts. */
const bytesMax = 33_554_432;
const filesMax = 1000;

const nothing: TrustFiles = { certificates: [], revocationLists: [] };

/** A folder that is not there holds nothing. */
export function trustFolder(folder: string): TrustStore {
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
    return names
      .filter(name => certificateName.test(name) || listName.test(name))
      .sort()
      .slice(0, filesMax);
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
  const certificates: Buffer[] = [];
  const revocationLists: Buffer[] = [];
  for (const name of names) {
    const bytes = await readOne(join(folder, name));
    if (!bytes) continue;
    if (listName.test(name)) revocationLists.push(...derIn(bytes, '(?:X509 )?CRL'));
    else certificates.push(...derIn(bytes, 'CERTIFICATE'));
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

/** The parts of a PEM file with this label, or the whole of a DER file. @param label a pattern */
function derIn(bytes: Buffer, label: string): Buffer[] {
  const text = bytes.toString('latin1');
  if (!text.includes('-----BEGIN ')) return [bytes];
  const parts = text.matchAll(new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`, 'g'));
  return [...parts].map(part => Buffer.from(part[1]!, 'base64'));
}
