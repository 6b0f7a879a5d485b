// The pages that people look for by what they want to do there.
import { findWords } from '../../../locales/words.ts';
import { documentsPath } from '../../items/documents/links.ts';
import { importsPath } from '../../items/import-links.ts';
import { uploadPath } from '../../items/upload/upload.tsx';
import type { SignedInVisit } from '../../web/visit.ts';
import { plansPath } from '../plans/paths.ts';

export interface FoundPlace {
  readonly name: string;
  readonly href: string;
  /** What else it is looked for by. */
  readonly also: string;
}

/** Those of the record at hand where there is one. */
export function listPlaces({ record, language }: SignedInVisit): FoundPlace[] {
  const { places } = findWords(language);
  const id = record?.record.id;
  const hrefs = {
    home: '/',
    data: '/items',
    add: '/items/add',
    documents: id && documentsPath,
    upload: uploadPath,
    timeline: '/timeline',
    records: '/records',
    newRecord: '/records/new',
    settings: id && `/records/${id}`,
    sharing: record?.access.level === 'custodian' ? `/records/${id}/sharing` : undefined,
    emergency: id && '/emergency',
    reminders: id && '/reminders',
    code: record?.access.level === 'custodian' ? '/emergency/code' : undefined,
    offline: '/offline',
    medicines: id && '/medicines',
    plans: id && plansPath,
    imports: id && importsPath,
    export: id && '/export',
    activity: id && '/activity',
    messages: id && '/messages',
    apps: '/apps',
    account: '/account',
    help: '/help',
    privacy: '/help/privacy',
  } as const;
  return Object.entries(hrefs).flatMap(([key, href]) => {
    const [name = '', also = ''] = places[key as keyof typeof hrefs];
    return href ? [{ name, href, also }] : [];
  });
}
