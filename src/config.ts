// The settings of a vault: from the command line, then KEEPWELL_… variables, then keepwell.json, then defaults.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultLimits, type Limits } from './core/vault.ts';
import { isProduction } from './data-folder.ts';

export interface Config {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** What clients and browsers reach the server by. */
  readonly publicUrl: string;
  readonly mode: 'sandbox' | 'production';
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Addresses of proxies whose X-Forwarded-For and -Proto are believed. */
  readonly trustedProxies: readonly string[];
  readonly limits: Limits;
  readonly logLevel: string;
}

/** What may be given, as text or as JSON: the same names everywhere (`--public-url`, `KEEPWELL_PUBLIC_URL`, `publicUrl`). */
export interface Settings {
  data?: string;
  config?: string;
  host?: string;
  port?: number | string;
  publicUrl?: string;
  mode?: string;
  tlsCert?: string;
  tlsKey?: string;
  trustedProxies?: string | string[];
  logLevel?: string;
  limits?: Partial<Limits>;
}

const names = ['data', 'config', 'host', 'port', 'publicUrl', 'mode', 'tlsCert', 'tlsKey', 'trustedProxies', 'logLevel'] as const;

export class ConfigError extends Error {}

/** @throws ConfigError that says which setting is wrong and what it may be */
export function readConfig(given: Settings, env: NodeJS.ProcessEnv = process.env): Config {
  const fromEnv: Settings = {};
  for (const name of names) {
    const value = env[environmentName(name)];
    if (value !== undefined && value !== '') (fromEnv as Record<string, string>)[name] = value;
  }
  const first = { ...fromEnv, ...defined(given) };
  const data = resolve(first.data ?? 'data');
  const file = first.config ?? join(data, 'keepwell.json');
  const settings: Settings = { ...readFile(file, first.config !== undefined), ...first };
  const host = settings.host ?? '127.0.0.1';
  const port = wholeNumber('port', settings.port ?? 8420, 0, 65535);
  const tls = tlsOf(settings);
  return {
    data,
    host,
    port,
    publicUrl: publicUrlOf(settings, { host, port, tls: tls !== undefined }),
    mode: modeOf(settings, host, isProduction(data)),
    tls,
    trustedProxies: list(settings.trustedProxies),
    limits: limitsOf(settings.limits),
    logLevel: settings.logLevel ?? 'info',
  };
}

/** `publicUrl` → `KEEPWELL_PUBLIC_URL` */
export function environmentName(name: string): string {
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
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new ConfigError(`${file} is not valid JSON.`);
  }
}

function wholeNumber(name: string, value: number | string, min: number, max: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}.`);
  }
  return number;
}

function tlsOf({ tlsCert, tlsKey }: Settings): Config['tls'] {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) throw new ConfigError('TLS needs both a certificate and a key.');
  return { cert: tlsCert, key: tlsKey };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function modeOf({ mode }: Settings, host: string, wasProduction: boolean): Config['mode'] {
  if (mode !== undefined && mode !== 'sandbox' && mode !== 'production') {
    throw new ConfigError('mode must be sandbox or production.');
  }
  if (mode === 'sandbox' && wasProduction) {
    throw new ConfigError('This vault has been in production and stays so. Name another data folder for a sandbox.');
  }
  return mode ?? (wasProduction || !isLoopback(host) ? 'production' : 'sandbox');
}

function publicUrlOf(
  { publicUrl }: Settings,
  { host, port, tls }: { host: string; port: number; tls: boolean },
): string {
  if (publicUrl === undefined) {
    const name = isLoopback(host) || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
    return `${tls ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
  }
  if (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol)) {
    throw new ConfigError('public-url must be an http or https address.');
  }
  return publicUrl.replace(/\/+$/, '');
}

function list(value: string | string[] | undefined): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : value.split(',')).map(item => item.trim()).filter(item => item !== '');
}

function limitsOf(given: Partial<Limits> = {}): Limits {
  const limits = { ...defaultLimits };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaultLimits, name)) throw new ConfigError(`limits has no ${name}.`);
    limits[name as keyof Limits] = wholeNumber(`limits.${name}`, value, 0, Number.MAX_SAFE_INTEGER);
  }
  return limits;
}
