// What settings say of how Direct messages leave the vault, checked. Read by config.ts.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { type NameServer, readNameServer } from './facades/direct/name-server.ts';
import { isSmtpUrl } from './mail-settings.ts';

export interface DirectOutConfig {
  /** Whom to ask for certificates and mail servers; undefined for those that the machine asks. */
  readonly nameServers: readonly NameServer[] | undefined;
  /** The server that all Direct mail goes by, with user name and password; undefined where it goes to that of each recipient. */
  readonly relay: string | undefined;
  readonly tls: 'opportunistic' | 'required';
  /** Certificates in PEM form that mail servers are trusted by besides the usual ones. */
  readonly ca: string | undefined;
  /** Where mail servers of others listen. */
  readonly exchangePort: number;
}

export interface DirectOutSettings {
  /** `192.0.2.1`, `192.0.2.1:5353`; several with commas between. */
  directResolver?: string;
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  directRelay?: string;
  directOutTls?: string;
  /** A file. */
  directOutCa?: string;
  directExchangePort?: number | string;
}

const smtpPort = 25;
const portMax = 65_535;

/** What is wrong with the relay is told without its address: there is a password in it. @throws an error that says it */
export function readDirectOutSettings({
  directResolver,
  directRelay,
  directOutTls = 'opportunistic',
  directOutCa,
  directExchangePort = smtpPort,
}: DirectOutSettings): DirectOutConfig {
  if (directRelay !== undefined && !isSmtpUrl(directRelay))
    throw new Error('direct-relay must be smtp://user:password@host:port, or smtps://….');
  if (directOutTls !== 'opportunistic' && directOutTls !== 'required')
    throw new Error('direct-out-tls must be one of opportunistic, required.');
  const exchangePort = Number(directExchangePort);
  if (!Number.isInteger(exchangePort) || exchangePort < 1 || exchangePort > portMax)
    throw new Error(`direct-exchange-port must be a whole number from 1 to ${portMax}.`);
  return {
    nameServers: directResolver === undefined ? undefined : directResolver.split(',').map(readResolver),
    relay: directRelay,
    tls: directOutTls,
    ca: directOutCa === undefined ? undefined : readCa(directOutCa),
    exchangePort,
  };
}

function readResolver(text: string): NameServer {
  const server = readNameServer(text.trim());
  if (isIP(server.host) === 0 || server.port < 1 || server.port > portMax)
    throw new Error('direct-resolver must be addresses of name servers such as 192.0.2.1 or 192.0.2.1:5353.');
  return server;
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error('direct-out-ca must be a file of certificates, PEM.');
  }
}
