// The applications that are traced, and their traces.
export const tracingStep: readonly string[] = [
  `CREATE TABLE tracing (
    app_id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    ends_at {integer} NOT NULL)`,
  `CREATE TABLE trace (
    place {serial},
    id TEXT NOT NULL,
    app_id TEXT NOT NULL,
    is_proved {integer} NOT NULL,
    sealed {blob} NOT NULL)`,
  'CREATE INDEX trace_by_app ON trace (app_id, is_proved, place)',
];
