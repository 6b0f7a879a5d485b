// The doctor's look at what a server stands on: room on its disk, the clock, the certificate it shows, and whether it calls
// itself ready.
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { readServerCertificate } from '../core/x509.ts';
import { demandNone, findTlsProblem } from './checks.ts';
import type { Check } from './doctor-check.ts';
import type { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';

const dayMs = 86_400_000;
const renewDaysBefore = 14;

/** @throws Failure when it is over, or soon */
export function sayCertificateDays(validTo: string, what: string): string {
  const days = Math.floor((Date.parse(validTo) - Date.now()) / dayMs);
  if (days < 0) throw new Failure(`${what} is over since ${validTo}. Renew it.`);
  if (days < renewDaysBefore) throw new Failure(`${what} ends in ${days} days. Renew it.`);
  return `the certificate is valid for ${days} days`;
}

export function checkTlsFiles({ tls }: Config): string {
  demandNone(findTlsProblem(tls));
  const certificate = tls && readServerCertificate(readFileSync(tls.cert));
  return certificate ? sayCertificateDays(certificate.validTo, `The certificate ${tls.cert}`) : '';
}

/** Room is short from this many times what a server calls itself not ready with. */
const roomTimes = 10;
const gib = 2 ** 30;
const mib = 2 ** 20;

export function listMachineChecks(config: Config, look: VaultLook): Check[] {
  return [
    { name: 'disk', run: () => room(config) },
    ...(config.database === undefined ? [] : [{ name: 'database clock', run: () => databaseClock(look) }]),
  ];
}

async function room({ data, limits }: Config): Promise<string> {
  const { bavail, bsize } = await statfs(data);
  const left = bavail * bsize;
  const text = `${(left / gib).toFixed(1)} GiB are free for ${data}`;
  if (left < roomTimes * limits.diskBytesFreeMin)
    throw new Failure(
      `Only ${text}. With less than ${limits.diskBytesFreeMin / mib} MiB a server is not ready.`,
    );
  return text;
}

const clockSkewMaxMs = 60_000;

async function databaseClock(look: VaultLook): Promise<string> {
  const db = await look.db();
  if (!db) return 'not looked at, as the database cannot be read';
  const before = Date.now();
  const there = await db.leases.now();
  const skewMs = Math.abs(there - (before + Date.now()) / 2);
  if (skewMs > clockSkewMaxMs)
    throw new Failure(
      `The clocks of this machine and of the database differ by ${Math.round(skewMs / 1000)} s. A vault goes by that of its database: set both by NTP.`,
    );
  return `within ${Math.ceil(skewMs / 1000)} s of this machine's`;
}

const answerWithinMs = 10_000;

/** Of a server that runs here. */
export async function checkReady(base: string): Promise<string> {
  const { status } = await fetch(`${base}/ready`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(answerWithinMs),
  });
  if (status === 200) return '';
  throw new Failure(
    `${base}/ready answers with HTTP status ${status}. What keeps it from being ready stands in the log of the server ("not ready").`,
  );
}
