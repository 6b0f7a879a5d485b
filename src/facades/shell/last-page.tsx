// Where people end up who came for an application without an action URL: the application sees the address and takes over.
import type { Hono } from 'hono';
import { Layout } from './layout.tsx';
import { show } from './respond.tsx';
import type { ShellContext, ShellEnv } from './visit.ts';

export function lastPageRoutes(app: Hono<ShellEnv>): void {
  app.get('/application/complete', lastPage);
}

const words: Record<string, { title: string; text: string }> = {
  appauthsuccess: {
    title: 'All done',
    text: 'The app can use the record now. You can close this page and go back to the app.',
  },
  appauthreject: {
    title: 'Nothing was shared',
    text: 'You did not allow the app to use a record. You can close this page.',
  },
  appauthinvalidrecord: {
    title: 'Nothing was shared',
    text: 'The app asked for a record that is not among yours. You can close this page.',
  },
  signout: { title: 'Signed out', text: 'You are signed out. You can close this page.' },
};

function lastPage(c: ShellContext): Promise<Response> {
  const target = c.req.query('target')?.toLowerCase() ?? '';
  const { title, text } = Object.hasOwn(words, target)
    ? words[target]!
    : { title: 'Done here', text: 'You can close this page.' };
  const page = (
    <Layout title={title} plain>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
      </div>
    </Layout>
  );
  return show(c, page, { token: true });
}
