// `keepwell direct check`: do name servers say what partners go by?
import type { Command } from 'commander';
import type { DirectKey } from '../core/direct/certificates/key.ts';
import type { Dns } from '../facades/direct/dns.ts';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { dayOf } from './direct-print.ts';
import { nameOf } from './direct-records.ts';
import { Failure } from './explain.ts';
import { useVault } from './vault.ts';

interface Finding {
  readonly what: string;
  /** Undefined where all is as it must be. */
  readonly problem: string | undefined;
}

const lookUpMs = 20_000;
/** Partners look certificates up again when they are about to end. */
const endsSoonMs = 30 * 86_400_000;

export function addDirectCheck(direct: Command, io: Io): void {
  addCommand(
    direct,
    'check',
    'Asks the name servers for what `setup` said they must have, and looks whether keys come to their end.',
  ).action((options: CommonOptions) => check(options, io));
}

async function check(options: CommonOptions, io: Io): Promise<void> {
  const { listKeys } = await import('../core/direct/certificates/setup.ts');
  const { getDomain } = await import('../core/direct/certificates/binding.ts');
  const { makeDns } = await import('../facades/direct/dns.ts');
  const { keys, now, dns } = await useVault(options, io, async (vault, { directOut }) => ({
    keys: await vault.store.read(db => listKeys(db, vault)),
    now: vault.clock.now(),
    dns: makeDns(directOut.nameServers),
  }));
  const current = keepCurrent(keys, now);
  if (current.length === 0)
    throw new Failure('No key of the vault is good now. `keepwell direct setup` makes one.');
  const domains = [...new Set(current.map(({ boundTo }) => getDomain(boundTo)))];
  const findings = [
    ...(await Promise.all(domains.map(domain => checkExchange(dns, domain)))),
    ...(await Promise.all(current.map(key => checkCertificate(dns, key)))),
    ...current.map(key => checkEnd(key, now)),
  ];
  print(
    io,
    options,
    findings,
    findings.map(({ what, problem }) =>
      problem === undefined ? `ok       ${what}` : `problem  ${what}: ${problem}`,
    ),
  );
  if (findings.some(({ problem }) => problem !== undefined))
    throw new Failure('Partners cannot reach the vault as they should.');
}

/** The newest of each that is good now: it signs. */
function keepCurrent(keys: readonly DirectKey[], now: number): DirectKey[] {
  const good = keys.filter(({ notBefore, notAfter }) => notBefore <= now && now < notAfter);
  return good.filter(({ boundTo }, i) => good.findIndex(one => one.boundTo === boundTo) === i);
}

async function checkExchange(dns: Dns, domain: string): Promise<Finding> {
  const what = `a mail server of ${domain}`;
  try {
    const { records } = await dns.exchanges(domain, AbortSignal.timeout(lookUpMs));
    return { what, problem: records.length > 0 ? undefined : 'there is no MX record' };
  } catch (error) {
    return { what, problem: (error as Error).message };
  }
}

const headBytes = 5;

async function checkCertificate(dns: Dns, { boundTo, certificate }: DirectKey): Promise<Finding> {
  const what = `the certificate of ${boundTo}`;
  try {
    const { records } = await dns.certificates(nameOf(boundTo), AbortSignal.timeout(lookUpMs));
    const isThere = records.some(data => data.subarray(headBytes).equals(certificate));
    const other = records.length > 0 ? 'other certificates are published' : 'there is no CERT record';
    return { what, problem: isThere ? undefined : other };
  } catch (error) {
    return { what, problem: (error as Error).message };
  }
}

function checkEnd({ boundTo, notAfter }: DirectKey, now: number): Finding {
  const isSoon = notAfter - now < endsSoonMs;
  return {
    what: `the key of ${boundTo}, until ${dayOf(notAfter)}`,
    problem: isSoon ? `renew it: keepwell direct certificate renew ${boundTo}` : undefined,
  };
}
