// How the key and certificate of an application get into the one file that .NET and Java read them from: commands to copy.
// The settings that name the file are in settings.ts.
import type { Application } from '../../../core/applications/application.ts';

export type Client = 'net' | 'netStandard' | 'java' | 'ios' | 'sdk' | 'curl';

/** What the page of certificates, or `keepwell cert create`, leaves with a developer. */
export type KeySource = 'browser' | 'commands';

/** Of a Java key store; Java's own custom. keytool takes none that is shorter. */
export const keyStorePassword = 'changeit';

/** The one file that holds both a key and the certificate which was made for it in a browser. */
export function getBrowserFile(appId: string): string {
  return `app-${appId.slice(0, 8)}-key.pem`;
}

/** As `keepwell cert create` names them. */
export function getCommandFiles(appId: string): { key: string; certificate: string } {
  return { key: `${appId}.key`, certificate: `${appId}.crt` };
}

/** The file that a client wants, and how to make it. Undefined for a client that reads the key as it is, or has none. */
export function findKeyFile(client: Client, { id, kind }: Application): KeyFile | undefined {
  const maker = kind === 'soda-master' ? undefined : makers[client];
  if (!maker) return undefined;
  const { key, certificate } = getCommandFiles(id);
  return {
    file: maker.file,
    commands: [
      { from: 'browser', text: maker.commands(`-in ${getBrowserFile(id)}`) },
      { from: 'commands', text: maker.commands(`-inkey ${key} -in ${certificate}`) },
    ],
  };
}

interface KeyFile {
  readonly file: string;
  readonly commands: readonly { from: KeySource; text: string }[];
}

const makers: Partial<Record<Client, { file: string; commands: (input: string) => string }>> = {
  // The ciphers by which older Windows and Mono read such a file; openssl 3 writes newer ones by itself.
  net: {
    file: 'app.pfx',
    commands: input =>
      `openssl pkcs12 -export ${input} -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -passout pass: -out app.pfx`,
  },
  java: {
    file: 'app.jks',
    commands: input =>
      [
        `openssl pkcs12 -export ${input} -name app -passout pass:${keyStorePassword} -out app.p12`,
        `keytool -importkeystore -srckeystore app.p12 -srcstoretype PKCS12 -srcstorepass ${keyStorePassword} -destkeystore app.jks -deststoretype JKS -deststorepass ${keyStorePassword}`,
      ].join('\n'),
  },
};
