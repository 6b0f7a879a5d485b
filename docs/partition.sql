-- Splits the tables that hold most of a vault into hash partitions by record; docs/scale.md says when. With the vault stopped:
--   PGOPTIONS='-c keepwell.partitions=16' psql --single-transaction --file docs/partition.sql postgres://…
-- and VACUUM ANALYZE after it. It writes each table anew, so there must be room for the largest once more.
DO $$
DECLARE
  partitions int := coalesce(nullif(current_setting('keepwell.partitions', true), '')::int, 16);
  name text;
  part text;
  primary_key text;
  indexes text[];
  index_text text;
BEGIN
  FOREACH name IN ARRAY ARRAY['thing', 'thing_history', 'record_operation', 'thing_blob'] LOOP
    -- All keys begin with the record, which is what partitions demand of them.
    SELECT pg_get_constraintdef(oid) INTO primary_key FROM pg_constraint
      WHERE conrelid = name::regclass AND contype = 'p';
    SELECT coalesce(array_agg(pg_get_indexdef(indexrelid)), '{}') INTO indexes FROM pg_index
      WHERE indrelid = name::regclass AND NOT indisprimary;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', name, name || '_whole');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS) PARTITION BY HASH (record_id)', name, name || '_whole');
    FOR number IN 0 .. partitions - 1 LOOP
      part := name || '_' || number;
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)',
        part, name, partitions, number);
      -- As the vault has it of the whole tables: each record is planned for as a large one.
      EXECUTE format('ALTER TABLE %I ALTER COLUMN record_id SET (n_distinct = 10)', part);
      IF name = 'thing' THEN
        EXECUTE format('ALTER TABLE %I ALTER COLUMN created_app SET (n_distinct = -0.01)', part);
        EXECUTE format('CREATE STATISTICS %I ON (flags & 1) FROM %I', part || '_flags', part);
      END IF;
    END LOOP;
    EXECUTE format('INSERT INTO %I SELECT * FROM %I', name, name || '_whole');
    EXECUTE format('DROP TABLE %I', name || '_whole');
    EXECUTE format('ALTER TABLE %I ADD %s', name, primary_key);
    FOREACH index_text IN ARRAY indexes LOOP
      EXECUTE index_text;
    END LOOP;
  END LOOP;
END $$;
