// `keepwell app …`: the applications of a vault, as its operator registers them.

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { assume } from '../assume.ts';
import type { Application, Certificate } from '../core/applications/application.ts';
import type { Reader } from '../core/store.ts';
import { addAdmit } from './app-admit.ts';
import { addCommand, type CommonOptions, type Io, print, readAppId } from './command.ts';
import { Failure, UsageError } from './explain.ts';
import { useVault } from './vault.ts';

interface AppOptions extends CommonOptions {
  readonly appId?: string;
  readonly name?: string;
  readonly description?: string;
  readonly kind?: string;
  readonly multiRecord?: boolean;
  readonly actionUrl?: string;
  readonly redirectHost?: string[];
  readonly privacyUrl?: string;
  readonly termsUrl?: string;
  readonly connectMessage?: string;
  readonly methodGroup?: string[];
  readonly ipPrefix?: string[];
  readonly domainName?: string;
  readonly restrictUsers?: boolean;
  readonly recordLocation?: string[];
  readonly childSource?: string[];
  readonly vocabulary?: string[];
  readonly childVocabulary?: string[];
  readonly rules?: string;
  readonly cert?: string;
}

const rulesHelp = `
The rules file is a JSON list of what the application asks people for:

  [{
    "name": "weights",                      at most 16 characters, unique in its mode
    "reason": "To draw your weight curve.", what the consent page says
    "mode": "online",                       or "offline": without the person being signed in
    "permissions": ["Read", "Create"],      of Read, Create, Update, Delete
    "targets": [{ "types": ["weight"] }],   names or ids of types, or "all"; also "from" and "to": 2026-01-31
    "exceptions": [],                       like targets; may be left out
    "optional": {}                          left out for a required rule; else displayFirst, checkedFirst,
                                            checkedByDefault: true or false
  }]`;

/** What an operator registers; children are made by their masters. */
const kinds = ['web', 'master', 'soda-master'];

export function addApp(parent: Command, io: Io): void {
  const app = parent.command('app').description('Applications: what may work with the vault.');
  properties(
    addCommand(app, 'create', 'Registers an application.').requiredOption('--name <text>', 'what people see'),
  )
    .option('--app-id <guid>', 'the id it is to have (default: the one in its certificate, or a new one)')
    .option('--cert <file>', 'a certificate it signs with, PEM')
    .action((options: AppOptions) => create(options, io));
  properties(
    addCommand(app, 'update <app-id>', 'Changes what is named, and nothing else.').option(
      '--name <text>',
      'what people see',
    ),
  ).action((id: string, options: AppOptions) => update(id, options, io));
  addCommand(app, 'show <app-id>', 'Shows an application.').action((id: string, options: AppOptions) =>
    show(id, options, io),
  );
  addCommand(app, 'list', 'Lists the applications.').action((options: AppOptions) => list(options, io));
  addCommand(app, 'add-cert <app-id>', 'Adds a certificate an application signs with.')
    .requiredOption('--cert <file>', 'the certificate, PEM')
    .action((id: string, options: AppOptions) => addCert(id, options, io));
  addCommand(
    app,
    'disable <app-id>',
    'Refuses all calls of an application. Its developers cannot enable it again.',
  ).action((id: string, options: AppOptions) => decide(id, options, io, 'block'));
  addAdmit(app, io);
  addCommand(app, 'enable <app-id>', 'Approves an application, or lets a disabled one work again.').action(
    (id: string, options: AppOptions) => decide(id, options, io, 'enable'),
  );
}

function properties(of: Command): Command {
  return of
    .option('--description <text>', 'what it does for people')
    .option('--kind <kind>', `${kinds.join(', ')}; web can become another, others stay`)
    .option('--multi-record', 'works with several records of a person at once')
    .option('--no-multi-record', 'works with one record of a person at a time')
    .option('--action-url <url>', 'where people return to from the Shell')
    .option('--redirect-host <host...>', 'hosts a sandbox may send people to instead; "" for none')
    .option('--privacy-url <url>', 'its privacy statement')
    .option('--terms-url <url>', 'its terms of use')
    .option(
      '--connect-message <text>',
      'what it tells people who connected a record by a code; "" for nothing',
    )
    .option('--method-group <group...>', 'method groups it may call beside basic; "" for none')
    .option(
      '--ip-prefix <prefix...>',
      'beginnings of the addresses it must call from, or subnets such as 10.0.0.0/16; "" for any',
    )
    .option('--domain-name <name>', 'where its mail comes from')
    .option('--restrict-users', 'only people it admitted by AuthorizeApplication may authorise it')
    .option('--no-restrict-users', 'anybody may authorise it')
    .option('--record-location <country...>', 'countries whose records it serves, as ISO codes; "" for all')
    .option(
      '--vocabulary <name...>',
      'restricted vocabularies it may read, family or family:name; "" for none',
    )
    .option('--child-vocabulary <name...>', 'what a master may give its children of those; "" for none')
    .option(
      '--child-source <source...>',
      'meaningful-use sources a master may give its children; "" for none',
    )
    .option('--rules <file>', 'what it asks people for, JSON (see below)')
    .addHelpText('after', rulesHelp);
}

