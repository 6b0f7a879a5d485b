// Loads of code systems: staged unseen, published in one step, swept away piece by piece. The counterpart of
// core/vocabularies/loaded.ts; what is read of them afterwards is in vocabularies.ts.
import { assume, getAt } from '../assume.ts';
import type { CodeItem, LoadedItem, VocabularyHead, VocabularyLoad } from '../core/vocabularies/loaded.ts';
import type { VocabulariesWriter } from '../core/vocabularies/ports.ts';
import { getRow, type Sql, type TextIndex, toNull } from './sql.ts';
import { findByCode, findReadyId, type ItemRow, readVocabulary, type VocabularyRow } from './vocabularies.ts';
import {
  languagesMax,
  openVocabularyTexts,
  type PlacedText,
  type VocabularyTexts,
} from './vocabulary-texts.ts';

/** Items that one step of a sweep deletes: some 25 ms. */
const itemsPerSweep = 200;

export function openVocabularyLoads(sql: Sql, index: TextIndex): VocabulariesWriter {
  const texts = openVocabularyTexts(sql, index);
  return {
    unfinished: () => unfinished(sql),
    begin: load => begin(sql, load),
    async addItems(loadId, { from, to, items }) {
      const moved = await sql.run(
        'UPDATE vocabulary_load SET position = ? WHERE id = ? AND position = ?',
        to,
        loadId,
        from,
      );
      if (moved === 0) throw new Error('Another process is loading the same vocabularies. Wait for it.');
      return addItems(sql, texts, loadId, items);
    },
    publish: loadId => publish(sql, loadId),
    giveUp: loadId => giveUp(sql, loadId),
    async remove(vocabulary) {
      const id = await findReadyId(sql, vocabulary);
      if (id !== undefined) await sql.run(`UPDATE vocabulary SET state = 'dropped' WHERE id = ?`, id);
    },
    sweep: () => sweep(sql, texts),
    compact: isFirst => index.compact(sql, isFirst),
  };
}

async function begin(
  sql: Sql,
  { source, lists, startedAt }: { source: string; lists: readonly VocabularyHead[]; startedAt: number },
): Promise<VocabularyLoad> {
  for (const load of await unfinished(sql)) {
    if (load.lists.some(a => lists.some(b => isSame(a, b)))) await giveUp(sql, load.id);
  }
  const { id } = await getRow<{ id: number }>(
    sql,
    'INSERT INTO vocabulary_load (source, position, started_at) VALUES (?, 0, ?) RETURNING id',
    source,
    startedAt,
  );
  for (const { name, family, version, description, languages } of lists) {
    if (languages.length > languagesMax)
      throw new Error(`A vocabulary has ${languagesMax} languages at most.`);
    await sql.put(
      `INSERT INTO vocabulary (load_id, name, family, version, description, languages, item_count, state)
       VALUES (?, ?, ?, ?, ?, ?, 0, 'staged')`,
      id,
      name,
      family,
      version,
      description,
      JSON.stringify(languages),
    );
  }
  return { id, source, position: 0, startedAt, lists };
}

async function addItems(
  sql: Sql,
  texts: VocabularyTexts,
  loadId: number,
  items: readonly LoadedItem[],
): Promise<number> {
  const lists = await sql.all<VocabularyRow>(
    `SELECT * FROM vocabulary WHERE load_id = ? AND state = 'staged' ORDER BY id`,
    loadId,
  );
  const counts = lists.map(({ item_count }) => item_count);
  const found: PlacedText[] = [];
  let repeated = 0;
  for (const { list, item } of items) {
    const into = getAt(lists, list);
    const ordinal = getAt(counts, list) + 1;
    const inserted = await sql.run(
      `INSERT INTO vocabulary_item (vocabulary_id, ordinal, code, texts, info_xml) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (vocabulary_id, code) DO NOTHING`,
      into.id,
      ordinal,
      item.code,
      JSON.stringify(item.texts),
      toNull(item.infoXml),
    );
    if (inserted > 0) {
      counts[list] = ordinal;
      found.push(...placed(into, ordinal, item.texts));
    } else {
      const gained = await addLanguages(sql, into, item);
      found.push(...gained);
      if (gained.length === 0) repeated++;
    }
  }
  await texts.add(found);
  for (const [list, { id }] of lists.entries()) {
    await sql.put('UPDATE vocabulary SET item_count = ? WHERE id = ?', getAt(counts, list), id);
  }
  return repeated;
}

