// AddApplication: a master application registers a child. Version 1 takes no list of methods.
import { addChild } from '../core/healthvault/soda/children.ts';
import type { Infer } from '../schema/schema.ts';
import { addApplication } from './contracts/add-application.ts';
import type { newApplication } from './contracts/parts/application.ts';
import { type AppCall, method, version } from './method.ts';
import { readRegistration } from './parts/children.ts';

export default method({
  name: 'AddApplication',
  auth: 'app',
  group: 'provisioning',
  versions: {
    1: version('app', { ...addApplication[1], run: (call, info) => add(call, info, 1) }),
    2: version('app', { ...addApplication[2], run: (call, info) => add(call, info, 2) }),
  },
});

async function add(
  { vault, app, methods }: AppCall,
  info: Infer<typeof newApplication>,
  methodVersion: 1 | 2,
): Promise<{ id: string }> {
  const given = readRegistration(info, methodVersion, vault.limits);
  const { id } = await vault.store.write(db => addChild(db, vault, { master: app, given, methods }));
  return { id };
}