async function create(options: AppOptions, io: Io): Promise<void> {
  const given = await propertiesOf(options);
  const certificate = options.cert === undefined ? undefined : readFileSync(options.cert, 'utf8');
  const { addCertificate, readApplicationId, registerApplication } = await import(
    '../core/applications/register.ts'
  );
  const id =
    options.appId === undefined ? certificate && readApplicationId(certificate) : readAppId(options.appId);
  const demandSound = await soundness();
  const app = await useVault(options, io, vault =>
    vault.store.write(async db => {
      if (id && (await db.applications.byId(id)))
        throw new Failure(
          `There is an application ${id} already. Use \`keepwell app update\`, or another --app-id.`,
        );
      const app = await registerApplication(db, vault, {
        name: '',
        kind: 'web',
        ...given,
        ...(id && { id }),
      });
      demandSound(app);
      if (certificate) await addCertificate(db, vault, app.id, certificate);
      return withCertificates(db, app);
    }),
  );
  printApp(io, options, app);
}

async function update(id: string, options: AppOptions, io: Io): Promise<void> {
  const given = await propertiesOf(options);
  if (Object.keys(given).length === 0)
    throw new UsageError('Name what is to change. See `keepwell app update --help`.');
  await change(id, options, io, given);
}

async function change(id: string, options: AppOptions, io: Io, to: Partial<Application>): Promise<void> {
  const demandSound = await soundness();
  const app = await useVault(options, io, vault =>
    vault.store.write(async db => {
      const before = await known(db, id);
      const after: Application = { ...before, ...to, updatedAt: vault.clock.now() };
      demandSound(after, before);
      await db.applications.put(after);
      // What a master said in other languages is no longer what it says.
      if (to.name !== undefined) await db.applicationTexts.replace(after.id, 'name', []);
      if (to.description !== undefined) await db.applicationTexts.replace(after.id, 'description', []);
      if (to.rules !== undefined) await db.applicationTexts.replace(after.id, 'rule-reason', []);
      return withCertificates(db, after);
    }),
  );
  printApp(io, options, app);
}

/** The operator's word, as in the pages. */
async function decide(id: string, options: AppOptions, io: Io, what: 'block' | 'enable'): Promise<void> {
  const { blockApplication, enableApplication } = await import('../core/applications/approval.ts');
  const act = what === 'block' ? blockApplication : enableApplication;
  const app = await useVault(options, io, vault =>
    vault.store.write(async db => {
      const { id: appId } = await known(db, id);
      return withCertificates(db, await act(db, vault, { appId, operatorId: undefined }));
    }),
  );
  printApp(io, options, app);
}

async function addCert(id: string, options: AppOptions, io: Io): Promise<void> {
  const pem = readFileSync(assume(options.cert, '--cert'), 'utf8');
  const { addCertificate } = await import('../core/applications/register.ts');
  const app = await useVault(options, io, vault =>
    vault.store.write(async db => {
      const app = await known(db, id);
      await addCertificate(db, vault, app.id, pem);
      return withCertificates(db, app);
    }),
  );
  printApp(io, options, app);
}

async function show(id: string, options: AppOptions, io: Io): Promise<void> {
  const app = await useVault(options, io, vault =>
    vault.store.read(async db => withCertificates(db, await known(db, id))),
  );
  printApp(io, options, app);
}

