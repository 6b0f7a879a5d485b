// Certificates for servers of tests, and what a client sees of the one that a server shows.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { selfSigned } from '../core/applications/self-signed.ts';

export interface TlsFiles {
  readonly tlsCert: string;
  readonly tlsKey: string;
}

const key = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export const filesIn = (folder: string): TlsFiles => ({
  tlsCert: join(folder, 'tls.crt'),
  tlsKey: join(folder, 'tls.key'),
});

/** A new certificate and its key. @param days it is good for, from now */
export async function makePair(
  days = 30,
  privateKey: KeyObject = key(),
): Promise<{ cert: string; key: string }> {
  return {
    cert: await selfSigned({ commonName: 'localhost', key: privateKey, days, now: Date.now() }),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

export function writePair({ tlsCert, tlsKey }: TlsFiles, pair: { cert: string; key: string }): void {
  writeFileSync(tlsCert, pair.cert);
  writeFileSync(tlsKey, pair.key);
}

export interface TlsConnection extends AsyncDisposable {
  /** Of the certificate that was shown. */
  readonly fingerprint: string;
  /** The status line of an answer over this connection. */
  ask(path: string): Promise<string>;
}

/** A new connection, which stays open. */
export async function connectToTls(port: number): Promise<TlsConnection> {
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const made = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => resolve(made));
    made.once('error', reject);
  });
  return {
    fingerprint: socket.getPeerCertificate().fingerprint256,
    ask: path =>
      new Promise((resolve, reject) => {
        socket.once('error', reject);
        socket.once('close', () => reject(new Error('the connection ended')));
        let told = '';
        const take = (chunk: Buffer) => {
          told += chunk.toString('latin1');
          if (!told.includes('alive\n')) return;
          socket.off('data', take);
          resolve(told.slice(0, told.indexOf('\r\n')));
        };
        socket.on('data', take);
        socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      }),
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}

/** What a new client is shown. */
export async function seeFingerprint(port: number): Promise<string> {
  await using connection = await connectToTls(port);
  return connection.fingerprint;
}
