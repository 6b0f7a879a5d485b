// The person's side of a package: find it by its code, answer its question, put what is in it into a record.
// Called by the Shell; what applications do is in drop-off.ts.

import { assume } from '../../../assume.ts';
import { findVersion } from '../../../things/index.ts';
import type { Application } from '../../applications/application.ts';
import { notePickUp } from '../../applications/delete.ts';
import type { AuditRow } from '../../audit/audit.ts';
import type { Grant } from '../../authorization/grant.ts';
import { makePickUpGrant } from '../../authorization/pick-up-grant.ts';
import { storeBlobsFor } from '../../blobs/request.ts';
import type { Fault } from '../../faults.ts';
import type { Reader } from '../../store.ts';
import type { ThingWrite } from '../../things/plan.ts';
import { readSingleton } from '../../things/typed.ts';
import { writeThingsIn } from '../../things/write.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { findByTypedCode, findWorkingApp } from '../connect/by-code.ts';
import { countConnectTry, type Trier } from '../connect/tries.ts';
import { verifySignatures } from '../signatures/verify.ts';
import { fault } from '../status-fault.ts';
import { dropBlobs, openBlobsFor, removePackage } from './blobs.ts';
import type { ConnectPackage, DroppedOff } from './connect-package.ts';
import { type Opened, openWithAnswer, openWithSecret } from './crypto/open-package.ts';
import type { Lock } from './crypto/package-cipher.ts';
import type { Secret } from './crypto/secret.ts';
import type { PackageState } from './package-state.ts';
import { getPackageState } from './package-state.ts';
import { runInTurn } from './turns.ts';

export interface FoundPackage {
  readonly dropped: ConnectPackage;
  readonly app: Application;
  readonly state: PackageState;
}

/**
 * The package of a code as somebody typed it; undefined when there is none, or its application may not work.
 * @throws RETRY_LIMIT_EXCEEDED after too many codes that were wrong
 */
export async function findPackage(trier: Trier, typed: string): Promise<FoundPackage | undefined> {
  return findByTypedCode(trier, typed, async (db, hash) =>
    foundOf(db, trier.vault, await db.packages.byCode(hash)),
  );
}

async function findPackageById(db: Reader, vault: Vault, id: string): Promise<FoundPackage | undefined> {
  return foundOf(db, vault, await db.packages.byId(id));
}

async function foundOf(
  db: Reader,
  vault: Vault,
  dropped: ConnectPackage | undefined,
): Promise<FoundPackage | undefined> {
  const app = dropped && (await findWorkingApp(db, vault, dropped.appId));
  return app && { dropped, app, state: getPackageState(vault, dropped) };
}

/** The bytes of a package as they were before it was closed, and how they are to be read. */
export interface Contents {
  readonly bytes: Uint8Array;
  readonly version: DroppedOff['version'];
}

export type Judged =
  | { readonly isRight: true; readonly secret: Secret; readonly contents: Contents }
  | { readonly isRight: false; readonly triesLeft: number };

/**
 * Judges an answer by whether it opens the package. Each counts as wrong until it is found right, so that many at once
 * get no further than the allowed.
 * @throws RETRY_LIMIT_EXCEEDED when the package is used up, or after too many wrong answers to any;
 *   INVALID_IDENTITY_CODE when it is no longer there
 */
export async function judgeAnswer(trier: Trier, packageId: string, answer: string): Promise<Judged> {
  const { vault } = trier;
  const takeBack = await countConnectTry(trier, 'package answer');
  const { droppedOff, wrongAnswers } = await vault.store.write(async db => {
    const dropped = await openPackageOf(db, vault, packageId);
    const counted = { ...dropped, wrongAnswers: dropped.wrongAnswers + 1 };
    await db.packages.update(counted);
    return counted;
  }, ofJob('packages'));
  const opened = await openWith(vault, packageId, droppedOff.lock, answer).catch(async error => {
    await uncount(vault, packageId);
    throw error;
  });
  if (!opened) return { isRight: false, triesLeft: vault.limits.packageAnswersMax - wrongAnswers };
  await takeBack();
  await uncount(vault, packageId);
  const { secret, contents: bytes } = opened;
  return { isRight: true, secret, contents: { bytes, version: droppedOff.version } };
}

function openWith(vault: Vault, packageId: string, lock: Lock, answer: string): Promise<Opened | undefined> {
  return runInTurn(vault, async () => openWithAnswer(lock, answer, await closedContents(vault, packageId)));
}

async function uncount({ store }: Vault, packageId: string): Promise<void> {
  await store.write(async db => {
    const dropped = await db.packages.byId(packageId);
    if (dropped) await db.packages.update({ ...dropped, wrongAnswers: dropped.wrongAnswers - 1 });
  }, ofJob('packages'));
}