/** Gives an item that is there the texts it has in no language yet. */
async function addLanguages(sql: Sql, list: VocabularyRow, { code, texts }: CodeItem): Promise<PlacedText[]> {
  const row = assume(await findByCode(sql, list.id, code), 'the item that is there');
  const known: CodeItem['texts'] = JSON.parse(row.texts);
  const gained = Object.fromEntries(
    Object.entries(texts).filter(([language]) => !Object.hasOwn(known, language)),
  );
  if (Object.keys(gained).length > 0) {
    await sql.put(
      'UPDATE vocabulary_item SET texts = ? WHERE vocabulary_id = ? AND ordinal = ?',
      JSON.stringify({ ...known, ...gained }),
      list.id,
      row.ordinal,
    );
  }
  return placed(list, row.ordinal, gained);
}

/** An item's texts with their places in the index. */
function placed(
  { id, languages }: Pick<VocabularyRow, 'id' | 'languages'>,
  ordinal: number,
  texts: CodeItem['texts'],
): PlacedText[] {
  const known: string[] = JSON.parse(languages);
  return Object.entries(texts).flatMap(([language, { display, abbreviation }]) => {
    const number = known.indexOf(language);
    // Nobody asks for a language that the vocabulary does not tell of.
    if (number < 0) return [];
    const place = { set: { vocabularyId: id, language: number }, ordinal };
    return [
      { ...place, text: display, isAbbreviation: false },
      ...(abbreviation === undefined ? [] : [{ ...place, text: abbreviation, isAbbreviation: true }]),
    ];
  });
}

async function publish(sql: Sql, loadId: number): Promise<void> {
  await sql.put(
    `UPDATE vocabulary SET state = 'dropped' WHERE state = 'ready' AND EXISTS (
       SELECT 1 FROM vocabulary AS newer WHERE newer.load_id = ? AND newer.state = 'staged' AND newer.item_count > 0
       AND newer.family = vocabulary.family AND newer.name = vocabulary.name AND newer.version = vocabulary.version)`,
    loadId,
  );
  await sql.put(
    `UPDATE vocabulary SET state = 'ready' WHERE load_id = ? AND state = 'staged' AND item_count > 0`,
    loadId,
  );
  await giveUp(sql, loadId);
}

async function sweep(sql: Sql, texts: VocabularyTexts): Promise<boolean> {
  const dropped = await sql.get<{ id: number; languages: string }>(
    `SELECT id, languages FROM vocabulary WHERE state = 'dropped' ORDER BY id LIMIT 1`,
  );
  if (!dropped) return false;
  const rows = await sql.all<ItemRow>(
    'SELECT * FROM vocabulary_item WHERE vocabulary_id = ? ORDER BY ordinal LIMIT ? + 0',
    dropped.id,
    itemsPerSweep,
  );
  const last = rows.at(-1);
  if (last) {
    await texts.remove(rows.flatMap(row => placed(dropped, row.ordinal, JSON.parse(row.texts))));
    await sql.put(
      'DELETE FROM vocabulary_item WHERE vocabulary_id = ? AND ordinal <= ?',
      dropped.id,
      last.ordinal,
    );
  } else await sql.run('DELETE FROM vocabulary WHERE id = ?', dropped.id);
  return true;
}

async function unfinished(sql: Sql): Promise<VocabularyLoad[]> {
  const loads: VocabularyLoad[] = [];
  for (const row of await sql.all<{ id: number; source: string; position: number; started_at: number }>(
    'SELECT * FROM vocabulary_load ORDER BY id',
  )) {
    const lists = await sql.all<VocabularyRow>(
      `SELECT * FROM vocabulary WHERE load_id = ? AND state = 'staged' ORDER BY id`,
      row.id,
    );
    const { id, source, position, started_at: startedAt } = row;
    loads.push({ id, source, position, startedAt, lists: lists.map(readVocabulary) });
  }
  return loads;
}

async function giveUp(sql: Sql, loadId: number): Promise<void> {
  await sql.put(`UPDATE vocabulary SET state = 'dropped' WHERE load_id = ? AND state = 'staged'`, loadId);
  await sql.put('DELETE FROM vocabulary_load WHERE id = ?', loadId);
}

function isSame(a: VocabularyHead, b: VocabularyHead): boolean {
  return a.family === b.family && a.name === b.name && a.version === b.version;
}
