// How the key and certificate of an application get into the one file that .NET and Java read them from: commands to copy.
// The settings that name the file are in settings.ts.
import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { Application, Certificate } from '../../../core/applications/application.ts';

export type Client = 'net' | 'netStandard' | 'java' | 'ios' | 'sdk' | 'curl';

/** What the page of certificates, or `keepwell cert create`, leaves with a developer. */
type KeySource = 'browser' | 'commands';

/** Of a Java key store; Java's own custom. keytool takes none that is shorter. */
export const keyStorePassword = 'changeit';

/** The one file that holds both a key and the certificate which was made for it in a browser. */
export function getBrowserFile(appId: string): string {
  return `app-${appId.slice(0, 8)}-key.pem`;
}

/** Where a key and its certificate are, as they are called where the developer works. */
export interface KeyFiles {
  readonly from: KeySource;
  readonly key: string;
  readonly certificate: string;
}

/** As the newest certificate came, where that is known. */
export function findKeyFiles(
  { id }: Pick<Application, 'id'>,
  { certificateFiles = {} }: AppEntry,
  certificates: readonly Certificate[],
): KeyFiles | undefined {
  const [newest] = [...certificates].sort((a, b) => b.addedAt - a.addedAt);
  const file = newest && certificateFiles[newest.thumbprint];
  if (file === undefined) return undefined;
  // What a line to copy may hold: whoever may upload chose the name.
  if (!/^[\w .-]+$/.test(file)) return { from: 'commands', ...getCommandFiles(id) };
  if (file === getBrowserFile(id)) return { from: 'browser', key: file, certificate: file };
  return { from: 'commands', key: file.replace(/(\.[a-z]{2,4})?$/i, '.key'), certificate: file };
}

/** As `keepwell cert create` names them. */
export function getCommandFiles(appId: string): { key: string; certificate: string } {
  return { key: `${appId}.key`, certificate: `${appId}.crt` };
}

/** Ways to have them that are known, or else all there are. */
function listKeyFiles(id: string, files: KeyFiles | undefined): KeyFiles[] {
  const browser = getBrowserFile(id);
  return files
    ? [files]
    : [
        { from: 'browser', key: browser, certificate: browser },
        { from: 'commands', ...getCommandFiles(id) },
      ];
}

/** The file that a client wants, and how to make it. Undefined for a client that reads the key as it is, or has none. */
export function findKeyFile(
  client: Client,
  { id, kind }: Application,
  files?: KeyFiles,
): KeyFile | undefined {
  const maker = kind === 'soda-master' ? undefined : makers[client];
  if (!maker) return undefined;
  return {
    file: maker.file,
    commands: listKeyFiles(id, files).map(({ from, key, certificate }) => {
      const input = key === certificate ? '' : `-inkey ${quote(key)} `;
      return { from, text: maker.commands(`${input}-in ${quote(certificate)}`) };
    }),
  };
}

/** As a shell takes it for one word, and no program for an option. */
function quote(file: string): string {
  const own = file.startsWith('-') ? `./${file}` : file;
  return own.includes(' ') ? `'${own}'` : own;
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
