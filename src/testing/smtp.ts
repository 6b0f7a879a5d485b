// A real mail server on a free port, which keeps what it is given. With TLS and passwords where a test wants them.
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import type { AddressInfo } from 'node:net';
// x509 resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, as they came. */
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | undefined;
}

export interface TestMailServer extends AsyncDisposable {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** Answers a recipient with an SMTP status instead of taking it. */
  readonly refusals: Map<string, number>;
  close(): Promise<void>;
}

export interface MailServerOptions {
  readonly port?: number;
  /** `starttls` offers it, `tls` speaks nothing else. */
  readonly security?: 'none' | 'starttls' | 'tls';
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** Demands this user and password. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Waited for when a mail has come, and is not answered yet. */
  readonly beforeAnswer?: (mail: ReceivedMail) => Promise<void> | undefined;
}

export async function startMailServer({
  port = 0,
  security = 'none',
  certificate,
  login,
  beforeAnswer,
}: MailServerOptions = {}): Promise<TestMailServer> {
  const received: ReceivedMail[] = [];
  const refusals = new Map<string, number>();
  const server = new SMTPServer({
    secure: security === 'tls',
    disabledCommands: [...(security === 'none' ? ['STARTTLS'] : []), ...(login ? [] : ['AUTH'])],
    authOptional: !login,
    allowInsecureAuth: true,
    ...certificate,
    onAuth({ username, password }, _session, done) {
      if (login && username === login.user && password === login.password) done(null, { user: username });
      else done(Object.assign(new Error('no'), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      const status = refusals.get(address);
      if (status === undefined) done();
      else done(Object.assign(new Error(`not ${address}`), { responseCode: status }));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', part => parts.push(part));
      stream.on('end', async () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString('utf8'),
          secure: session.secure,
          user: session.user as unknown as string | undefined,
        };
        received.push(mail);
        await beforeAnswer?.(mail);
        done();
      });
    },
  });
  server.on('error', () => {});
  const listening = await new Promise<AddressInfo>(resolve => {
    const net = server.listen(port, '127.0.0.1', () => resolve(net.address() as AddressInfo));
  });
  const close = () => new Promise<void>(resolve => server.close(() => resolve()));
  return { port: listening.port, received, refusals, close, [Symbol.asyncDispose]: close };
}

/** A certificate for 0.0.0.0, which leads to this machine without being called loopback. */
export async function mailCertificate(now: number): Promise<{ key: string; cert: string }> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const { n, e } = privateKey.export({ format: 'jwk' });
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=mail server of a test',
    keys: {
      privateKey: (await webcrypto.subtle.importKey(
        'pkcs8',
        privateKey.export({ type: 'pkcs8', format: 'der' }),
        algorithm,
        true,
        ['sign'],
      )) as CryptoKey,
      publicKey: (await webcrypto.subtle.importKey('jwk', { kty: 'RSA', n: n!, e: e! }, algorithm, true, [
        'verify',
      ])) as CryptoKey,
    },
    signingAlgorithm: algorithm,
    notBefore: new Date(now - 86_400_000),
    notAfter: new Date(now + 86_400_000),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '0.0.0.0' }])],
  });
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: cert.toString('pem') };
}
