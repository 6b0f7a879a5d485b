// What a server stands on, as metrics and the operator's page show it: room on its disk, the log of its database, its certificate, where its master key is.
import { readFile, stat, statfs } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { Machine } from '../core/operator/ports.ts';
import { readServerCertificate } from '../core/x509.ts';
import { databaseFile } from '../data-folder.ts';

/** What cannot be looked at is undefined. */
export async function lookAtMachine({ data, database, tls, masterKey }: Config): Promise<Machine> {
  const [disk, wal, certificate] = await Promise.all([
    statfs(data).catch(() => undefined),
    database === undefined ? stat(`${databaseFile(data)}-wal`).catch(() => undefined) : undefined,
    tls && readFile(tls.cert).then(readServerCertificate, () => undefined),
  ]);
  const { token } = masterKey;
  return {
    diskFreeBytes: disk && disk.bavail * disk.bsize,
    diskBytes: disk && disk.blocks * disk.bsize,
    walBytes: wal?.size,
    certificateEndsAt: certificate && Date.parse(certificate.validTo),
    masterKey: {
      from: masterKey.kind === 'given' ? masterKey.from : undefined,
      token: token && [token.label ?? token.serial ?? '', token.key],
    },
  };
}
