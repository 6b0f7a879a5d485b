// What a server stands on, as metrics and the operator's page show it: room on its disk, the log of its database, its certificate.
import { readFile, stat, statfs } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { Machine } from '../core/operator/ports.ts';
import { readServerCertificate } from '../core/x509.ts';
import { databaseFile } from '../data-folder.ts';

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
