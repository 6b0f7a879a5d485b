// Pages and forms that are for people who are signed in send others to /sign-in; here that becomes a way back. A page is
// come back to after signing in. A form that comes after its person's session has ended is answered with all that was in
// it, to be sent again: its token is the person's, so that it is worth something to nobody else who signs in.
import type { Context, MiddlewareHandler } from 'hono';
import { signInWords } from '../../../locales/words.ts';
import { Layout } from '../../kit/layout.tsx';
import { goTo, show } from '../../web/respond.tsx';
import { getPersonOfForm, type ShellContext, type ShellEnv } from '../../web/visit.ts';
import { addOnward, isOwnPage } from './onward.tsx';

/** Where somebody lands who signed in in a tab of its own. */
export const donePath = '/sign-in/done';

export const signInAndBack: MiddlewareHandler<ShellEnv> = async (c, next) => {
  await next();
  if (c.var.visit.person || c.res.headers.get('location') !== '/sign-in') return;
  if (c.req.method !== 'POST') return comeBackTo(c, addressOf(c.req.url));
  const answer = await unsaved(c);
  if (!answer) return;
  answer.headers.delete('location');
  c.res = undefined;
  c.res = answer;
};

function comeBackTo(c: Context, page: string): void {
  // On the way of signing in itself there is nothing to come back to.
  if (!isOwnPage(page) || page.startsWith('/sign-')) return;
  c.header('Location', signInFor(page));
}

function signInFor(page: string | undefined): string {
  return addOnward('/sign-in', { request: undefined, invitation: undefined, page });
}

function addressOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/** More inputs than the largest form has. */
const inputsMax = 10_000;

/** Undefined for what was no form of a page that was drawn for somebody. */
async function unsaved(c: ShellContext): Promise<Response | undefined> {
  if (/^multipart\//i.test(c.req.header('content-type') ?? '')) {
    c.env.incoming.resume();
    return unkeptPage(c);
  }
  const form = c.var.formRead;
  if (!form || getPersonOfForm(c, form) === undefined) return undefined;
  // Passwords are typed anew.
  return c.req.path.startsWith('/account') || form.size > inputsMax ? unkeptPage(c) : unsavedPage(c, form);
}

/** Without links elsewhere, which would lose it. */
function unsavedPage(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const w = signInWords(visit.language);
  const page = (
    <Layout title={w.unsavedTitle} visit={visit} plain>
      <div class="narrow">
        <h1>{w.unsavedTitle}</h1>
        <p class="lead">{w.unsaved}</p>
        <form method="post" action={addressOf(c.req.url)}>
          {[...form].map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <div class="decision">
            <a class="button" href={signInFor(donePath)} target="_blank" rel="noopener">
              {w.signInThere}
            </a>
            <button type="submit" class="second">
              {w.goOn}
            </button>
          </div>
        </form>
      </div>
    </Layout>
  );
  return show(c, page, { status: 401 });
}

/** Back to the page that the form was on, if the browser says which. */
function unkeptPage(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = signInWords(visit.language);
  const referer = c.req.header('referer') ?? '';
  const isHere = URL.canParse(referer) && new URL(referer).host === c.req.header('host');
  const before = isHere ? addressOf(referer) : undefined;
  const page = (
    <Layout title={w.unsavedTitle} visit={visit}>
      <div class="narrow">
        <h1>{w.unsavedTitle}</h1>
        <p class="lead">{w.unkept}</p>
        <p>
          <a class="button" href={signInFor(isOwnPage(before) ? before : undefined)}>
            {w.title}
          </a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: 401 });
}

export async function showSignedIn(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = signInWords(visit.language);
  if (!visit.person) return goTo(c, signInFor(donePath));
  const page = (
    <Layout title={w.doneTitle} visit={visit}>
      <div class="narrow">
        <h1>{w.doneTitle}</h1>
        <p class="lead">{w.done}</p>
      </div>
    </Layout>
  );
  return show(c, page);
}
