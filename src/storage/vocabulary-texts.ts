// The texts of loaded vocabularies, and how they are looked for. A text's id says where it belongs and how long it is:
// ids of one vocabulary and language lie together, and the shorter a text, the smaller its id. Whatever answers in the
// order of ids therefore answers the best first: of all texts with what was looked for, the shortest has least besides.

import type { SearchMode } from '../core/vocabularies/loaded.ts';
import { foldText, splitWords } from '../core/vocabularies/search-text.ts';
import type { IndexedText, Sql, TextIndex } from './sql.ts';

/** A vocabulary in one of its languages, by that language's place among them. */
export interface TextSet {
  readonly vocabularyId: number;
  readonly language: number;
}

export interface PlacedText {
  readonly set: TextSet;
  readonly ordinal: number;
  readonly text: string;
  readonly isAbbreviation: boolean;
}

export interface VocabularyTexts {
  add(texts: readonly PlacedText[]): Promise<void>;
  remove(texts: readonly PlacedText[]): Promise<void>;
  /** Ordinals of items, the best first. */
  find(set: TextSet, search: { text: string; mode: SearchMode; limit: number }): Promise<number[]>;
}

export const languagesMax = 32;
const ordinalsMax = 2 ** 23;
/** An item's text and its abbreviation. */
const textsPerItem = 2;
const placesMax = ordinalsMax * textsPerItem;
const lengthsMax = 2 ** 10;

/** Characters of a text that are looked at. */
const textCharsMax = 600;

export function openVocabularyTexts(sql: Sql, index: TextIndex): VocabularyTexts {
  return {
    async add(texts) {
      const rows = texts.map(indexed).sort((a, b) => a.id - b.id);
      for (const { id, setId, folded } of rows) {
        await sql.put(
          'INSERT INTO vocabulary_text (id, set_id, folded) VALUES (?, ?, ?)',
          BigInt(id),
          setId,
          folded,
        );
      }
      await index.add(sql, rows);
    },
    async remove(texts) {
      const ids = texts.map(text => indexed(text).id);
      for (const id of ids) await sql.put('DELETE FROM vocabulary_text WHERE id = ?', BigInt(id));
      await index.remove(sql, ids);
    },
    async find(set, { text, mode, limit }) {
      const wanted = foldText(text);
      const words = splitWords(wanted);
      // An item may be found twice.
      const most = textsPerItem * limit;
      const ids = { from: idOf(set, 0, 0), to: idOf(set, lengthsMax - 1, placesMax - 1) };
      // No index is asked for what is longer than all that it holds.
      const isTooLong = (mode === 'FullText' ? words : [wanted]).some(({ length }) => length > textCharsMax);
      const found =
        wanted === '' || isTooLong || (mode === 'FullText' && words.length === 0)
          ? []
          : mode === 'Prefix'
            ? await beginningWith(sql, setIdOf(set), wanted, most)
            : mode === 'Contains'
              ? await index.containing(sql, ids, wanted, most)
              : await index.withWords(sql, ids, words, most);
      return [...new Set(found.map(ordinalOf))].slice(0, limit);
    },
  };
}

async function beginningWith(sql: Sql, setId: number, wanted: string, limit: number): Promise<number[]> {
  const rows = await sql.rows<[number]>(
    'SELECT id FROM vocabulary_text WHERE set_id = ? AND folded >= ? AND folded < ? ORDER BY folded, id LIMIT ? + 0',
    setId,
    wanted,
    `${wanted}\u{10ffff}`,
    limit,
  );
  return rows.map(([id]) => id);
}

function indexed({ set, ordinal, text, isAbbreviation }: PlacedText): IndexedText & { setId: number } {
  if (ordinal >= ordinalsMax) throw new Error(`A vocabulary has fewer than ${ordinalsMax} items.`);
  const short = foldText(text).slice(0, textCharsMax);
  const place = textsPerItem * ordinal + (isAbbreviation ? 1 : 0);
  return { id: idOf(set, short.length, place), setId: setIdOf(set), folded: short };
}

function setIdOf({ vocabularyId, language }: TextSet): number {
  return vocabularyId * languagesMax + language;
}

function idOf(set: TextSet, length: number, place: number): number {
  return (setIdOf(set) * lengthsMax + length) * placesMax + place;
}

function ordinalOf(id: number): number {
  return Math.floor((id % placesMax) / textsPerItem);
}