async function list(options: AppOptions, io: Io): Promise<void> {
  const apps = await useVault(options, io, vault => vault.store.read(db => db.applications.all()));
  const lines = apps.map(app => `${app.id}  ${app.kind.padEnd(11)}  ${app.state.padEnd(8)}  ${app.name}`);
  print(
    io,
    options,
    apps,
    lines.length > 0 ? lines : ['There are no applications yet. `keepwell app create` registers one.'],
  );
}

async function known(db: Reader, id: string): Promise<Application> {
  const app = await db.applications.byId(readAppId(id, 'The application id'));
  if (!app) throw new Failure(`There is no application ${id}. \`keepwell app list\` shows those there are.`);
  return app;
}

/** What the options say of an application; what they do not name is not there. */
async function propertiesOf(options: AppOptions): Promise<Partial<Application>> {
  if (options.kind !== undefined && !kinds.includes(options.kind))
    throw new UsageError(`--kind must be one of ${kinds.join(', ')}.`);
  const { readRules } = await import('./rules-file.ts');
  const { readVocabularyGrant } = await import('../core/vocabularies/restricted.ts');
  const {
    name,
    description,
    kind,
    multiRecord,
    actionUrl,
    redirectHost,
    privacyUrl,
    termsUrl,
    connectMessage,
    methodGroup,
    ipPrefix,
    domainName,
    restrictUsers,
    recordLocation,
    childSource,
    vocabulary,
    childVocabulary,
  } = options;
  const given = {
    name,
    description,
    kind,
    multiRecord,
    actionUrl,
    redirectHosts: items(redirectHost),
    privacyUrl,
    termsUrl,
    connectMessage,
    methodGroups: methodGroup && ['basic', ...(items(methodGroup) ?? []).filter(group => group !== 'basic')],
    ipPrefixes: items(ipPrefix),
    domainName,
    restrictsUsers: restrictUsers,
    recordLocations: items(recordLocation)?.map(country => ({ country })),
    childMeaningfulUseSources: items(childSource),
    vocabularies: items(vocabulary)?.map(readVocabularyGrant),
    childVocabularies: items(childVocabulary)?.map(readVocabularyGrant),
    rules: options.rules === undefined ? undefined : readRules(options.rules),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** A list whose only item is empty says "none". */
function items(given: readonly string[] | undefined): string[] | undefined {
  return given?.filter(item => item !== '');
}

/** Loaded before a write begins: inside one nothing is awaited but the store, for a server may wait for it. */
async function soundness(): Promise<(app: Application, before?: Application) => void> {
  const { findApplicationProblem } = await import('../core/applications/check.ts');
  return (app, before) => {
    const problem = findApplicationProblem(app, before);
    if (problem) throw new Failure(problem);
  };
}

type Shown = Application & { readonly certificates: readonly Pick<Certificate, 'thumbprint'>[] };

async function withCertificates(db: Reader, app: Application): Promise<Shown> {
  const certificates = await db.applications.certificates(app.id);
  return { ...app, certificates: certificates.map(({ thumbprint }) => ({ thumbprint })) };
}

function printApp(io: Io, options: AppOptions, app: Shown): void {
  const line = (name: string, value: string | undefined) => (value ? [`${name.padEnd(18)}${value}`] : []);
  print(io, options, app, [
    ...line('Application', app.id),
    ...line('Name', app.name),
    ...line('Description', app.description),
    ...line('Kind', app.kind + (app.multiRecord ? ', several records at once' : '')),
    ...line('State', app.state),
    ...line('Action URL', app.actionUrl),
    ...line('Redirect hosts', app.redirectHosts.join(', ')),
    ...line('Privacy statement', app.privacyUrl),
    ...line('Terms', app.termsUrl),
    ...line('Connect message', app.connectMessage),
    ...line('Method groups', app.methodGroups.join(', ')),
    ...line('Calls from', app.ipPrefixes.join(', ')),
    ...line('Mail from', app.domainName),
    ...line('People', app.restrictsUsers ? 'only those it admitted' : undefined),
    ...line('Records of', app.recordLocations?.map(({ country }) => country).join(', ')),
    ...line('Methods', app.methods?.join(', ')),
    ...line('Master', app.masterId),
    ...app.certificates.flatMap(({ thumbprint }) => line('Certificate', thumbprint)),
    ...app.rules.flatMap(rule =>
      line(
        'Rule',
        `${rule.name} (${rule.mode}${rule.optional ? ', optional' : ''}): ${rule.permissions.join(', ')}`,
      ),
    ),
  ]);
}
