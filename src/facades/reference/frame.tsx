// What all reference pages share: head, navigation and footer. They name each other by where they lie, so that the
// same pages can be read from a server and from a folder (scripts/docs.js).
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';

export interface FrameProps {
  readonly title: string;
  /** The way to the folder of the pages: `../` from a folder in it. */
  readonly up: '' | '../' | '/docs/';
  /** Runs the search. */
  readonly script?: boolean;
  readonly children?: Child;
}

export async function printPage(page: Child): Promise<string> {
  return String(await html`<!DOCTYPE html>${page}\n`);
}

const places = [
  ['types', 'Types'],
  ['vocabularies', 'Vocabularies'],
  ['methods', 'Methods'],
] as const;

export function Frame({ title, up, script, children }: FrameProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Keepwell reference`}</title>
        <link rel="icon" href={`${up}assets/mark.svg`} type="image/svg+xml" />
        <link rel="stylesheet" href={`${up}assets/reference.css`} />
        {script && <script src={`${up}assets/search.js`} defer />}
      </head>
      <body class="reference">
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="top">
          <div class="wide">
            <a href={`${up}index.html`} class="brand-link">
              <span class="brand">
                <img src={`${up}assets/mark.svg`} alt="" width="28" height="28" />
                Keepwell reference
              </span>
            </a>
            <nav aria-label="Reference" class="links">
              {places.map(([id, name]) => (
                <a href={`${up}index.html#${id}`}>{name}</a>
              ))}
              <a href={`${up}parts.html`}>Shared parts</a>
              <a href={`${up}statuses.html`}>Status codes</a>
            </nav>
          </div>
        </header>
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <footer class="bottom">
          <div class="wide">
            <p>Printed from the definitions that the server itself runs by.</p>
          </div>
        </footer>
      </body>
    </html>
  );
}