async function openPackageOf(
  db: Reader,
  vault: Vault,
  id: string,
): Promise<ConnectPackage & { droppedOff: DroppedOff }> {
  const dropped = await db.packages.byId(id);
  const state = dropped && getPackageState(vault, dropped);
  if (state === 'used up')
    throw fault('RETRY_LIMIT_EXCEEDED', 'Its question was answered wrongly too often.');
  if (state === 'reserved') throw fault('CONNECT_REQUEST_INCOMPLETE');
  if (state !== 'open') throw gone();
  return dropped as ConnectPackage & { droppedOff: DroppedOff };
}

function gone(): Fault {
  return fault('INVALID_IDENTITY_CODE', 'The package is no longer there.');
}

async function closedContents(vault: Vault, packageId: string): Promise<Buffer> {
  const sealed = await vault.store.read(db => db.packages.contents(packageId));
  if (!sealed) throw gone();
  return vault.keys.open(sealed);
}

/** The contents of a package that an answer has opened before. @throws INVALID_IDENTITY_CODE when it is gone */
export async function openAgain(vault: Vault, packageId: string, secret: Secret): Promise<Contents> {
  const { droppedOff } = await vault.store.read(db => openPackageOf(db, vault, packageId));
  const bytes = await runInTurn(vault, async () =>
    openWithSecret(droppedOff.lock, secret, await closedContents(vault, packageId)),
  );
  if (!bytes) throw gone();
  return { bytes, version: droppedOff.version };
}

/**
 * Puts all that is in a package into a record, or nothing; then the package is gone.
 * @param writes what was read from its contents
 * @throws INVALID_IDENTITY_CODE when somebody else was quicker; what keeps things or blobs out of a record
 */
export async function pickUp(
  vault: Vault,
  {
    packageId,
    secret,
    personId,
    recordId,
    writes,
  }: { packageId: string; secret: Secret; personId: string; recordId: string; writes: readonly ThingWrite[] },
): Promise<void> {
  if (writes.length > vault.limits.thingsPerPutMax)
    throw fault('TOO_MANY_THINGS_SPECIFIED', `The limit is ${vault.limits.thingsPerPutMax}.`);
  const typeIds = [...new Set(writes.flatMap(({ typeId }) => (typeId === undefined ? [] : [typeId])))];
  const granted = async (db: Reader) => {
    await openPackageOf(db, vault, packageId);
    const { app } = (await findPackageById(db, vault, packageId)) ?? {};
    if (!app) throw gone();
    return makePickUpGrant(db, app, { personId, recordId, typeIds }, vault.clock.now());
  };
  const { grant, fitted } = await vault.store.read(async db => {
    const grant = await granted(db);
    return { grant, fitted: await fitSingletons(db, grant, writes) };
  });
  const signatures = await verifySignatures(vault, grant, fitted);
  const owner = { appId: assume(grant.app, 'the application of the package').id, personId, recordId };
  const blobIds = await openBlobsFor(vault, { packageId, secret, owner }, fitted, opened =>
    storeBlobsFor(vault, grant, fitted, inline =>
      vault.store.write(
        async db => {
          // Again, for much may have happened while blobs were opened.
          const grant = await granted(db);
          const stored = new Map([...inline, ...opened]);
          await writeThingsIn(db, vault, grant, fitted, { overwrite: false, signatures, stored, packageId });
          await db.audit.add(pickedUp(vault, grant, fitted.length));
          await notePickUp(db, owner.appId);
          return removePackage(db, packageId);
        },
        ofJob('packages', recordId),
      ),
    ),
  );
  await dropBlobs(vault, blobIds);
}

/** Of what a record has one of, what comes is the next version; the one before stays in its history. */
async function fitSingletons(
  db: Reader,
  grant: Grant,
  writes: readonly ThingWrite[],
): Promise<readonly ThingWrite[]> {
  const fitted: ThingWrite[] = [];
  for (const write of writes) {
    const type = write.typeId === undefined ? undefined : findVersion(write.typeId)?.type;
    const present =
      write.id === undefined && type?.singleton ? await readSingleton(db, grant, type) : undefined;
    fitted.push(
      present ? { ...write, id: present.stored.id, versionStamp: present.stored.versionStamp } : write,
    );
  }
  return fitted;
}

function pickedUp({ clock }: Vault, { app, personId, recordId, avenue }: Grant, things: number): AuditRow {
  const action = 'PickUpPackage';
  return { at: clock.now(), action, personId, appId: app?.id, recordId, avenue, details: { things } };
}
