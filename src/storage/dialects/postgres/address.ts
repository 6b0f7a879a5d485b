// Where the database is: postgres://user:password@host:port,host:port/name, the password being told to nobody.
import type { ClientConfig } from 'pg';

export interface PostgresAddress {
  /** One for each host, the first being tried first. */
  readonly configs: readonly ClientConfig[];
  /** Without the password. */
  readonly shown: string;
}

const parts = /^(postgres(?:ql)?:\/\/)([^/?#]*@)?([^/?#@]*)(\/[^/?#]+)((?:\?[^#]*)?)$/;

/** Whether the text is an address of PostgreSQL that names a database. */
export function isPostgresUrl(url: string): boolean {
  const match = parts.exec(url);
  return match !== null && splitHosts(match).every(one => URL.canParse(one));
}

/** @throws when it is none; the address is not in the error */
export function readPostgresUrl(url: string): PostgresAddress {
  const match = parts.exec(url);
  if (!match) throw new Error('A PostgreSQL address is postgres://user:password@host:port/database.');
  const [, scheme, user = '', hosts, database] = match;
  const name = user.replace(/:.*@$/, '@');
  return {
    configs: splitHosts(match).map(connectionString => ({ connectionString })),
    shown: `${scheme}${name}${hosts}${database}`,
  };
}

function splitHosts([
  ,
  scheme = '',
  user = '',
  hosts = '',
  database = '',
  query = '',
]: RegExpExecArray): string[] {
  return hosts.split(',').map(host => `${scheme}${user}${host}${database}${query}`);
}
