// Sign-in by the Shell for whatever framework has Request and Response. Where a person's token is kept is the application's
// own: a session of its framework, sealed, never a cookie that a script may read.
import { type App, type Person, shellUrl } from '@keepwell/client';

export interface SignInOptions {
  readonly app: App;
  /** Of the Shell, as `app.service()` says. */
  readonly shell: string;
  /** Keeps who came back, and answers the headers that make the browser known the next time. */
  readonly keep: (signedIn: { person: Person; userToken: string }) => Promise<HeadersInit>;
}

export function makeSignIn({ app, shell, keep }: SignInOptions) {
  return {
    /** Sends a person to the Shell, to come back to the page that `?to=` names. */
    leave(request: Request): Response {
      const to = ownPath(new URL(request.url).searchParams.get('to'));
      return redirect(shellUrl(shell, 'AUTH', { appid: app.appId, actionqs: to }));
    },
    /** The action URL: takes a person back from the Shell. */
    async comeBack(request: Request): Promise<Response> {
      const { searchParams } = new URL(request.url);
      const target = searchParams.get('target')?.toLowerCase();
      const userToken = searchParams.get('wctoken');
      if (target !== 'appauthsuccess' || !userToken)
        return new Response('Nothing is shown without your consent.', { status: 403 });
      const person = await app.with({ signal: request.signal }).personInfo({ userToken });
      return redirect(ownPath(searchParams.get('actionqs')), await keep({ person, userToken }));
    },
  };
}

/** A path of this site and no other: whoever made the link may have written anything. */
function ownPath(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : '/';
}

function redirect(location: string, headers: HeadersInit = {}): Response {
  const all = new Headers(headers);
  all.set('location', location);
  return new Response(null, { status: 303, headers: all });
}
