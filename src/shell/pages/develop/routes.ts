// All pages for developers: the Application Configuration Center.
import type { Hono } from 'hono';
import type { ShellOptions } from '../../shell.ts';
import type { ShellEnv } from '../../web/visit.ts';
import { adminRoutes } from './admins.tsx';
import { appearanceRoutes } from './appearance.tsx';
import { certificateRoutes } from './certificates.tsx';
import { formTabRoutes } from './form-tabs.tsx';
import { developListRoutes } from './list.tsx';
import { liveRoutes } from './live.tsx';
import { localiseRoutes } from './localise.tsx';
import { methodRoutes } from './methods.tsx';
import { overviewRoutes } from './overview.tsx';
import { ruleRoutes } from './rules.tsx';
import { tracingRoutes } from './tracing.tsx';
import { trialRoutes } from './trial.tsx';

export function developRoutes(options: ShellOptions): (app: Hono<ShellEnv>) => void {
  const routes = [
    developListRoutes,
    overviewRoutes,
    formTabRoutes,
    appearanceRoutes,
    methodRoutes,
    ruleRoutes,
    certificateRoutes,
    localiseRoutes,
    adminRoutes,
    liveRoutes,
    tracingRoutes,
    trialRoutes(options),
  ];
  return app => {
    for (const add of routes) add(app);
  };
}
