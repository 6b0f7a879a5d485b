// PostgreSQL's index over the texts of loaded vocabularies: two tables without the texts, one of words and one of grams,
// which are any three characters that stand together. Needs no extension, which not every user may install.
import { splitWords } from '../../../core/vocabularies/search-text.ts';
import type { SqlValue, TextIndex } from '../../sql.ts';

export const wordIndex = `CREATE TABLE vocabulary_word (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
  CREATE INDEX vocabulary_word_by_words ON vocabulary_word USING gin (words)`;

export const gramIndex = `CREATE TABLE vocabulary_gram (id BIGINT PRIMARY KEY, grams TSVECTOR NOT NULL);
  CREATE INDEX vocabulary_gram_by_grams ON vocabulary_gram USING gin (grams)`;

const gramLength = 3;

export const postgresTextIndex: TextIndex = {
  async add(sql, texts) {
    for (const { id, folded } of texts)
      await sql.put(
        'INSERT INTO vocabulary_word (id, words) VALUES (?, ?)',
        id,
        writeLexemes(splitWords(folded)),
      );
    // Whatever stands at the end begins a gram too.
    for (const { id, folded } of texts)
      await sql.put(
        'INSERT INTO vocabulary_gram (id, grams) VALUES (?, ?)',
        id,
        writeLexemes(gramsOf(`${folded}  `)),
      );
  },
  async remove(sql, ids) {
    for (const id of ids) {
      await sql.put('DELETE FROM vocabulary_word WHERE id = ?', id);
      await sql.put('DELETE FROM vocabulary_gram WHERE id = ?', id);
    }
  },
  async containing(sql, { from, to }, text, limit) {
    const grams = text.length < gramLength ? `${quote(text)}:*` : gramsOf(text).map(quote).join(' & ');
    const rows = await sql.rows<[number]>(
      `SELECT vocabulary_text.id FROM vocabulary_gram JOIN vocabulary_text ON vocabulary_text.id = vocabulary_gram.id
       WHERE vocabulary_gram.grams @@ CAST(? AS tsquery) AND vocabulary_gram.id BETWEEN ? AND ?
         AND position(? IN vocabulary_text.folded) > 0
       ORDER BY vocabulary_gram.id LIMIT ?`,
      grams,
      from,
      to,
      text,
      limit,
    );
    return rows.map(([id]) => id);
  },
  async withWords(sql, { from, to }, words, limit) {
    const rows = await sql.rows<[number]>(
      `SELECT id FROM vocabulary_word WHERE words @@ CAST(? AS tsquery) AND id BETWEEN ? AND ? ORDER BY id LIMIT ?`,
      words.map(word => `${quote(word)}:*`).join(' & '),
      from,
      to,
      limit,
    );
    return rows.map(([id]) => id);
  },
  async compact(sql) {
    for (const index of ['vocabulary_word_by_words', 'vocabulary_gram_by_grams'])
      await sql.get(`SELECT gin_clean_pending_list('${index}'::regclass)`);
    return false;
  },
};

function writeLexemes(tokens: readonly string[]): SqlValue {
  return [...new Set(tokens)].map(quote).join(' ');
}

function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (let at = 0; at + gramLength <= text.length; at++) grams.add(text.slice(at, at + gramLength));
  return [...grams];
}

/** A word of a tsvector or tsquery. */
function quote(token: string): string {
  return `'${token.replace(/['\\]/g, '$&$&')}'`;
}
