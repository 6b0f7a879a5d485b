// What the pages of messages share: the folders, with how many wait in them.

import type { Child } from 'hono/jsx';
import type { Language } from '../../../locales/language.ts';
import { inboxWords } from '../../../locales/words.ts';
import { Layout } from '../../kit/layout.tsx';
import type { Visit } from '../../web/visit.ts';
import { messagesPath, recordMailPath, sentPath } from './paths.ts';
import type { Waiting } from './waiting.ts';

export const folderHrefs = {
  inbox: messagesPath,
  unknown: `${messagesPath}/unknown`,
  sent: sentPath,
  record: recordMailPath,
  spam: `${messagesPath}/spam`,
  bin: `${messagesPath}/bin`,
} as const;
export type Folder = keyof typeof folderHrefs;

export function FolderTabs({
  current,
  waiting,
  language,
}: {
  current: Folder;
  waiting: Waiting;
  language: Language;
}) {
  const w = inboxWords(language);
  const counts: Partial<Record<Folder, number>> = waiting;
  return (
    <nav aria-label={w.sections}>
      <ul class="tabs one-row">
        {(Object.keys(folderHrefs) as Folder[]).map(name => (
          <li>
            <a href={folderHrefs[name]} aria-current={name === current ? 'page' : undefined}>
              {w.folders[name]}
              {counts[name] ? ` (${counts[name].toLocaleString(language)})` : ''}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface FolderPageProps {
  readonly visit: Visit;
  readonly folder: Folder;
  readonly waiting: Waiting;
  readonly lead: string;
  readonly children?: Child;
}

export function FolderPage({ visit, folder, waiting, lead, children }: FolderPageProps) {
  const w = inboxWords(visit.language);
  const title = folder === 'inbox' ? w.title : `${w.folders[folder]} · ${w.title}`;
  return (
    <Layout title={title} visit={visit} place="messages">
      <h1>{w.title}</h1>
      <FolderTabs current={folder} waiting={waiting} language={visit.language} />
      <p class="lead">{lead}</p>
      {children}
    </Layout>
  );
}
