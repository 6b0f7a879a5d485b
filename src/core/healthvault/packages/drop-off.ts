// AllocatePackageId, CreateConnectPackage and DeletePendingConnectPackage: what an application does with packages.
import { assume } from '../../../assume.ts';
import type { Application } from '../../applications/application.ts';
import type { Reader, Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { demandMayInvite } from '../connect/connect-state.ts';
import { demandQuestion } from '../connect/create.ts';
import { hashIdentityCode, makeIdentityCode, readIdentityCode } from '../connect/identity-code.ts';
import type { Renamer } from '../connect/renaming.ts';
import { notePackage } from '../meaningful-use/receipts.ts';
import { fault } from '../status-fault.ts';
import { claimBlobs, dropBlobs, removePackage } from './blobs.ts';
import type { ConnectPackage } from './connect-package.ts';
import { algorithms, type Lock } from './crypto/package-cipher.ts';
import { encodeUtf8 } from './crypto/secret.ts';
import { getPackageState } from './package-state.ts';

/** @returns a reserved identity code */
export async function allocatePackageId(vault: Vault, app: Application): Promise<string> {
  demandMayInvite(app);
  const code = makeIdentityCode(vault.ids);
  await vault.store.write(async db => {
    await db.packages.insert(reserved(vault, app, code));
    await demandRoom(db, vault, app, 0);
  }, ofJob('packages'));
  return code;
}

function reserved({ ids, clock }: Vault, app: Application, code: string): ConnectPackage {
  return {
    id: ids.guid(),
    appId: app.id,
    codeHash: hashIdentityCode(code),
    createdAt: clock.now(),
    wrongAnswers: 0,
    droppedOff: undefined,
  };
}

/** How a package says it is closed, before that is judged. */
export interface StatedLock {
  readonly algorithm: Lock['algorithm'] | 'none';
  readonly parameters:
    | { readonly salt: string; readonly iterations: number; readonly keyBits: number }
    | undefined;
}

export interface NewPackage {
  /** A reserved one. */
  readonly identityCode?: string | undefined;
  readonly friendlyName: string;
  readonly question: string;
  readonly externalId: string;
  readonly lock: StatedLock;
  readonly contents: Buffer;
  readonly version: 1 | 2;
  /** Of the streamed blobs of the things in it. */
  readonly blobUrls: readonly string[];
}

/**
 * @returns the identity code
 * @throws INVALID_VERIFICATION_QUESTION; INVALID_IDENTITY_CODE for a code that was not reserved by this application or
 *   has expired; CONNECT_PACKAGE_EXISTS; INVALID_XML, INVALID_PACKAGE_CONTENTS when nothing could ever open it;
 *   RETRY_LIMIT_EXCEEDED; what is wrong with a blob
 */
export async function createConnectPackage(
  vault: Vault,
  app: Application,
  given: NewPackage,
): Promise<string> {
  demandMayInvite(app);
  demandQuestion(given.question);
  const lock = usableLock(given.lock, vault.limits.packageIterationsMax);
  const { contents } = given;
  if (contents.length === 0) throw fault('INVALID_XML', 'A package must have contents.');
  if (contents.length % algorithms[lock.algorithm].blockBytes !== 0)
    throw fault('INVALID_PACKAGE_CONTENTS', 'They must be whole blocks of the cipher.');
  const sealed = vault.keys.seal(contents);
  const code = givenCode(given.identityCode) ?? makeIdentityCode(vault.ids);
  await vault.store.write(async db => {
    const dropped = await placeFor(db, vault, app, code, given.identityCode !== undefined);
    const blobs = await claimBlobs(db, vault, app, given.blobUrls);
    await demandRoom(db, vault, app, contents.length + blobs.bytes);
    const { friendlyName, question, externalId, version } = given;
    const size = contents.length + blobs.bytes;
    await db.packages.update({
      ...dropped,
      createdAt: vault.clock.now(),
      droppedOff: { friendlyName, question, externalId, lock, version, size },
    });
    await db.packages.putContents(dropped.id, sealed, blobs.ids);
    await notePackage(db, vault, app, code);
  }, ofJob('packages'));
  return code;
}

const saltBytesMin = 8;

/** @throws INVALID_XML for what no answer could open, or would take too long */
function usableLock({ algorithm, parameters }: StatedLock, iterationsMax: number): Lock {
  if (algorithm === 'none')
    throw fault('INVALID_XML', 'A package must be encrypted: algorithm-name must not be none.');
  if (!parameters) throw fault('INVALID_XML', 'encrypt-algorithm must have its parameters.');
  const { salt, iterations, keyBits } = parameters;
  if (encodeUtf8(salt).length < saltBytesMin)
    throw fault('INVALID_XML', `salt must have at least ${saltBytesMin} bytes.`);
  if (iterations < 1 || iterations > iterationsMax)
    throw fault('INVALID_XML', `iteration-count must be from 1 to ${iterationsMax}.`);
  const { keyBits: allowed } = algorithms[algorithm];
  if (!allowed.includes(keyBits))
    throw fault('INVALID_XML', `key-length must be ${allowed.join(' or ')} for ${algorithm}.`);
  return { algorithm, salt, iterations };
}

function givenCode(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const code = readIdentityCode(typed);
  if (code === undefined) throw fault('INVALID_IDENTITY_CODE', 'A code has five groups of four letters.');
  return code;
}

async function placeFor(
  db: Writer,
  vault: Vault,
  app: Application,
  code: string,
  wasReserved: boolean,
): Promise<ConnectPackage> {
  if (!wasReserved) {
    const dropped = reserved(vault, app, code);
    await db.packages.insert(dropped);
    return dropped;
  }
  const dropped = await db.packages.byCode(hashIdentityCode(code));
  const state = dropped?.appId === app.id ? getPackageState(vault, dropped) : 'expired';
  if (state === 'expired')
    throw fault('INVALID_IDENTITY_CODE', 'It must be one that AllocatePackageId gave this application.');
  if (state !== 'reserved') throw fault('CONNECT_PACKAGE_EXISTS', 'A package cannot be changed.');
  return assume(dropped, 'the place that was reserved');
}

/** @throws RETRY_LIMIT_EXCEEDED when an application has more waiting than it may */
async function demandRoom(db: Reader, { limits }: Vault, app: Application, more: number): Promise<void> {
  const { count, bytes } = await db.packages.held(app.id);
  const { packagesPerAppMax, packageBytesPerAppMax } = limits;
  if (count <= packagesPerAppMax && bytes + more <= packageBytesPerAppMax) return;
  const most = `${packagesPerAppMax} packages of ${packageBytesPerAppMax} bytes`;
  throw fault('RETRY_LIMIT_EXCEEDED', `No more than ${most} may wait for an application. Delete some first.`);
}

/**
 * Takes back one package by its code, or all by their external id. What is not there needs not go: it may have been
 * picked up, which an application does not learn.
 */
export async function deletePendingPackages(
  vault: Vault,
  app: Application,
  which: { identityCode: string } | { externalId: string },
): Promise<void> {
  demandMayInvite(app);
  const blobIds = await vault.store.write(async db => {
    const all =
      'externalId' in which
        ? await db.packages.byExternalId(app.id, which.externalId)
        : [await byTypedCode(db, which.identityCode)];
    const released: string[] = [];
    for (const dropped of all)
      if (dropped?.appId === app.id) released.push(...(await removePackage(db, dropped.id)));
    return released;
  }, ofJob('packages'));
  await dropBlobs(vault, blobIds);
}

async function byTypedCode(db: Reader, typed: string): Promise<ConnectPackage | undefined> {
  const code = readIdentityCode(typed);
  return code === undefined ? undefined : db.packages.byCode(hashIdentityCode(code));
}

/** The packages' part in UpdateExternalId. @throws CONNECT_REQUEST_INCOMPLETE for a code that is reserved only */
export const renamePackages: Renamer = async (db, _vault, which, externalId) => {
  const all =
    'codeHash' in which
      ? [await db.packages.byCode(which.codeHash)]
      : await db.packages.byExternalId(which.appId, which.externalId);
  let count = 0;
  for (const dropped of all) {
    if (dropped?.appId !== which.appId) continue;
    if (!dropped.droppedOff) throw fault('CONNECT_REQUEST_INCOMPLETE', 'It has no external id before those.');
    await db.packages.update({ ...dropped, droppedOff: { ...dropped.droppedOff, externalId } });
    count += 1;
  }
  return count;
};
