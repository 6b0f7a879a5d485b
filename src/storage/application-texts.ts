// The long texts and the pictures of applications.
import type { AppText, AppTextKind } from '../core/applications/app-text.ts';
import type { AppTextsReader, AppTextsWriter } from '../core/applications/ports.ts';
import { type Sql, toNull, toUndefined, writePlaces } from './sql.ts';

interface TextRow {
  kind: string;
  item: string;
  language: string;
  content_type: string | null;
  content: Buffer;
}

export function openApplicationTexts(sql: Sql): AppTextsReader & AppTextsWriter {
  return {
    async of(appId, kinds) {
      const rows = await sql.all<TextRow>(
        `SELECT kind, item, language, content_type, content FROM application_text
         WHERE app_id = ? AND kind IN (${writePlaces(kinds.length)}) ORDER BY kind, item, language`,
        appId,
        ...kinds,
      );
      return rows.map(
        (row): AppText => ({
          kind: row.kind as AppTextKind,
          item: row.item,
          language: row.language,
          contentType: toUndefined(row.content_type),
          content: row.content,
        }),
      );
    },
    async kinds(appId) {
      const rows = await sql.all<Pick<TextRow, 'kind'>>(
        'SELECT DISTINCT kind FROM application_text WHERE app_id = ?',
        appId,
      );
      return rows.map(({ kind }) => kind as AppTextKind);
    },
    async replace(appId, kind, texts) {
      await sql.put('DELETE FROM application_text WHERE app_id = ? AND kind = ?', appId, kind);
      for (const { item, language, contentType, content } of texts) {
        await sql.put(
          'INSERT INTO application_text (app_id, kind, item, language, content_type, content) VALUES (?, ?, ?, ?, ?, ?)',
          appId,
          kind,
          item,
          language,
          toNull(contentType),
          content,
        );
      }
    },
  };
}
