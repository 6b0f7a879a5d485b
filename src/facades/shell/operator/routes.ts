// The pages of those who run the vault.
import type { Hono } from 'hono';
import type { ShellEnv } from '../visit.ts';
import { operatorAppRoutes } from './apps.tsx';
import { childrenRoutes } from './children.tsx';
import { healthRoutes } from './health.tsx';
import { overviewRoutes } from './overview.tsx';
import { peopleRoutes } from './people.tsx';

export function operatorRoutes(app: Hono<ShellEnv>): void {
  for (const add of [overviewRoutes, peopleRoutes, operatorAppRoutes, childrenRoutes, healthRoutes]) add(app);
}
