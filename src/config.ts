// The settings of a vault: from the command line, then KEEPWELL_… variables, then keepwell.json, then defaults.
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { readBackupSettings } from './backup-settings.ts';
import { readBrand } from './brand.ts';
import type { BackupSettings } from './core/backup/settings.ts';
import type { PictureReader } from './core/documents/ports.ts';
import { defaultLimits, type Limits } from './core/limits/limits.ts';
import type { IdentityProvider } from './core/people/identity-provider.ts';
import type { SignUpPolicy } from './core/people/sign-up-policy.ts';
import { signUpPolicies } from './core/people/sign-up-policy.ts';
import type { MasterPlace } from './core/seals/master-place.ts';
import { isLoopback, isWebAddress } from './core/web-address.ts';
import { isProduction } from './data-folder.ts';
import { type DirectInConfig, type DirectInSettings, readDirectInSettings } from './direct-in-settings.ts';
import {
  type DirectOutConfig,
  type DirectOutSettings,
  readDirectOutSettings,
} from './direct-out-settings.ts';
import { type Proxies, readProxies } from './http/proxies.ts';
import { readSecurityContact } from './http/security-txt.ts';
import { readIdentityProviders } from './identity-providers.ts';
import { type MailConfig, readMailSettings } from './mail-settings.ts';
import { masterVariable, readGivenKey, readTokenPlace } from './master-place.ts';
import { type LoggedRequests, type LogLevel, loggedRequests, logLevels } from './observe/log.ts';
import { hasTelemetry, type MetricsSettings, readMetricsSettings } from './observe/settings.ts';
import { type BlobPlace, readBlobPlace } from './storage/blob-store.ts';
import { isPostgresUrl } from './storage/dialects/postgres/address.ts';
import { openTesseract } from './tesseract.ts';

export interface Config {
  readonly data: string;
  /** The address of a PostgreSQL database, with its password; undefined where the vault is a file in its data folder. */
  readonly database: string | undefined;
  /** Where the master key is. */
  readonly masterKey: MasterPlace;
  /** The file of settings, where secrets stand in it. */
  readonly secretsFile: string | undefined;
  readonly host: string;
  readonly port: number;
  /** What clients and browsers reach the server by. */
  readonly publicUrl: string;
  readonly mode: 'sandbox' | 'production';
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Proxies whose X-Forwarded-For and -Proto are believed. */
  readonly trustedProxies: Proxies;
  /** May applications have events sent into private networks? */
  readonly allowPrivateNetworks: boolean;
  readonly limits: Limits;
  readonly mail: MailConfig;
  /** How Direct messages come in; undefined where the vault has no domain for them. */
  readonly directIn: DirectInConfig | undefined;
  /** How Direct messages leave the vault. */
  readonly directOut: DirectOutConfig;
  /** The folder with certificates of those who may vouch for signers, and their revocation lists. */
  readonly signatureTrust: string;
  /** Where the bytes of blobs lie. */
  readonly blobStore: BlobPlace;
  /** Where backups are kept, and when they are made; undefined where the operator makes them otherwise. */
  readonly backup: BackupSettings | undefined;
  /** Who may open an account; unless given, anybody in a sandbox, and in production who is invited or has a code. */
  readonly signUp: SignUpPolicy;
  /** May SMART applications register themselves? */
  readonly smartRegistration: 'open' | 'off';
  /** Who runs the vault, as applications show it; undefined where the vault alone says it. */
  readonly brand: ReturnType<typeof readBrand>;
  /** OpenID providers that people may sign in with. */
  readonly identityProviders: readonly IdentityProvider[];
  /** Where flaws of this vault are reported to, as an address with its scheme; undefined where the operator names none. */
  readonly securityContact: string | undefined;
  /** What reads the words of pictures; undefined where nothing does. */
  readonly ocr: PictureReader | undefined;
  /** Families, or `family:name`. */
  readonly restrictedVocabularies: readonly string[];
  readonly logLevel: LogLevel;
  readonly logRequests: LoggedRequests;
  /** Where Prometheus may ask; undefined for nowhere. */
  readonly metrics: MetricsSettings | undefined;
  /** Does the environment say where OpenTelemetry listens? */
  readonly telemetry: boolean;
  /** Processes that serve the vault on this machine. */
  readonly workers: number;
}

