// What all pages of the documentation share: head, search, navigation and foot. They name each other by where they lie, so that
// the same pages can be read from a server and from a folder (scripts/docs.js).
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import { listNavigation } from './documents.ts';

export interface FrameProps {
  readonly title: string;
  /** Below the folder of the pages; undefined where there is no such page, however deep it is asked for. */
  readonly path: string | undefined;
  readonly children?: Child;
}

export async function printPage(page: Child): Promise<string> {
  return String(await html`<!DOCTYPE html>${page}\n`);
}

/** The way from a page to the folder of the pages. */
export function findWayUp(path: string | undefined): '' | '../' | '/docs/' {
  if (path === undefined) return '/docs/';
  return path.includes('/') ? '../' : '';
}

export function Frame({ title, path, children }: FrameProps) {
  const up = findWayUp(path);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Keepwell documentation`}</title>
        <link rel="icon" href={`${up}assets/mark.svg`} type="image/svg+xml" />
        <link rel="stylesheet" href={`${up}assets/reference.css`} />
        <script src={`${up}assets/docs.js`} defer />
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
                Keepwell docs
              </span>
            </a>
            <search id="search" data-up={up} data-late hidden>
              <input
                id="words"
                type="search"
                placeholder="Search"
                aria-label="Search the documentation"
                aria-controls="hits"
                autocomplete="off"
                spellcheck={false}
              />
              <div id="hits" hidden />
            </search>
            <a href="#contents" class="to-contents">
              Contents
            </a>
          </div>
        </header>
        <div class="columns-of-page">
          <div class="page">
            <main id="content" tabindex={-1}>
              {children}
            </main>
            <footer class="foot">
              <p>Printed from what the server itself runs by.</p>
            </footer>
          </div>
          <Navigation path={path} up={up} />
        </div>
      </body>
    </html>
  );
}

/** It comes behind the page: on a phone it is reached by a link, elsewhere it stands beside. */
function Navigation({ path, up }: { path: string | undefined; up: string }) {
  const sections = listNavigation();
  // Pages of types, vocabularies and methods are below one of the reference.
  const current =
    sections.find(([, entries]) => entries.some(entry => entry.path === path))?.[0] ??
    (path?.includes('/') ? 'Reference' : 'Start');
  return (
    <nav id="contents" aria-label="Contents">
      {sections.map(([section, entries]) => (
        <details open={section === current}>
          <summary>{section}</summary>
          <ul>
            {entries.map(entry => (
              <li>
                <a href={up + entry.path} aria-current={entry.path === path ? 'page' : undefined}>
                  {entry.title}
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}
