// `keepwell doctor --app`: what an operator asks of an application before trusting it further. Its certificates, its addresses,
// rules wider than what it does, access that nobody uses, sessions that should be over.
import type { Config } from '../config.ts';
import type { Application } from '../core/applications/application.ts';
import type { AppStanding, UnusedRight } from '../core/applications/examine.ts';
import type { Reader } from '../core/store.ts';
import { readAppId } from './command.ts';
import { type Check, Note } from './doctor-check.ts';
import type { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';

const dayMs = 24 * 3_600_000;
/** A certificate is to last so long still. */
const certificateLeftMs = 30 * dayMs;
/** A right or an access is unused when it was not used for so long. */
const unusedAfterMs = 90 * dayMs;
const namedMax = 5;

interface Looked {
  readonly db: Reader;
  readonly app: Application;
  readonly mode: Config['mode'];
}

export async function listAppChecks(
  id: string,
  look: VaultLook,
  { mode }: Pick<Config, 'mode'>,
): Promise<Check[]> {
  const appId = readAppId(id, '--app');
  const db = await look.db();
  if (!db) return [failAtOnce('Not looked at, as the database cannot be read.')];
  const app = await db.applications.byId(appId);
  if (!app) return [failAtOnce(`There is no application ${appId}. \`keepwell app list\` shows them.`)];
  const checks: [string, (looked: Looked) => ReturnType<Check['run']>][] = [
    ['application', ({ app }) => checkState(app)],
    ['certificates', checkCertificates],
    ['addresses', checkAddresses],
    ['rules', checkRules],
    ['unused rights', checkUnused],
    ['sessions', checkSessions],
  ];
  return checks.map(([name, run]) => ({ name, run: () => run({ db, app, mode }) }));
}

/** Where there is nothing to look at. */
function failAtOnce(why: string): Check {
  return {
    name: 'application',
    run: () => {
      throw new Failure(why);
    },
  };
}

function checkState({ id, name, state }: Application): string {
  if (state === 'disabled')
    throw new Failure(`${name} is disabled. To let it work: keepwell app enable ${id}`);
  return `${name}, ${state}`;
}

async function checkCertificates({ db, app }: Looked): Promise<string> {
  const { getCertificateFacts } = await import('../core/x509.ts');
  const certificates = await db.applications.certificates(app.id);
  if (certificates.length === 0) {
    if (app.kind.startsWith('soda') || app.smart) return 'none, and it needs none';
    throw new Failure(
      `It has none, so it cannot sign in. Run: keepwell app add-cert ${app.id} --cert <file>`,
    );
  }
  const now = Date.now();
  const ends = certificates.map(({ thumbprint, pem }) => ({ thumbprint, ...getCertificateFacts(pem) }));
  const over = ends.filter(({ endsAt }) => endsAt <= now);
  const last = Math.max(...ends.map(({ endsAt }) => endsAt));
  if (last <= now + certificateLeftMs)
    throw new Failure(
      `The last one ends on ${dayOf(last)}. Make another with \`keepwell cert create\`, and add it with \`keepwell app add-cert ${app.id}\`.`,
    );
  if (over.length > 0)
    throw new Failure(
      `${listSome(over.map(({ thumbprint }) => thumbprint))} ended. Remove what is over, on the Certificates tab of the application.`,
    );
  return `${certificates.length}, the last until ${dayOf(last)}`;
}

async function checkAddresses({ app, mode }: Looked): Promise<string | Note> {
  const { listOpenAddresses } = await import('../core/applications/examine.ts');
  const { isLoopback } = await import('../core/web-address.ts');
  const open = listOpenAddresses(app);
  if (open.length > 0)
    throw new Failure(
      `${listSome(open)}: who sits between reads along what is sent there. Serve by https, and change the address.`,
    );
  const far = app.redirectHosts.filter(host => !isLoopback(host.replace(/:\d+$/, '')));
  if (far.length > 0)
    throw new Failure(
      `Sandboxes send people to ${listSome(far)} too, where a link says so. Once it is live: keepwell app update ${app.id} --redirect-host ""`,
    );
  if (app.privacyUrl === undefined && app.masterId === undefined) {
    const why = sayNoPrivacy(app);
    // Nobody keeps real data in a sandbox.
    if (mode === 'sandbox') return new Note(why);
    throw new Failure(why);
  }
  return [app.actionUrl, ...(app.smart?.redirectUris ?? [])].filter(Boolean).join(', ') || 'none';
}

function sayNoPrivacy({ id, smart }: Application): string {
  const { isSelfRegistered, documentUrl } = smart ?? {};
  if (documentUrl !== undefined)
    return `It says nothing of privacy. Its document at ${documentUrl} is to name policy_uri.`;
  if (isSelfRegistered) return 'It says nothing of privacy. What it registers with is to name policy_uri.';
  return `It says nothing of privacy. Run: keepwell app update ${id} --privacy-url <address>`;
}

async function checkRules({ db, app }: Looked): Promise<string> {
  const { listUnusedRights } = await import('../core/applications/examine.ts');
  const uses = await db.applications.uses(app.id);
  const wide = listUnusedRights(app.rules, uses).filter(({ typeIds }) => typeIds === 'all');
  if (wide.length === 0) return `${app.rules.length}, none for all kinds of data that it could name`;
  const { nameTypes } = await import('./type-names.ts');
  const named = wide.map(({ rule, mode, permission }) => {
    const types = nameTypes(uses.filter(use => use.permission === permission).map(({ typeId }) => typeId));
    return `${rule} (${mode}) lets it ${permission.toLowerCase()} everything, and it did so with ${listSome(types) || 'nothing'}`;
  });
  throw new Failure(`${named.join('; ')}. Name the types that it needs.`);
}

async function checkUnused({ db, app }: Looked): Promise<string> {
  const { listUnusedRights } = await import('../core/applications/examine.ts');
  const now = Date.now();
  const standing = await readStanding(db, app, now);
  const { firstAuthorizedAt, authorizations, idle } = standing;
  if (firstAuthorizedAt === undefined) return 'nobody authorised it yet';
  if (firstAuthorizedAt > now - unusedAfterMs)
    return `too early to say: people have authorised it since ${dayOf(firstAuthorizedAt)}`;
  const uses = (await db.applications.uses(app.id)).filter(({ lastAt }) => lastAt > now - unusedAfterMs);
  const unused = listUnusedRights(app.rules, uses).filter(({ typeIds }) => typeIds !== 'all');
  const { nameTypes } = await import('./type-names.ts');
  const problems = [
    ...unused.map(right => sayUnused(right, nameTypes)),
    ...(idle > 0
      ? [
          `${idle} of ${authorizations} records that it may use were not used: let go of them by RemoveApplicationRecordAuthorization`,
        ]
      : []),
  ];
  if (problems.length > 0) throw new Failure(`In ${unusedAfterMs / dayMs} days, ${problems.join('; ')}.`);
  return `each was used within ${unusedAfterMs / dayMs} days`;
}

function sayUnused(
  { rule, mode, permission, typeIds }: UnusedRight,
  nameTypes: (ids: readonly string[]) => string[],
): string {
  const types = typeIds === 'all' ? ['everything'] : nameTypes(typeIds);
  return `${rule} (${mode}) was not used to ${permission.toLowerCase()} ${listSome(types)}: take that out of the rule`;
}

async function checkSessions({ db, app }: Looked): Promise<string | Note> {
  const { getCertificateFacts } = await import('../core/x509.ts');
  const now = Date.now();
  const { sessions, strayTokens } = await readStanding(db, app, now);
  const over = (await db.applications.certificates(app.id)).filter(
    ({ pem }) => getCertificateFacts(pem).endsAt <= now,
  );
  const stale = sessions.filter(session => over.some(({ thumbprint }) => thumbprint === session.thumbprint));
  if (stale.length > 0)
    throw new Failure(
      `${sum(stale)} were opened by a certificate that is over since. Remove the certificate, and they end.`,
    );
  if (strayTokens > 0)
    return new Note(
      `${sum(sessions)} open; ${strayTokens} tokens are of people who authorise it no more, and open nothing. It should drop them.`,
    );
  return `${sum(sessions)} open`;
}

function readStanding(db: Reader, app: Application, now: number): Promise<AppStanding> {
  return Promise.resolve(db.applications.standing(app.id, { now, idleSince: now - unusedAfterMs }));
}

function sum(sessions: AppStanding['sessions']): number {
  return sessions.reduce((all, { count }) => all + count, 0);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Some of a list, and how many more there are. */
function listSome(all: readonly string[]): string {
  const more = all.length - namedMax;
  return `${all.slice(0, namedMax).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
