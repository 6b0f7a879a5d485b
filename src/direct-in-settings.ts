// What settings say of how Direct messages come into the vault, checked. Read by config.ts.
import type { DirectSettings } from './core/direct/settings.ts';
import { isMailDomain } from './core/mail/address.ts';

export interface DirectInConfig extends Required<DirectSettings> {
  /** Where mail comes in; undefined where none does. */
  readonly listen: { readonly host: string; readonly port: number } | undefined;
  /** Is mail taken over TLS alone? */
  readonly demandsTls: boolean;
}

export interface DirectInSettings {
  directDomain?: string;
  directHost?: string;
  directPort?: number | string;
  /** Of what goes out, too: `opportunistic` or `required`. */
  directTls?: string;
  /** `refuse` or `allow`: those that were signed with SHA-1. */
  directSha1Certificates?: string;
}

const portMax = 65_535;

/** Undefined where no domain is named. @throws an error that says what is wrong */
export function readDirectInSettings(
  settings: DirectInSettings,
  { hasTls, mode }: { readonly hasTls: boolean; readonly mode: 'sandbox' | 'production' },
): DirectInConfig | undefined {
  const { directDomain: domain, directHost, directPort, directTls } = settings;
  const acceptsSha1 = readSha1(settings, mode);
  if (domain === undefined) {
    if (directHost !== undefined || directPort !== undefined)
      throw new Error('direct-host and direct-port need direct-domain: the domain of the addresses.');
    return undefined;
  }
  if (!isMailDomain(domain)) throw new Error('direct-domain must be a domain such as direct.example.org.');
  const demandsTls = directTls === 'required';
  const port = directPort === undefined ? undefined : Number(directPort);
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > portMax))
    throw new Error(`direct-port must be a whole number from 0 to ${portMax}.`);
  if (demandsTls && port !== undefined && !hasTls)
    throw new Error('direct-tls: where it is required, mail comes in with tls-cert and tls-key only.');
  return {
    domain: domain.toLowerCase(),
    acceptsSha1,
    listen: port === undefined ? undefined : { host: directHost ?? '127.0.0.1', port },
    demandsTls,
  };
}

/** Whoever can make two certificates of one SHA-1 is whom they want: nobody writes to people by it. */
function readSha1(
  { directSha1Certificates: said = 'refuse' }: DirectInSettings,
  mode: 'sandbox' | 'production',
): boolean {
  if (said !== 'refuse' && said !== 'allow')
    throw new Error('direct-sha1-certificates must be one of refuse, allow.');
  if (said === 'allow' && mode === 'production')
    throw new Error(
      'direct-sha1-certificates: a vault in production takes no certificates that were signed with SHA-1. A sandbox does, for tests with systems of old.',
    );
  return said === 'allow';
}
