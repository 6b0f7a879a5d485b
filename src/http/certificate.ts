// The certificate that a server shows: read when it starts, and again when its files change or the operator says so. New
// connections get the new one, those that are open go on. One that cannot be used leaves the one before. Called by main.ts.
import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SecureContextOptions } from 'node:tls';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Clock } from '../core/world.ts';
import { readServerCertificate } from '../core/x509.ts';

type TlsFiles = NonNullable<Config['tls']>;

export interface Pair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** @throws what the system says of a file that cannot be read */
export function readPair({ cert, key }: TlsFiles): Pair {
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

/**
 * What a connection agrees on: keys of its own, which no key that is stolen later gives away, and ciphers that tell of a change.
 * Clients from before 2016 or so that know none of these come through a proxy that knows more.
 */
export const tlsRules: SecureContextOptions = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
};

export interface Follower {
  /** Reads the files now, and logs what came of it. */
  reload(): void;
  stop(): void;
}

interface FollowOptions {
  readonly files: TlsFiles;
  /** What it was started with. */
  readonly pair: Pair;
  readonly lookMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Files are looked at again and again, since what renews certificates moves links about, which the system does not tell of.
 * @param lookMs 0 for never
 */
export function followCertificate(
  server: { setSecureContext(options: SecureContextOptions & Pair): void },
  { files, pair, lookMs, clock, log }: FollowOptions,
): Follower {
  let shown = pair;
  /** What could not be used at the last look, and whether that was told. */
  let refused: { readonly problem: string; readonly isTold: boolean } | undefined;

  const take = (isAsked: boolean) => {
    const found = readNext(files, clock.now());
    const { problem } = found;
    if (problem === undefined) {
      refused = undefined;
      if (!isAsked && isSame(found.next, shown)) return;
      server.setSecureContext({ ...tlsRules, ...found.next });
      shown = found.next;
      const { validTo, serialNumber } = found.certificate;
      log.info({ validTo, serialNumber }, 'certificate loaded');
      return;
    }
    // A certificate whose key is still on its way is no fault: what is no better at the next look is, and told once.
    const wasSeen = refused?.problem === problem;
    const isToTell = isAsked || (wasSeen && refused?.isTold === false);
    if (isToTell) log.error({ problem, file: files.cert }, 'certificate not loaded, the one before goes on');
    refused = { problem, isTold: isToTell || (wasSeen && refused?.isTold === true) };
  };

  const timer = lookMs > 0 ? setInterval(() => take(false), lookMs) : undefined;
  timer?.unref();
  return { reload: () => take(true), stop: () => clearInterval(timer) };
}

type Next =
  | { readonly next: Pair; readonly certificate: X509Certificate; readonly problem?: undefined }
  | { readonly problem: string };

function readNext(files: TlsFiles, now: number): Next {
  let next: Pair;
  try {
    next = readPair(files);
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? (error as Error).message };
  }
  const certificate = readServerCertificate(next.cert);
  if (!certificate) return { problem: 'the certificate is not one in PEM form' };
  let key: KeyObject;
  try {
    key = createPrivateKey(next.key);
  } catch {
    return { problem: 'the key is not a private key in PEM form without a passphrase' };
  }
  if (!certificate.checkPrivateKey(key)) return { problem: 'the key is not that of the certificate' };
  if (Date.parse(certificate.validTo) < now)
    return { problem: `the certificate is over since ${certificate.validTo}` };
  return { next, certificate };
}

function isSame(one: Pair, other: Pair): boolean {
  return one.cert.equals(other.cert) && one.key.equals(other.key);
}
