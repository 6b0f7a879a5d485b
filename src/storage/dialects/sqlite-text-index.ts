// SQLite's index over the texts of loaded vocabularies: two FTS5 tables that hold no text, one of words and one of
// grams, which are any three characters that stand together. Both answer in ascending order of ids and stop at the
// limit, so a text that matches everything costs no more than one that is rare.
import { splitWords } from '../../core/vocabularies/search-text.ts';
import { getRow, type Sql, type TextIndex } from '../sql.ts';

/**
 * Tokens are made here, so that `ascii` need only split at spaces. The short beginnings of words have lists of their own;
 * without them each search would unite the lists of all words that begin so.
 */
export const wordIndex = `CREATE VIRTUAL TABLE vocabulary_word USING fts5(
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3 4 5 6 7 8')`;

/** One and two characters are looked for as beginnings of grams. */
export const gramIndex = `CREATE VIRTUAL TABLE vocabulary_gram USING fts5(
  grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2')`;

const tables = ['vocabulary_word', 'vocabulary_gram'] as const;

const gramLength = 3;

/** Pages of the index that one step of compacting writes: some 25 ms. */
const pagesPerStep = 150;

export const sqliteTextIndex: TextIndex = {
  async add(sql, texts) {
    for (const { id, folded } of texts) {
      await sql.run(
        'INSERT INTO vocabulary_word (rowid, words) VALUES (?, ?)',
        BigInt(id),
        splitWords(folded).join(' '),
      );
    }
    for (const { id, folded } of texts) {
      // Whatever stands at the end begins a gram too.
      const grams = gramsOf(`${folded}  `, 1).join(' ');
      await sql.run('INSERT INTO vocabulary_gram (rowid, grams) VALUES (?, ?)', BigInt(id), grams);
    }
  },
  async remove(sql, ids) {
    for (const id of ids) {
      await sql.run('DELETE FROM vocabulary_word WHERE rowid = ?', BigInt(id));
      await sql.run('DELETE FROM vocabulary_gram WHERE rowid = ?', BigInt(id));
    }
  },
  async containing(sql, { from, to }, text, limit) {
    // Not every gram has to be looked up for each character to be covered; the text itself decides.
    const grams = text.length < gramLength ? `"${token(text)}"*` : gramsOf(text, 2).map(quoted).join(' AND ');
    const rows = await sql.rows<[number]>(
      `SELECT vocabulary_text.id FROM vocabulary_gram
       CROSS JOIN vocabulary_text ON vocabulary_text.id = vocabulary_gram.rowid
       WHERE vocabulary_gram MATCH ? AND vocabulary_gram.rowid BETWEEN ? AND ? AND instr(vocabulary_text.folded, ?) > 0
       ORDER BY vocabulary_gram.rowid LIMIT ? + 0`,
      grams,
      BigInt(from),
      BigInt(to),
      text,
      limit,
    );
    return rows.map(([id]) => id);
  },
  async withWords(sql, { from, to }, words, limit) {
    const rows = await sql.rows<[number]>(
      `SELECT rowid FROM vocabulary_word WHERE vocabulary_word MATCH ? AND rowid BETWEEN ? AND ?
       ORDER BY rowid LIMIT ? + 0`,
      words.map(word => `${quoted(word)}*`).join(' AND '),
      BigInt(from),
      BigInt(to),
      limit,
    );
    return rows.map(([id]) => id);
  },
  async compact(sql, isFirst) {
    let isMore = false;
    for (const table of tables) {
      const before = await changesOf(sql);
      // A negative number begins with what has come to rest too.
      await sql.run(
        `INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`,
        BigInt(isFirst ? -pagesPerStep : pagesPerStep),
      );
      // The command itself counts as one.
      if ((await changesOf(sql)) - before >= 2) isMore = true;
    }
    return isMore;
  },
};

/** Each gram once. With a step of 2, those that are needed to cover the text. */
function gramsOf(text: string, step: 1 | 2): string[] {
  const tokens = token(text);
  const grams = new Set<string>();
  for (let at = 0; at + gramLength <= tokens.length; at += step) {
    grams.add(tokens.slice(at, at + gramLength));
  }
  grams.add(tokens.slice(-gramLength));
  return [...grams];
}

/** The characters at which the tokenizer would split, as others that it takes for letters. */
function token(text: string): string {
  return text.replace(/[^a-z0-9\u0080-\uffff]/g, character =>
    String.fromCharCode(0xe000 + character.charCodeAt(0)),
  );
}

function quoted(text: string): string {
  return `"${text}"`;
}

async function changesOf(sql: Sql): Promise<number> {
  return (await getRow<{ changes: number }>(sql, 'SELECT total_changes() AS changes')).changes;
}
