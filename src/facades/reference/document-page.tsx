// The page of a document: what docs/ says, in the frame of all pages.
import { raw } from 'hono/html';
import type { Document } from './documents.ts';
import { Frame } from './frame.tsx';
import { printMarkdown } from './markdown.ts';

export function DocumentPage({ document }: { document: Document }) {
  return (
    <Frame title={document.title} path={document.path}>
      <article class="document">{raw(printMarkdown(document))}</article>
    </Frame>
  );
}
