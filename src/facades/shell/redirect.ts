// redirect.aspx, by which applications send people here.
import type { Hono } from 'hono';
import { goOn } from './accounts.tsx';
import { readForm } from './form.ts';
import { redirectParameters } from './redirect-query.ts';
import { goTo } from './respond.tsx';
import { readShellRequest, sealRequest } from './shell-request.ts';
import { serve } from './targets.ts';
import type { ShellEnv } from './visit.ts';

export function redirectRoutes(app: Hono<ShellEnv>): void {
  app.get('/redirect.aspx', c =>
    serve(c, readShellRequest(redirectParameters(new URL(c.req.url).search.slice(1)))),
  );
  // A form of another site comes without this browser's cookies; the GET that follows it has them.
  app.post('/redirect.aspx', async c => {
    const query = `${new URL(c.req.url).search.slice(1)}&${await readForm(c)}`;
    const request = readShellRequest(redirectParameters(query));
    return goTo(c, `/go?request=${sealRequest(c.var.visit.vault, request)}`);
  });
  app.get('/go', c => goOn(c, c.req.query('request')));
}
