// What a server stands on, as metrics and the operator's page show it: room on its disk, the log of its database, its certificate.
import { readFile, stat, statfs } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { readServerCertificate } from '../core/x509.ts';
import { databaseFile } from '../data-folder.ts';

export interface Machine {
  readonly diskFreeBytes: number | undefined;
  readonly diskBytes: number | undefined;
  /** Of the log that SQLite writes before the database. */
  readonly walBytes: number | undefined;
  /** Of the file that is shown, milliseconds since 1970; undefined without TLS. */
  readonly certificateEndsAt: number | undefined;
}

/** What cannot be looked at is undefined. */
export async function lookAtMachine({ data, database, tls }: Config): Promise<Machine> {
  const [disk, wal, certificate] = await Promise.all([
    statfs(data).catch(() => undefined),
    database === undefined ? stat(`${databaseFile(data)}-wal`).catch(() => undefined) : undefined,
    tls && readFile(tls.cert).then(readServerCertificate, () => undefined),
  ]);
  return {
    diskFreeBytes: disk && disk.bavail * disk.bsize,
    diskBytes: disk && disk.blocks * disk.bsize,
    walBytes: wal?.size,
    certificateEndsAt: certificate && Date.parse(certificate.validTo),
  };
}
