// What children of an application have of their master.
import { compareReach } from '../authorization/reach.ts';
import type { Rule } from '../authorization/rules.ts';
import type { Awaitable } from '../awaitable.ts';
import type { Reader } from '../store.ts';
import type { Application } from './application.ts';

/**
 * An application with what it inherits today: the rules and texts of a SODA child are its master's. No child works
 * when its master may not, whose key opens its sessions too, or has a method group that its master has lost, or asks
 * for what its master may not ask for any more.
 */
export function addInheritance(db: Reader, app: Application): Awaitable<Application> {
  const { masterId } = app;
  return masterId === undefined ? app : inheriting(db, app, masterId);
}

async function inheriting(db: Reader, app: Application, masterId: string): Promise<Application> {
  const master = await db.applications.byId(masterId);
  if (!master) return app;
  const { id, name, createdAt, updatedAt } = app;
  const state = app.state === 'active' ? master.state : app.state;
  const methodGroups = app.methodGroups.filter(
    group => group === 'basic' || master.methodGroups.includes(group),
  );
  if (app.kind !== 'soda-child')
    return { ...app, state, methodGroups, rules: rulesWithin(app.rules, master.rules) };
  return { ...inherit(master, { id, name, createdAt, updatedAt }), state };
}

function rulesWithin(rules: readonly Rule[], ofMaster: readonly Rule[]): readonly Rule[] {
  const isWithin = (some: readonly Rule[]) => compareReach(some, ofMaster).every(({ isGiven }) => isGiven);
  return isWithin(rules) ? rules : rules.filter(rule => isWithin([rule]));
}

/** Everything is the master's but what makes the child one. SODA rules are offline only; so is what it may call. */
export function inherit(
  master: Application,
  own: Pick<Application, 'id' | 'name' | 'createdAt' | 'updatedAt'>,
): Application {
  return {
    ...master,
    ...own,
    kind: 'soda-child',
    masterId: master.id,
    methodGroups: master.methodGroups.filter(
      group => group !== 'connect-package' && group !== 'provisioning',
    ),
    rules: master.rules.every(isOffline) ? master.rules : master.rules.filter(isOffline),
  };
}

function isOffline({ mode }: Application['rules'][number]): boolean {
  return mode === 'offline';
}
