// Code systems that were loaded. How they got here is in vocabulary-loads.ts, how texts are found in vocabulary-texts.ts.
import type { CodeItem, LoadedVocabulary } from '../core/vocabularies/loaded.ts';
import type { VocabulariesReader } from '../core/vocabularies/ports.ts';
import type { Sql, TextIndex } from './sql.ts';
import { openVocabularyTexts } from './vocabulary-texts.ts';

export interface VocabularyRow {
  readonly id: number;
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly description: string;
  readonly languages: string;
  readonly item_count: number;
}

export interface ItemRow {
  readonly ordinal: number;
  readonly code: string;
  readonly texts: string;
  readonly info_xml: string | null;
}

export function openVocabularies(sql: Sql, index: TextIndex): VocabulariesReader {
  const texts = openVocabularyTexts(sql, index);
  return {
    async all() {
      const rows = await sql.all<VocabularyRow>(`SELECT * FROM vocabulary WHERE state = 'ready'`);
      return rows.map(readVocabulary).sort(inOrder);
    },
    async items(vocabulary, { from, limit }) {
      const id = await findReadyId(sql, vocabulary);
      if (id === undefined) return undefined;
      const first = from === undefined ? { ordinal: 0 } : await findByCode(sql, id, from);
      if (!first) return undefined;
      const rows = await sql.all<ItemRow>(
        'SELECT * FROM vocabulary_item WHERE vocabulary_id = ? AND ordinal >= ? ORDER BY ordinal LIMIT ? + 0',
        id,
        first.ordinal,
        limit,
      );
      return rows.map(itemOf);
    },
    async search(vocabulary, { text, mode, language, limit }) {
      const id = await findReadyId(sql, vocabulary);
      const place = vocabulary.languages.indexOf(language);
      if (id === undefined || place < 0) return [];
      const set = { vocabularyId: id, language: place };
      const items: CodeItem[] = [];
      for (const ordinal of await texts.find(set, { text, mode, limit })) {
        const row = await sql.get<ItemRow>(
          'SELECT * FROM vocabulary_item WHERE vocabulary_id = ? AND ordinal = ?',
          id,
          ordinal,
        );
        if (row) items.push(itemOf(row));
      }
      return items;
    },
  };
}

export async function findReadyId(
  sql: Sql,
  { family, name, version }: LoadedVocabulary,
): Promise<number | undefined> {
  const row = await sql.get<{ id: number }>(
    `SELECT id FROM vocabulary WHERE family = ? AND name = ? AND version = ? AND state = 'ready'`,
    family,
    name,
    version,
  );
  return row?.id;
}

export async function findByCode(sql: Sql, vocabularyId: number, code: string): Promise<ItemRow | undefined> {
  return sql.get<ItemRow>(
    'SELECT * FROM vocabulary_item WHERE vocabulary_id = ? AND code = ?',
    vocabularyId,
    code,
  );
}

export function readVocabulary(row: VocabularyRow): LoadedVocabulary {
  const { name, family, version, description, item_count: itemCount } = row;
  return { name, family, version, description, languages: JSON.parse(row.languages), itemCount };
}

function itemOf({ code, texts, info_xml }: ItemRow): CodeItem {
  return { code, texts: JSON.parse(texts), ...(info_xml !== null && { infoXml: info_xml }) };
}

/** Versions are numbered in many ways, and in all of them the numbers within grow: 2.9 comes before 2.10. */
let versions: Intl.Collator | undefined;

function inOrder(a: LoadedVocabulary, b: LoadedVocabulary): number {
  versions ??= new Intl.Collator('en', { numeric: true });
  return compare(a.family, b.family) || compare(a.name, b.name) || versions.compare(a.version, b.version);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
