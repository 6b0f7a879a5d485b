// The help pages, with the privacy statement and the terms. The operator replaces any of them by a Markdown file in the
// data folder: help/<topic>.md, or help/<topic>.<language>.md for one language.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { raw } from 'hono/html';
import { Marked } from 'marked';
import type { Language } from '../../../locales/language.ts';
import { helpWords } from '../../../locales/words.ts';
import { findHelpTopic, type HelpTopic } from '../../kit/help-topics.ts';
import { Layout } from '../../kit/layout.tsx';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { helpPages } from './pages.ts';

export async function showHelp(c: ShellContext): Promise<Response> {
  const folder = c.var.options.helpFolder;
  const { visit } = c.var;
  const w = helpWords(visit.language);
  const topics = Object.keys(helpPages) as HelpTopic[];
  const entries = await Promise.all(
    topics.map(async topic => ({ topic, title: titleOf(await textOf(folder, topic, visit.language)) })),
  );
  const page = (
    <Layout title={w.title} visit={visit} place="help">
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      <ul class="cards">
        {entries.map(({ topic, title }) => (
          <li>
            <a href={`/help/${topic}`}>{title}</a>
          </li>
        ))}
      </ul>
      <p>
        {w.developers} <a href="/docs/">{w.reference}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

export async function showHelpTopic(c: ShellContext): Promise<Response> {
  const folder = c.var.options.helpFolder;
  const { visit } = c.var;
  const topic = findHelpTopic(c.req.param('topic'));
  if (!topic) throw notFound();
  const text = await textOf(folder, topic, visit.language);
  const page = (
    <Layout title={titleOf(text)} visit={visit} place="help">
      <article class="prose">{raw(await markdown.parse(text))}</article>
      <p class="after">
        <a href="/help">{helpWords(visit.language).all}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

/** HTML within a text is shown as it is written, and images of other servers would not load. */
const markdown = new Marked({
  renderer: {
    html: ({ text }) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;'),
  },
});

function titleOf(text: string): string {
  return /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? '';
}

async function textOf(folder: string, topic: HelpTopic, language: Language): Promise<string> {
  const own = [`${topic}.${language}.md`, `${topic}.md`];
  for (const name of own) {
    const text = await readFile(join(folder, name), 'utf8').catch(whenAbsent);
    if (text !== undefined) return text;
  }
  return helpPages[topic](language);
}

function whenAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
