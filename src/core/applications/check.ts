// What must hold of an application before it is registered or changed, whoever asks: the command line, the Shell.
import { isIP } from 'node:net';
import { findVersion } from '../../things/index.ts';
import { permissions, type Rule, type RuleTarget } from '../authorization/rules.ts';
import { isReadable, isVisible } from '../printable.ts';
import { hasWebAddress, isWebAddress } from '../web-address.ts';
import { type Application, methodGroups } from './application.ts';

const ruleNameLengthMax = 16;

/** The first thing that is wrong with it, as a sentence; undefined when nothing is. */
export function findApplicationProblem(app: Application, before?: Application): string | undefined {
  if (app.name.trim() === '') return 'The name must not be empty.';
  if (![app.name, ...app.rules.map(rule => rule.name)].every(isVisible))
    return 'A name has characters in it that cannot be seen.';
  if (app.name !== before?.name && hasWebAddress(app.name)) return 'A name has no web address in it.';
  const texts = [app.description, app.connectMessage ?? '', ...app.rules.map(({ reason }) => reason)];
  if (!texts.every(isReadable)) return 'A description, a message or a reason has control characters in it.';
  if (before && before.kind !== app.kind && before.kind !== 'web')
    return `An application of kind ${before.kind} stays one.`;
  for (const group of app.methodGroups) {
    if (!methodGroups.includes(group))
      return `There is no method group ${group}. They are: ${methodGroups.join(', ')}.`;
  }
  return (
    urlProblem(app) ??
    hostProblem(app.redirectHosts, before?.redirectHosts) ??
    domainProblem(app) ??
    countryProblem(app) ??
    prefixProblem(app.ipPrefixes) ??
    rulesProblem(app)
  );
}

function urlProblem(app: Application): string | undefined {
  const urls = {
    'action URL': app.actionUrl,
    'address of the privacy statement': app.privacyUrl,
    'address of the terms': app.termsUrl,
  };
  for (const [what, url] of Object.entries(urls)) {
    if (url !== undefined && !isWebAddress(url)) {
      return `The ${what} must be an http or https address.`;
    }
  }
  return undefined;
}

/** Of those that were there before nothing is asked anew. */
function hostProblem(hosts: readonly string[], before: readonly string[] = []): string | undefined {
  const wrong = hosts.find(host => !before.includes(host) && !isHost(host));
  return wrong === undefined
    ? undefined
    : `${wrong} is no host such as app.example or localhost:8080: give it without scheme and path.`;
}

const hostLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

function isHost(text: string): boolean {
  const [name = '', port = '80', ...rest] = text.split(':');
  const isName = name.length <= 253 && name.split('.').every(label => hostLabel.test(label));
  return rest.length === 0 && isName && /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
}

const domainName = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

function domainProblem({ domainName: name }: Application): string | undefined {
  return name === undefined || domainName.test(name)
    ? undefined
    : 'The domain name must be one such as mail.example.com.';
}

function countryProblem({ recordLocations = [] }: Application): string | undefined {
  const wrong = recordLocations.find(({ country }) => !/^[a-z]{2,3}$/i.test(country));
  return wrong && 'The countries of the records it serves must be ISO codes such as US.';
}

function prefixProblem(prefixes: readonly string[]): string | undefined {
  const wrong = prefixes.find(prefix => !/^[0-9a-f.:]+$/i.test(prefix) && !isSubnet(prefix));
  return wrong === undefined
    ? undefined
    : `${wrong} is no beginning of an IP address, such as 192.168.1., and no subnet, such as 192.168.0.0/16.`;
}

/** As HealthVault's masters write them: an address and how many of its bits count. */
export function isSubnet(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const family = isIP(address);
  return (
    rest.length === 0 && family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
  );
}

function rulesProblem({ rules, kind }: Application): string | undefined {
  const seen = new Set<string>();
  for (const rule of rules) {
    const problem = ruleProblem(rule);
    if (problem) return `Rule "${rule.name}": ${problem}`;
    const key = `${rule.mode} ${rule.name}`;
    if (seen.has(key)) return `Rule "${rule.name}": there are two ${rule.mode} rules of this name.`;
    seen.add(key);
    if (kind === 'soda-master' && rule.mode !== 'offline')
      return `Rule "${rule.name}": a SODA master has offline rules only.`;
  }
  return undefined;
}

function ruleProblem(rule: Rule): string | undefined {
  const length = [...rule.name].length;
  if (rule.name.trim() === '' || length > ruleNameLengthMax)
    return `the name must have 1 to ${ruleNameLengthMax} characters.`;
  if (rule.reason.trim() === '') return 'the reason must not be empty: the consent page shows it.';
  if (rule.mode !== 'online' && rule.mode !== 'offline') return 'the mode must be online or offline.';
  if (rule.permissions.length === 0) return `permissions must name some of ${permissions.join(', ')}.`;
  const unknown = rule.permissions.find(permission => !permissions.includes(permission));
  if (unknown !== undefined) return `there is no permission ${unknown}. They are: ${permissions.join(', ')}.`;
  if (rule.targets.length === 0) return 'it needs a target.';
  return [...rule.targets, ...rule.exceptions].map(targetProblem).find(problem => problem !== undefined);
}

const localDateTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?)?$/;

function targetProblem({ typeIds, from, to }: RuleTarget): string | undefined {
  if (typeIds !== 'all') {
    if (typeIds.length === 0) return 'a target needs types.';
    const unknown = typeIds.find(id => !findVersion(id));
    if (unknown !== undefined) return `there is no thing type ${unknown}.`;
  }
  const wrong = [from, to].find(date => date !== undefined && !localDateTime.test(date));
  if (wrong !== undefined) return `${wrong} is no date such as 2026-11-25 or 2026-11-25T08:30:00.`;
  return undefined;
}
