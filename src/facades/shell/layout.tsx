// What all pages share: head, header, the frame around the content, and the form that carries the browser's token.
import type { Child } from 'hono/jsx';
import { stylesheetPath } from './assets.ts';
import type { Visit } from './visit.ts';

export interface LayoutProps {
  readonly title: string;
  /** Absent where the page is the same for everybody. */
  readonly visit?: Visit | undefined;
  /** Without links elsewhere. */
  readonly plain?: boolean;
  /** Marks the title of a page that comes back with mistakes to mend. */
  readonly hasErrors?: boolean;
  readonly refreshTo?: string;
  readonly script?: string;
  readonly children?: Child;
}

export function Layout({ title, visit, plain, hasErrors, refreshTo, script, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refreshTo !== undefined && <meta http-equiv="refresh" content={`0; url=${refreshTo}`} />}
        <title>{`${hasErrors ? 'Please check: ' : ''}${title} · Keepwell`}</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={stylesheetPath} />
        {script !== undefined && <script src={`/assets/${script}`} defer />}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="top">
          <div class="wide">
            {plain ? (
              <Brand />
            ) : (
              <a href="/" class="brand-link">
                <Brand />
              </a>
            )}
            {!plain && visit && <WhoIsHere visit={visit} />}
          </div>
        </header>
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <footer class="bottom">
          <p>Keepwell keeps your family’s health data where you decide.</p>
        </footer>
      </body>
    </html>
  );
}

function Brand() {
  return (
    <span class="brand">
      <img src="/assets/mark.svg" alt="" width="28" height="28" />
      Keepwell
    </span>
  );
}

function WhoIsHere({ visit }: { visit: Visit }) {
  if (!visit.person) return <a href="/sign-in">Sign in</a>;
  return (
    <div class="who">
      <span class="who-name">{visit.person.name}</span>
      <Form visit={visit} action="/sign-out">
        <button type="submit" class="quiet">
          Sign out
        </button>
      </Form>
    </div>
  );
}

interface FormProps {
  readonly visit: Visit;
  readonly action: string;
  /** A sealed request that the form carries on. */
  readonly request?: string | undefined;
  readonly children?: Child;
}

export function Form({ visit, action, request, children }: FormProps) {
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="form" value={visit.formToken()} />
      {request !== undefined && <input type="hidden" name="request" value={request} />}
      {children}
    </form>
  );
}
