// `keepwell direct trust …`: whom domains of the vault trust to vouch for those they exchange Direct messages with.
import { type Command, Option } from 'commander';
import type { KeptAnchor, KeptBundle, KeptList } from '../core/direct/certificates/ports.ts';
import type { Vault } from '../core/vault.ts';
import { isWebAddress } from '../core/web-address.ts';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { dayOf } from './direct-print.ts';
import { Failure, UsageError } from './explain.ts';
import { readFileUpTo } from './read-file.ts';
import { useVault } from './vault.ts';

interface TrustOptions extends CommonOptions {
  readonly domain?: string;
  readonly signer?: string;
}

export function addDirectTrust(parent: Command, io: Io): void {
  const trust = parent.command('trust').description('Whom domains of the vault trust, and what was revoked.');
  addCommand(
    trust,
    'add <file-or-address>',
    'Trusts the certificates of a file (PEM, DER, p7b, p7c, or such a bundle signed), takes in its revocation lists, or watches a bundle at an https address, which is fetched anew each day.',
  )
    .option('--domain <name>', 'for this domain alone (default: for every one of the vault)')
    .option('--signer <file>', 'the certificate of who must have signed the bundle')
    .action((place: string, options: TrustOptions) => add(place, options, io));
  addCommand(trust, 'list', 'Lists anchors, bundles and revocation lists.').action((options: CommonOptions) =>
    list(options, io),
  );
  addCommand(
    trust,
    'remove <id>',
    'Takes away an anchor, a bundle with its anchors, or a revocation list.',
  ).action((id: string, options: CommonOptions) => remove(id, options, io));
  addCommand(trust, 'revocation', 'Says what becomes of senders whose issuers have no revocation list here.')
    .requiredOption('--domain <name>', 'the domain they write to')
    .addOption(
      new Option('--unknown <what>', 'whether they are verified or not')
        .choices(['allow', 'refuse'])
        .makeOptionMandatory(),
    )
    .action((options: CommonOptions & { domain: string; unknown: string }) => chooseRevocation(options, io));
}

async function readDomain({ domain }: TrustOptions): Promise<string> {
  const { foldDomain } = await import('../core/direct/certificates/binding.ts');
  const folded = domain === undefined ? '' : foldDomain(domain);
  if (folded === undefined) throw new UsageError('--domain must be a domain.');
  return folded;
}

async function add(place: string, options: TrustOptions, io: Io): Promise<void> {
  const domain = await readDomain(options);
  const signer = await readSigner(options);
  const added = await useVault(options, io, vault =>
    isWebAddress(place) ? watch(vault, { place, domain, signer }) : addFile(vault, { place, domain, signer }),
  );
  print(io, options, { added }, [added === 0 ? 'All of it is there already.' : `${added} were added.`]);
}

interface Adding {
  readonly place: string;
  readonly domain: string;
  /** DER. */
  readonly signer: Buffer | undefined;
}

const certificateBytesMax = 65_536;

async function readSigner({ signer }: TrustOptions): Promise<Buffer | undefined> {
  if (signer === undefined) return undefined;
  const { readOneCertificate } = await import('../core/x509.ts');
  const certificate = readOneCertificate(readFileUpTo(signer, certificateBytesMax));
  if (!certificate) throw new UsageError('--signer must be a file with one certificate.');
  return certificate.raw;
}

async function addFile(vault: Vault, { place, domain, signer }: Adding): Promise<number> {
  const { readTrustFile } = await import('../core/direct/certificates/bundle.ts');
  const { takeApart } = await import('../core/direct/certificates/judge.ts');
  const { addTrust } = await import('../core/direct/certificates/trusting.ts');
  const bytes = readFileUpTo(place, vault.limits.directBundleBytesMax);
  const trust = readTrustFile(bytes, vault.limits, signer && takeApart(signer));
  return vault.store.write(db => addTrust(db, vault, { domain, trust }));
}

