// SODA: applications on devices. Each device gets a child of its own of a master application, with a secret instead of a
// certificate. The child comes to be when a person consents in the Shell; until then all of it is inside a sealed token.
// Called by methods/new-application-creation-info.ts and by the Shell's CREATEAPPLICATION.

import { assume } from '../../../assume.ts';
import type { Application } from '../../applications/application.ts';
import { inherit } from '../../applications/inheritance.ts';
import { dropInvisible, dropQuotes, isVisible } from '../../printable.ts';
import { hashSha256 } from '../../secrets.ts';
import type { Reader, Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { hasWebAddress } from '../../web-address.ts';
import { fault } from '../status-fault.ts';

const secretBytes = 32;

/** What a device gets to know before a person agrees. */
export interface NewChild {
  readonly appId: string;
  /** Base64. */
  readonly secret: string;
  /** For the Shell's CREATEAPPLICATION. Works once, for a while. */
  readonly creationToken: string;
}

/** Prepares a child. Nothing is stored. @throws INVALID_APP when there is no such master that may work */
export async function prepareChild(vault: Vault, masterId: string | undefined): Promise<NewChild> {
  await vault.store.read(db => findMaster(db, vault, masterId));
  const appId = vault.ids.guid();
  const secret = vault.ids.bytes(secretBytes).toString('base64');
  const expiresAt = vault.clock.now() + vault.limits.appCreationTokenTtlMs;
  const inside: CreationToken = {
    kind: tokenKind,
    appId,
    masterId: assume(masterId, 'a master'),
    secret,
    expiresAt,
  };
  return {
    appId,
    secret,
    creationToken: vault.keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url'),
  };
}

interface CreationToken {
  readonly kind: typeof tokenKind;
  readonly appId: string;
  readonly masterId: string;
  readonly secret: string;
  readonly expiresAt: number;
}
const tokenKind = 'soda-creation';

async function findMaster(db: Reader, vault: Vault, id: string | undefined): Promise<Application> {
  const master = id === undefined ? undefined : await db.applications.byId(id);
  if (master?.kind !== 'soda-master')
    throw fault('INVALID_APP', 'NewApplicationCreationInfo needs a SODA master application.');
  if (!isAllowed(master, vault)) throw fault('INVALID_APP');
  return master;
}

function isAllowed({ state }: Application, { mode }: Vault): boolean {
  return state === 'active' || (state === 'pending' && mode === 'sandbox');
}

/** A child that is about to be: what the consent page shows. */
export interface ChildToBe {
  readonly app: Application;
  readonly token: CreationToken;
  /** The application the device is made for, which was approved, where the words of the device were not. */
  readonly madeFor: { readonly name: string; readonly website: string | undefined };
  /** What the device calls itself. */
  readonly device: string | undefined;
}

/**
 * The child a creation token stands for, under a name the person will know the device by.
 * @throws APPLICATION_CREATION_TOKEN_INVALID for a token that is wrong, used, over or another master's; INVALID_APP
 */
export async function readChildToBe(
  db: Reader,
  vault: Vault,
  {
    masterId,
    creationToken,
    instanceName,
  }: { masterId: string; creationToken: string; instanceName: string },
): Promise<ChildToBe> {
  const token = openToken(vault, creationToken);
  const now = vault.clock.now();
  if (token?.masterId !== masterId || token.expiresAt <= now)
    throw fault('APPLICATION_CREATION_TOKEN_INVALID');
  if (await db.applications.byId(token.appId)) throw fault('APPLICATION_CREATION_TOKEN_INVALID');
  const master = await findMaster(db, vault, masterId);
  const device = deviceName(token.appId, instanceName);
  const name = device === undefined ? master.name : `${master.name} (${device})`;
  const { website } = await db.appAdmins.entry(master.id);
  return {
    app: inherit(master, { id: token.appId, name, createdAt: now, updatedAt: now }),
    token,
    madeFor: { name: master.name, website },
    device,
  };
}

/** Stores the child. In the transaction that authorises it. @throws APPLICATION_CREATION_TOKEN_INVALID when it exists by now */
export async function createChild(
  db: Writer,
  vault: Vault,
  { app, token }: Pick<ChildToBe, 'app' | 'token'>,
  personId: string,
): Promise<void> {
  const used = hashSha256(token.appId);
  if (!(await db.sessions.useOnce(tokenKind, used, vault.clock.now(), token.expiresAt))) {
    throw fault('APPLICATION_CREATION_TOKEN_INVALID');
  }
  await db.applications.put(app);
  await db.applications.putSharedSecret(app.id, vault.keys.seal(Buffer.from(token.secret, 'base64')));
  const at = vault.clock.now();
  const details = { masterId: token.masterId };
  await db.audit.add({
    at,
    action: 'CreateApplication',
    personId,
    appId: app.id,
    recordId: undefined,
    avenue: 'Online',
    details,
  });
}

const deviceNameMax = 40;

/**
 * It comes from the link, so from anybody: a name that no other thing could have is none, and pages quote it. .NET gives the child's id for
 * want of one, which tells a person nothing.
 */
function deviceName(childId: string, instanceName: string): string | undefined {
  const device = [...dropQuotes(dropInvisible(instanceName))].slice(0, deviceNameMax).join('').trim();
  const isName = isVisible(device) && !hasWebAddress(device) && device.toLowerCase() !== childId;
  return isName ? device : undefined;
}

function openToken({ keys }: Vault, creationToken: string): CreationToken | undefined {
  try {
    const token = JSON.parse(keys.open(Buffer.from(creationToken, 'base64url')).toString());
    return token.kind === tokenKind ? token : undefined;
  } catch {
    // Not sealed here.
    return undefined;
  }
}
