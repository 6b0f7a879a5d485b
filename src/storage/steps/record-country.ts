// The country a record is for, which answers name beside it. Of a record that is there it is its first custodian's.
export const recordCountryStep: readonly string[] = [
  `ALTER TABLE record ADD COLUMN country TEXT NOT NULL DEFAULT ''`,
  `UPDATE record SET country = COALESCE((SELECT p.country FROM record_access a JOIN person p ON p.id = a.person_id
     WHERE a.record_id = record.id AND a.level = 'custodian' ORDER BY a.created_at, p.id LIMIT 1), '')`,
];
