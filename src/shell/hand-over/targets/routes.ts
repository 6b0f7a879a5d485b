// The pages that belong to targets of redirect.aspx and to nothing else.
import type { Hono } from 'hono';
import type { ShellEnv } from '../../web/visit.ts';
import { addRecordRoutes } from './new-record.tsx';
import { recordListOfAppRoutes } from './record-list.ts';
import { returnRoutes } from './refused.tsx';
import { signOutRoutes } from './sign-out.tsx';

export function targetRoutes(app: Hono<ShellEnv>): void {
  returnRoutes(app);
  addRecordRoutes(app);
  recordListOfAppRoutes(app);
  signOutRoutes(app);
}
