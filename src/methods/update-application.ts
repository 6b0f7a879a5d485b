// UpdateApplication: a master application changes a child; what is not named stays. Version 1 takes no list of methods.
import { updateChild } from '../core/healthvault/soda/children.ts';
import type { Infer } from '../schema/schema.ts';
import type { applicationChange } from './contracts/parts/application.ts';
import { updateApplication } from './contracts/update-application.ts';
import { type AppCall, method, version } from './method.ts';
import { readRegistration } from './parts/children.ts';

export default method({
  name: 'UpdateApplication',
  auth: 'app',
  group: 'provisioning',
  versions: {
    1: version('app', { ...updateApplication[1], run: (call, info) => update(call, info, 1) }),
    2: version('app', { ...updateApplication[2], run: (call, info) => update(call, info, 2) }),
  },
});

async function update(
  { vault, app, methods }: AppCall,
  info: Infer<typeof applicationChange>,
  methodVersion: 1 | 2,
): Promise<void> {
  const given = readRegistration(info, methodVersion, vault.limits);
  await vault.store.write(db => updateChild(db, vault, { master: app, given, methods }, info.id));
}
