// What an application keeps about a person, and the record that is selected there.
import type { SettingsReader, SettingsWriter } from '../core/applications/ports.ts';
import type { KeyRing } from './sealing/key-ring.ts';
import { aboutText } from './sealing/places.ts';
import { type Sql, toNull, toUndefined } from './sql.ts';

export function openSettings(sql: Sql, ring: KeyRing): SettingsReader & SettingsWriter {
  return {
    async get(appId, personId) {
      const row = await sql.get<{ xml: string; selected_record_id: string | null }>(
        'SELECT xml, selected_record_id FROM app_settings WHERE app_id = ? AND person_id = ?',
        appId,
        personId,
      );
      return (
        row && {
          xml: ring.openText(row.xml, aboutText('app_settings', 'xml', appId, personId)),
          selectedRecordId: toUndefined(row.selected_record_id),
        }
      );
    },
    async put(appId, personId, { xml, selectedRecordId }) {
      await sql.put(
        `INSERT INTO app_settings (app_id, person_id, xml, selected_record_id) VALUES (?, ?, ?, ?)
         ON CONFLICT (app_id, person_id) DO UPDATE SET xml = excluded.xml, selected_record_id = excluded.selected_record_id`,
        appId,
        personId,
        ring.sealText(xml, aboutText('app_settings', 'xml', appId, personId)),
        toNull(selectedRecordId),
      );
    },
  };
}
