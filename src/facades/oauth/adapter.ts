// What oidc-provider keeps, in the store of the vault. Clients are the applications that are registered here; nothing of them is
// kept by this way.

import type { Adapter, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { findSmartApp, isAlive } from '../../core/smart/access.ts';
import { isDocumentUrl } from '../../core/smart/client.ts';
import {
  consumeKept,
  dropGrant,
  dropKept,
  findKept,
  findKeptByUid,
  keepSmart,
} from '../../core/smart/kept.ts';
import { hashSmartId } from '../../core/smart/rows.ts';
import type { Vault } from '../../core/vault.ts';
import { describeClient } from './clients.ts';
import { ClientDocuments } from './documents.ts';
import { takeRegistration } from './registration.ts';

/** Kinds whose rows have no end of their own are kept so long, in seconds. */
const longSeconds = 3600;

/** @param registers may applications register themselves? */
export function makeAdapter(vault: Vault, registers: boolean): (kind: string) => Adapter {
  const documents = registers ? new ClientDocuments(vault) : undefined;
  return kind => (kind === 'Client' ? openClients(vault, documents) : openKind(vault, kind));
}

function openKind(vault: Vault, kind: string): Adapter {
  return {
    async upsert(id, payload, expiresIn = longSeconds) {
      const isKept = await keepSmart(vault, { kind, id, payload }, expiresIn * 1000);
      if (!isKept) throw new errors.InvalidClientAuth('the assertion was used before');
    },
    async find(id) {
      if (kind === 'Grant' && !(await isGrantAlive(vault, id))) return undefined;
      return findKept<AdapterPayload>(vault, kind, id);
    },
    findByUid: uid => findKeptByUid<AdapterPayload>(vault, kind, uid),
    findByUserCode: async () => undefined,
    async consume(id) {
      if (await consumeKept(vault, kind, id)) return;
      // A code that comes again ends what it gave, also where both came at the same moment.
      const { grantId } = (kind === 'AuthorizationCode' && (await findKept(vault, kind, id))) || {};
      if (grantId !== undefined) await dropGrant(vault, grantId);
      throw new errors.InvalidGrant('it was used before');
    },
    destroy: id => dropKept(vault, kind, id),
    revokeByGrantId: grantId => dropGrant(vault, grantId),
  };
}

/** A person who may not come any more, or went away where they have to be there, grants nothing. */
async function isGrantAlive(vault: Vault, grantId: string): Promise<boolean> {
  const hash = hashSmartId(vault, grantId);
  return vault.store.read(async db => {
    const grant = hash && (await db.smart.grant(hash));
    return grant !== undefined && (await isAlive(db, vault, grant));
  });
}

function openClients(vault: Vault, documents: ClientDocuments | undefined): Adapter {
  return {
    async find(id) {
      const app = await (isDocumentUrl(id)
        ? documents?.find(id)
        : vault.store.read(db => findSmartApp(db, vault, id)));
      // What has a document is called by its address alone.
      return app && (isDocumentUrl(id) || app.smart?.documentUrl === undefined)
        ? describeClient(app)
        : undefined;
    },
    upsert: (id, metadata) => takeRegistration(vault, id, metadata),
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    consume: async () => {},
    destroy: async () => {},
    revokeByGrantId: async () => {},
  };
}
