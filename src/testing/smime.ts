// What tests of Direct messages start from: authorities, certificates of addresses and domains, keys of the vault, and
// `openssl cms`, which shares no code with it.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DirectTrust } from '../core/direct/certificates/direct-trust.ts';
import type { DirectKey } from '../core/direct/certificates/key.ts';
import { type Certified, givenCertificate, givenRsaKey, listBytes, x509 } from './signatures.ts';

/** Signatures and encryption of keys. */
const dualUse = 1 | 4;

export function derOf({ certificate }: Certified): Buffer {
  return Buffer.from(certificate.rawData);
}

export async function givenDirectAuthority(name: string, now: number): Promise<Certified> {
  return givenCertificate({ name, now, isAuthority: true, usages: 32 | 64 });
}

export interface DirectWishes {
  readonly now: number;
  readonly issuer: Certified;
  /** Addresses and domains it is bound to. */
  readonly boundTo: readonly string[];
  readonly usages?: number;
  readonly isAuthority?: boolean;
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly key?: Certified['key'];
  readonly hash?: 'SHA-1' | 'SHA-256';
  readonly extensions?: readonly x509.Extension[];
}

/** Of its own RSA key, unless one is given. */
export async function givenDirectCertificate(wishes: DirectWishes): Promise<Certified> {
  const { boundTo, extensions = [], usages = dualUse, key = givenRsaKey(), ...others } = wishes;
  const names = boundTo.map(name =>
    name.includes('@') ? { type: 'email' as const, value: name } : { type: 'dns' as const, value: name },
  );
  const named = names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : [];
  return givenCertificate({
    ...others,
    key,
    usages,
    name: `Direct of ${boundTo[0] ?? 'nobody'}`,
    extensions: [
      ...named,
      new x509.SubjectKeyIdentifierExtension(randomBytes(20).toString('hex')),
      ...extensions,
    ],
  });
}

export function directKeyOf(
  certified: Certified,
  boundTo: string,
  chain: readonly Certified[] = [],
): DirectKey {
  const { certificate, key } = certified;
  return {
    id: certificate.serialNumber,
    boundTo,
    certificate: derOf(certified),
    chain: chain.map(derOf),
    privateKey: key,
    notBefore: certificate.notBefore.getTime(),
    notAfter: certificate.notAfter.getTime(),
  };
}

export function trusting(
  anchors: readonly Certified[],
  {
    lists = [],
    areListsDemanded = false,
  }: { lists?: readonly x509.X509Crl[]; areListsDemanded?: boolean } = {},
): DirectTrust {
  return {
    files: {
      certificates: anchors.map(anchor => ({ name: anchor.certificate.subject, der: derOf(anchor) })),
      revocationLists: lists.map(list => ({ name: list.issuer, der: listBytes(list) })),
    },
    areListsDemanded,
  };
}

/** `openssl cms` in a folder of its own. */
export class OpensslCms {
  readonly folder = mkdtempSync(join(tmpdir(), 'keepwell-cms-'));
  private files = 0;

  /** @returns what it puts out @throws with what it says, where it fails */
  run(args: readonly string[], input: Buffer): Buffer {
    const { status, stdout, stderr } = spawnSync('openssl', ['cms', ...args], {
      input,
      cwd: this.folder,
      maxBuffer: 268_435_456,
    });
    if (status !== 0) throw new Error(stderr.toString());
    return stdout;
  }

  /** The path of a file that has a certificate, and another that has its key. */
  keep(certified: Certified): { readonly cert: string; readonly key: string } {
    const name = `${this.files++}`;
    const [cert, key] = [join(this.folder, `${name}.pem`), join(this.folder, `${name}.key`)];
    writeFileSync(cert, certified.certificate.toString('pem'));
    writeFileSync(key, certified.key.export({ type: 'pkcs8', format: 'pem' }));
    return { cert, key };
  }

  keepBytes(name: string, bytes: Buffer): string {
    writeFileSync(join(this.folder, name), bytes);
    return join(this.folder, name);
  }

  read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function pemOf({ certificate }: Certified): string {
  return certificate.toString('pem');
}