/** What may be given, as text or as JSON: the same names everywhere (`--public-url`, `KEEPWELL_PUBLIC_URL`, `publicUrl`). */
export interface Settings extends DirectInSettings, DirectOutSettings {
  data?: string;
  config?: string;
  host?: string;
  port?: number | string;
  publicUrl?: string;
  mode?: string;
  tlsCert?: string;
  tlsKey?: string;
  trustedProxies?: string | string[];
  privateNetworks?: string;
  smtpUrl?: string;
  smtpCa?: string;
  mailFrom?: string;
  mailbox?: string;
  signUp?: string;
  smartRegistration?: string;
  /** Elements of a FHIR Organization; as text, its JSON. */
  brand?: string | object;
  /** A list of `{ name, label, issuer, clientId, clientSecret }`; as text, its JSON. */
  identityProviders?: string | readonly object[];
  /** `mailto:…`, `https://…` or `tel:+…`. */
  securityContact?: string;
  /** The program, or `off`. */
  ocr?: string;
  restrictedVocabularies?: string;
  signatureTrust?: string;
  blobStore?: string;
  /** `{ target, recipients, at, everyHours, keep, drillEveryDays }`; as text, its JSON. */
  backup?: string | object;
  /** `{ module, label, serial, key, pinFile }`; as text, its JSON. */
  masterToken?: string | object;
  /** `postgres://user:password@host:port/name`. */
  database?: string | undefined;
  logLevel?: string;
  logRequests?: string;
  /** `9464`, or `10.0.0.7:9464` with a token. */
  metrics?: number | string;
  metricsToken?: string;
  /** Or `auto`. */
  workers?: number | string;
  limits?: Partial<Limits>;
}

const names = [
  'data',
  'config',
  'host',
  'port',
  'publicUrl',
  'mode',
  'tlsCert',
  'tlsKey',
  'trustedProxies',
  'privateNetworks',
  'smtpUrl',
  'smtpCa',
  'mailFrom',
  'mailbox',
  'directDomain',
  'directHost',
  'directPort',
  'directTls',
  'directSha1Certificates',
  'directResolver',
  'directRelay',
  'directOutTls',
  'directOutCa',
  'directExchangePort',
  'signUp',
  'smartRegistration',
  'brand',
  'identityProviders',
  'securityContact',
  'ocr',
  'restrictedVocabularies',
  'signatureTrust',
  'blobStore',
  'backup',
  'masterToken',
  'database',
  'logLevel',
  'logRequests',
  'metrics',
  'metricsToken',
  'workers',
] as const;

const secretNames = [
  'smtpUrl',
  'directRelay',
  'identityProviders',
  'database',
  'metricsToken',
] as const satisfies (keyof Settings)[];

/** Where the file lies is not for the file to say. */
const fileNames: readonly string[] = [
  ...names.filter(name => name !== 'data' && name !== 'config'),
  'limits',
];

export class ConfigError extends Error {}

/** @throws ConfigError that says which setting is wrong and what it may be */
export function readConfig(given: Settings, env: NodeJS.ProcessEnv = process.env): Config {
  const fromEnv: Settings = {};
  for (const name of names) {
    const value = env[getEnvironmentName(name)];
    if (value !== undefined && value !== '') (fromEnv as Record<string, string>)[name] = value;
  }
  const first = { ...fromEnv, ...defined(given) };
  const data = resolve(first.data ?? 'data');
  const file = first.config ?? join(data, 'keepwell.json');
  const fromFile = readFile(file, first.config !== undefined);
  const settings: Settings = { ...fromFile, ...first };
  const host = settings.host ?? '127.0.0.1';
  const port = wholeNumber('port', settings.port ?? 8420, 0, 65535);
  const tls = tlsOf(settings);
  const publicUrl = publicUrlOf(settings, { host, port, tls: tls !== undefined });
  // Behind a proxy on this machine it is public too.
  const isLocal = isLoopback(host) && isLoopback(new URL(publicUrl).hostname);
  const mode = modeOf(settings, { isLocal, wasProduction: isProduction(data) });
  return {
    data,
    database: databaseOf(settings),
    masterKey: demand(() => ({
      ...(readGivenKey(masterVariable, env) ?? { kind: 'file' }),
      token: readTokenPlace(settings.masterToken, env),
    })),
    secretsFile: secretNames.some(name => fromFile[name] !== undefined) ? file : undefined,
    host,
    port,
    publicUrl,
    mode,
    tls,
    trustedProxies: demand(() => readProxies(list(settings.trustedProxies)), 'trusted-proxies'),
    allowPrivateNetworks:
      oneOf('private-networks', settings.privateNetworks ?? 'refuse', ['refuse', 'allow']) === 'allow',
    limits: limitsOf(settings.limits),
    mail: demand(() => readMailSettings(settings)),
    directIn: demand(() => readDirectInSettings(settings, { hasTls: tls !== undefined, mode })),
    directOut: demand(() => readDirectOutSettings(settings)),
    signatureTrust: resolve(settings.signatureTrust ?? join(data, 'signature-trust')),
    blobStore: demand(() => readBlobPlace(settings.blobStore ?? 'files')),
    backup: demand(() => readBackupSettings(settings.backup)),
    // A stranger who finds a vault in production opens no account there, nor its first.
    signUp: oneOf('sign-up', settings.signUp ?? (mode === 'sandbox' ? 'open' : 'code'), signUpPolicies),
    smartRegistration: oneOf(
      'smart-registration',
      settings.smartRegistration ?? (mode === 'sandbox' ? 'open' : 'off'),
      ['open', 'off'],
    ),
    brand: demand(() => readBrand(settings.brand)),
    identityProviders: demand(() => readIdentityProviders(settings.identityProviders)),
    securityContact: contactOf(settings),
    ocr: demand(() => openTesseract(settings.ocr)),
    restrictedVocabularies: list(settings.restrictedVocabularies),
    logLevel: oneOf('log-level', settings.logLevel ?? 'info', logLevels),
    logRequests: oneOf('log-requests', settings.logRequests ?? 'all', loggedRequests),
    metrics: demand(() => readMetricsSettings(settings.metrics, settings.metricsToken)),
    telemetry: hasTelemetry(env),
    workers: workersOf(settings),
  };
}

