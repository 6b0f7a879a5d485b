// The pages of those who run the vault.
import type { Hono } from 'hono';
import type { ShellEnv } from '../../web/visit.ts';
import { operatorAppRoutes } from './apps.tsx';
import { childrenRoutes } from './children.tsx';
import { decisionRoutes } from './decision.tsx';
import { healthRoutes } from './health.tsx';
import { overviewRoutes } from './overview.tsx';
import { peopleRoutes } from './people.tsx';
import { switchRoutes } from './switch.tsx';

export function operatorRoutes(app: Hono<ShellEnv>): void {
  const areas = [
    overviewRoutes,
    peopleRoutes,
    operatorAppRoutes,
    decisionRoutes,
    switchRoutes,
    childrenRoutes,
    healthRoutes,
  ];
  for (const add of areas) add(app);
}