/** Fetched at once, so that a mistake is seen. */
async function watch(vault: Vault, { place, domain, signer }: Adding): Promise<number> {
  const { refreshBundle } = await import('../core/direct/certificates/refresh.ts');
  const { noteDirect } = await import('../core/direct/certificates/note.ts');
  const { removeTrust } = await import('../core/direct/certificates/trusting.ts');
  const { makeLastingTenure } = await import('../core/leases/tenure.ts');
  const { fetchFile } = await import('../facades/direct/fetch-file.ts');
  const id = vault.ids.guid();
  const bundle: KeptBundle = {
    id,
    domain,
    address: place,
    signer,
    refreshedAt: undefined,
    dueAt: vault.clock.now(),
    problem: undefined,
  };
  const tenure = makeLastingTenure(new AbortController().signal);
  const fetch = (address: string, fetching: Parameters<typeof fetchFile>[2]) =>
    fetchFile(vault, address, fetching);
  const problem = await refreshBundle(vault, fetch, bundle, tenure);
  if (problem !== undefined) {
    await vault.store.write(db => removeTrust(db, vault, id));
    throw new Failure(`The bundle cannot be read. ${problem}`);
  }
  await vault.store.write(db => noteDirect(db, vault, 'AddDirectTrust', id));
  const anchors = await vault.store.read(db => db.directCertificates.anchors());
  return anchors.filter(({ bundleId }) => bundleId === id).length;
}

async function list(options: CommonOptions, io: Io): Promise<void> {
  const { listTrust } = await import('../core/direct/certificates/trusting.ts');
  const { anchors, bundles, lists } = await useVault(options, io, vault => vault.store.read(listTrust));
  const { takeApart } = await import('../core/direct/certificates/judge.ts');
  const told = anchors.map(anchor => tellAnchor(anchor, takeApart(anchor.der)));
  const lines = [
    ...told.map(
      ({ id, domain, subject, notAfter, bundleId }) =>
        `${id}  ${domain || 'every domain'}  ${subject}, until ${notAfter}${bundleId === undefined ? '' : `, of bundle ${bundleId}`}`,
    ),
    ...bundles.map(sayBundle),
    ...lists.map(sayList),
  ];
  const found = {
    anchors: told,
    bundles: bundles.map(({ signer, ...bundle }) => ({ ...bundle, isSigned: signer !== undefined })),
    lists: lists.map(({ id, address, problem, der }) => ({
      id,
      address,
      problem,
      isThere: der !== undefined,
    })),
  };
  print(io, options, found, lines.length > 0 ? lines : ['Nobody is trusted yet.']);
}

function tellAnchor(
  { id, domain, bundleId }: KeptAnchor,
  parts: { readonly certificate: { readonly subject: string }; readonly endsAt: number } | undefined,
) {
  const subject = parts?.certificate.subject.split('\n').join(', ') ?? 'cannot be read';
  return { id, domain, bundleId, subject, notAfter: parts ? dayOf(parts.endsAt) : '' };
}

function sayBundle({ id, domain, address, refreshedAt, problem }: KeptBundle): string {
  const fetched = refreshedAt === undefined ? 'never fetched' : `fetched ${dayOf(refreshedAt)}`;
  return `${id}  ${domain || 'every domain'}  bundle ${address}, ${fetched}${problem === undefined ? '' : `; the last try failed: ${problem}`}`;
}

function sayList({ id, address, der, problem }: KeptList): string {
  const from = address ?? 'a file';
  const state = der === undefined ? ', not fetched yet' : '';
  return `${id}  revocation list of ${from}${state}${problem === undefined ? '' : `; the last try failed: ${problem}`}`;
}

async function remove(id: string, options: CommonOptions, io: Io): Promise<void> {
  const { removeTrust } = await import('../core/direct/certificates/trusting.ts');
  const isGone = await useVault(options, io, vault => vault.store.write(db => removeTrust(db, vault, id)));
  if (!isGone) throw new Failure(`There is no anchor, bundle or list ${id}.`);
  print(io, options, { id }, ['It was taken away.']);
}

async function chooseRevocation(
  options: CommonOptions & { domain: string; unknown: string },
  io: Io,
): Promise<void> {
  const domain = await readDomain(options);
  const refuses = options.unknown === 'refuse';
  const trusting = await import('../core/direct/certificates/trusting.ts');
  await useVault(options, io, vault =>
    vault.store.write(db => trusting.chooseRevocation(db, vault, { domain, needsLists: refuses })),
  );
  print(io, options, { domain, unknown: options.unknown }, [
    refuses
      ? `Senders to ${domain} are verified only where there is a revocation list of their issuers.`
      : `Senders to ${domain} are verified also where there is no revocation list of their issuers.`,
  ]);
}