/** `publicUrl` → `KEEPWELL_PUBLIC_URL` */
export function getEnvironmentName(name: string): string {
  return `KEEPWELL_${name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`;
}

function defined<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
}

function readFile(file: string, asked: boolean): Settings {
  if (!existsSync(file)) {
    if (asked) throw new ConfigError(`There is no configuration file ${file}.`);
    return {};
  }
  let settings: unknown;
  try {
    settings = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new ConfigError(`${file} is not valid JSON.`);
  }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new ConfigError(`${file} must hold one object.`);
  for (const [name, value] of Object.entries(settings)) demandSetting(file, name, value);
  return settings;
}

/** A setting that is misspelt would be missed in silence: a vault meant for production could be a sandbox. */
function demandSetting(file: string, name: string, value: unknown): void {
  const known = fileNames.includes(name);
  if (!known)
    throw new ConfigError(`${file}: there is no setting "${name}". It takes ${fileNames.join(', ')}.`);
  const fits =
    name === 'limits' || (['backup', 'masterToken', 'brand'].includes(name) && typeof value !== 'string')
      ? typeof value === 'object' && value !== null && !Array.isArray(value)
      : typeof value === 'string' ||
        (['port', 'workers', 'metrics', 'directPort', 'directExchangePort'].includes(name) &&
          typeof value === 'number') ||
        (name === 'identityProviders' && Array.isArray(value)) ||
        (name === 'trustedProxies' && Array.isArray(value) && value.every(item => typeof item === 'string'));
  if (!fits) throw new ConfigError(`${file}: "${name}" has a value of the wrong kind.`);
}

function wholeNumber(name: string, value: unknown, min: number, max: number): number {
  const number =
    typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
      ? Number(value)
      : Number.NaN;
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}.`);
  }
  return number;
}

function tlsOf({ tlsCert, tlsKey }: Settings): Config['tls'] {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new ConfigError('TLS needs both a certificate and a key.');
  return { cert: tlsCert, key: tlsKey };
}

function modeOf(
  { mode }: Settings,
  { isLocal, wasProduction }: { isLocal: boolean; wasProduction: boolean },
): Config['mode'] {
  if (mode !== undefined && mode !== 'sandbox' && mode !== 'production') {
    throw new ConfigError('mode must be sandbox or production.');
  }
  if (mode === 'sandbox' && wasProduction) {
    throw new ConfigError(
      'This vault has been in production and stays so. Name another data folder for a sandbox.',
    );
  }
  return mode ?? (wasProduction || !isLocal ? 'production' : 'sandbox');
}

function publicUrlOf(
  { publicUrl }: Settings,
  { host, port, tls }: { host: string; port: number; tls: boolean },
): string {
  if (publicUrl === undefined) {
    const name = isLoopback(host) || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
    const url = `${tls ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
    if (!URL.canParse(url))
      throw new ConfigError(`No address can be made of the host ${host}: give a public-url.`);
    return url;
  }
  if (!isWebAddress(publicUrl) || !/^\w+:\/\/[^/?#]+\/*$/.test(publicUrl)) {
    throw new ConfigError('public-url must be an http or https address without a path.');
  }
  return publicUrl.replace(/\/+$/, '');
}

function contactOf({ securityContact: contact }: Settings): string | undefined {
  return contact === undefined ? undefined : demand(() => readSecurityContact(contact), 'security-contact');
}

/** @throws ConfigError that says what `read` says, of the setting `name` where that does not name it */
function demand<T>(read: () => T, name?: string): T {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigError(name === undefined ? message : `${name}: ${message}`);
  }
}

/** What is wrong with an address is told without the address: there is a password in it. */
function databaseOf({ database }: Settings): string | undefined {
  if (database !== undefined && !isPostgresUrl(database))
    throw new ConfigError('database must be postgres://user:password@host:port/name.');
  return database;
}

function oneOf<const V extends string>(name: string, value: string, values: readonly V[]): V {
  const found = values.find(possible => possible === value);
  if (found === undefined) throw new ConfigError(`${name} must be one of ${values.join(', ')}.`);
  return found;
}

const workersMax = 64;

function workersOf({ workers = 1 }: Settings): number {
  if (workers === 'auto') return Math.min(availableParallelism(), workersMax);
  return wholeNumber('workers', workers, 1, workersMax);
}

function list(value: string | string[] | undefined): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : value.split(','))
    .map(item => item.trim())
    .filter(item => item !== '');
}

function limitsOf(given: Partial<Limits> = {}): Limits {
  const limits = { ...defaultLimits };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaultLimits, name)) throw new ConfigError(`limits has no ${name}.`);
    limits[name as keyof Limits] = wholeNumber(`limits.${name}`, value, 0, Number.MAX_SAFE_INTEGER);
  }
  return limits;
}
