// The tables, as the steps that made them. A step that has been released is never changed; new ones are added.
import { getAt } from '../assume.ts';
import type { Dialect, Sql } from './sql.ts';
import { accountsStep, knownBrowsersStep } from './steps/accounts.ts';
import { alternateIdsStep } from './steps/alternate-ids.ts';
import { applicationsStep } from './steps/applications.ts';
import { backupsStep } from './steps/backups.ts';
import { besideStep } from './steps/beside.ts';
import { blobHoldersStep, blobsStep } from './steps/blobs.ts';
import { connectStep } from './steps/connect.ts';
import { dailyStep, reminderLooksStep } from './steps/daily.ts';
import { dataStep } from './steps/data.ts';
import { certificateGiverStep, developStep } from './steps/develop.ts';
import { directAppsStep } from './steps/direct-apps.ts';
import { directCertificatesStep } from './steps/direct-certificates.ts';
import { directClaimStep, directHeldStep, directInboxStep, directSpamStep } from './steps/direct-inbox.ts';
import { directOutboxStep } from './steps/direct-outbox.ts';
import { documentsStep, documentTurnsStep } from './steps/documents.ts';
import { eventsStep } from './steps/events.ts';
import { exportsStep } from './steps/exports.ts';
import { failedSignInsStep } from './steps/failed-sign-ins.ts';
import { fhirExportRecordsStep, fhirExportStep, fhirStep, fhirSubscriptionStep } from './steps/fhir.ts';
import {
  endedAuthorizationsStep,
  personalOperationsStep,
  roomStep,
  sessionCertificateStep,
  withdrawnRulesStep,
} from './steps/grants.ts';
import { growthStep, type OnlyPostgres } from './steps/growth.ts';
import { imagesStep } from './steps/images.ts';
import { importRoomStep } from './steps/import-room.ts';
import { importsStep } from './steps/imports.ts';
import { leasesStep } from './steps/leases.ts';
import { logStep } from './steps/log.ts';
import { logTreeStep } from './steps/log-tree.ts';
import { lookSharingStep } from './steps/look-sharing.ts';
import { mailStep } from './steps/mail.ts';
import { meaningfulUseStep } from './steps/meaningful-use.ts';
import { operatorStep } from './steps/operator.ts';
import { orderStep } from './steps/order.ts';
import { packagesStep } from './steps/packages.ts';
import { parkedStep } from './steps/parked.ts';
import { plainTextsStep } from './steps/plain-texts.ts';
import { readsStep } from './steps/reads.ts';
import { recordCountryStep } from './steps/record-country.ts';
import { roomOfPeopleStep } from './steps/room.ts';
import { keysFollowedStep, sealingStep } from './steps/sealing.ts';
import { sealsStep } from './steps/seals.ts';
import { sharingStep } from './steps/sharing.ts';
import { signaturesStep } from './steps/signatures.ts';
import { smartStep } from './steps/smart.ts';
import { takenOverStep } from './steps/taken-over.ts';
import { tracingStep } from './steps/tracing.ts';
import { triesStep } from './steps/tries.ts';
import { uploadsStep, uploadsToldStep } from './steps/uploads.ts';

const thingColumns = `
  record_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version_stamp TEXT NOT NULL,
  type_id TEXT NOT NULL,
  state TEXT NOT NULL,
  flags {integer} NOT NULL,
  effective_date TEXT NOT NULL,
  updated_end_date TEXT,
  client_id TEXT,
  tags TEXT,
  created_at {integer} NOT NULL,
  created_app TEXT,
  created_person TEXT NOT NULL,
  created_avenue TEXT NOT NULL,
  updated_at {integer} NOT NULL,
  updated_app TEXT,
  updated_person TEXT NOT NULL,
  updated_avenue TEXT NOT NULL,
  updated_action TEXT NOT NULL,
  size {integer} NOT NULL,
  data_xml TEXT NOT NULL,
  common_xml TEXT NOT NULL`;

/** Rows of things are long, so they are not clustered by their key: the index would have to carry them. */
const steps: readonly (readonly (string | OnlyPostgres)[])[] = [
  [
    `CREATE TABLE person (
      id TEXT PRIMARY KEY,
      email TEXT NOT NULL,
      email_folded TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      password_hash TEXT,
      birth_date TEXT NOT NULL,
      country TEXT NOT NULL,
      culture TEXT NOT NULL,
      state TEXT NOT NULL,
      created_at {integer} NOT NULL)`,
    `CREATE TABLE record (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      state TEXT NOT NULL,
      created_at {integer} NOT NULL,
      updated_at {integer} NOT NULL,
      bytes {integer} NOT NULL DEFAULT 0,
      sequence {integer} NOT NULL DEFAULT 0)`,
    `CREATE TABLE record_access (
      person_id TEXT NOT NULL,
      record_id TEXT NOT NULL,
      level TEXT NOT NULL,
      relationship {integer} NOT NULL,
      type_ids TEXT,
      created_at {integer} NOT NULL,
      expires_at {integer},
      PRIMARY KEY (person_id, record_id)){clustered}`,
    'CREATE INDEX record_access_by_record ON record_access (record_id)',
    `CREATE TABLE application (
      id TEXT PRIMARY KEY,
      master_id TEXT,
      created_at {integer} NOT NULL,
      updated_at {integer} NOT NULL,
      shared_secret {blob},
      definition TEXT NOT NULL)`,
    `CREATE TABLE application_certificate (
      app_id TEXT NOT NULL,
      thumbprint TEXT NOT NULL,
      pem TEXT NOT NULL,
      added_at {integer} NOT NULL,
      PRIMARY KEY (app_id, thumbprint)){clustered}`,
    `CREATE TABLE app_authorization (
      app_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      record_id TEXT NOT NULL,
      rules TEXT NOT NULL,
      created_at {integer} NOT NULL,
      updated_at {integer} NOT NULL,
      PRIMARY KEY (app_id, person_id, record_id)){clustered}`,
    'CREATE INDEX app_authorization_by_person ON app_authorization (person_id)',
    `CREATE TABLE person_alias (
      app_id TEXT NOT NULL,
      alias TEXT NOT NULL,
      person_id TEXT NOT NULL,
      PRIMARY KEY (app_id, alias),
      UNIQUE (app_id, person_id)){clustered}`,
    `CREATE TABLE record_alias (
      app_id TEXT NOT NULL,
      alias TEXT NOT NULL,
      person_id TEXT NOT NULL,
      record_id TEXT NOT NULL,
      PRIMARY KEY (app_id, alias),
      UNIQUE (app_id, person_id, record_id)){clustered}`,
    `CREATE TABLE record_app_alias (
      app_id TEXT NOT NULL,
      record_id TEXT NOT NULL,
      alias TEXT NOT NULL,
      PRIMARY KEY (app_id, record_id)){clustered}`,
    `CREATE TABLE app_session (
      hash {blob} PRIMARY KEY,
      app_id TEXT NOT NULL,
      hmac TEXT NOT NULL,
      sealed_secret {blob} NOT NULL,
      expires_at {integer} NOT NULL){clustered}`,
    'CREATE INDEX app_session_by_end ON app_session (expires_at)',
    `CREATE TABLE user_token (
      hash {blob} PRIMARY KEY,
      app_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      shell_hash {blob},
      expires_at {integer} NOT NULL){clustered}`,
    'CREATE INDEX user_token_by_end ON user_token (expires_at)',
    'CREATE INDEX user_token_by_shell ON user_token (shell_hash)',
    `CREATE TABLE shell_session (
      hash {blob} PRIMARY KEY,
      person_id TEXT NOT NULL,
      expires_at {integer} NOT NULL){clustered}`,
    `CREATE TABLE used_once (
      kind TEXT NOT NULL,
      hash {blob} NOT NULL,
      expires_at {integer} NOT NULL,
      PRIMARY KEY (kind, hash)){clustered}`,
    `CREATE TABLE app_settings (
      app_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      xml TEXT NOT NULL,
      selected_record_id TEXT,
      PRIMARY KEY (app_id, person_id)){clustered}`,
    `CREATE TABLE thing (${thingColumns}, PRIMARY KEY (record_id, id))`,
    `CREATE INDEX thing_by_type ON thing (record_id, type_id, effective_date DESC, id) WHERE state = 'Active'`,
    `CREATE INDEX thing_by_date ON thing (record_id, effective_date DESC, id) WHERE state = 'Active'`,
    'CREATE INDEX thing_by_client_id ON thing (record_id, client_id) WHERE client_id IS NOT NULL',
    `CREATE TABLE thing_history (${thingColumns}, PRIMARY KEY (record_id, id, version_stamp))`,
    `CREATE TABLE record_operation (
      record_id TEXT NOT NULL,
      sequence {integer} NOT NULL,
      operation TEXT NOT NULL,
      thing_id TEXT NOT NULL,
      version_stamp TEXT NOT NULL,
      type_id TEXT NOT NULL,
      effective_date TEXT NOT NULL,
      updated_end_date TEXT,
      at {integer} NOT NULL,
      PRIMARY KEY (record_id, sequence)){clustered}`,
    `CREATE TABLE audit (
      id {serial},
      at {integer} NOT NULL,
      action TEXT NOT NULL,
      person_id TEXT,
      app_id TEXT,
      record_id TEXT,
      avenue TEXT,
      details TEXT NOT NULL)`,
    `CREATE TABLE outbox (
      id {serial},
      at {integer} NOT NULL,
      kind TEXT NOT NULL,
      record_id TEXT NOT NULL,
      payload TEXT NOT NULL)`,
  ],
  [
    `CREATE TABLE vocabulary_load (
      id {serial},
      source TEXT NOT NULL,
      position {integer} NOT NULL,
      started_at {integer} NOT NULL)`,
    `CREATE TABLE vocabulary (
      id {serial},
      load_id {integer} NOT NULL,
      name TEXT NOT NULL,
      family TEXT NOT NULL,
      version TEXT NOT NULL,
      description TEXT NOT NULL,
      languages TEXT NOT NULL,
      item_count {integer} NOT NULL,
      state TEXT NOT NULL)`,
    `CREATE UNIQUE INDEX vocabulary_by_key ON vocabulary (family, name, version) WHERE state = 'ready'`,
    `CREATE TABLE vocabulary_item (
      vocabulary_id {integer} NOT NULL,
      ordinal {integer} NOT NULL,
      code TEXT NOT NULL,
      texts TEXT NOT NULL,
      info_xml TEXT,
      PRIMARY KEY (vocabulary_id, ordinal)){clustered}`,
    'CREATE UNIQUE INDEX vocabulary_item_by_code ON vocabulary_item (vocabulary_id, code)',
    `CREATE TABLE vocabulary_text (
      id {integer} PRIMARY KEY,
      set_id {integer} NOT NULL,
      folded TEXT NOT NULL)`,
    'CREATE INDEX vocabulary_text_by_beginning ON vocabulary_text (set_id, folded)',
    '{wordIndex}',
    '{gramIndex}',
  ],
  blobsStep,
  connectStep,
  packagesStep,
  eventsStep,
  mailStep,
  applicationsStep,
  alternateIdsStep,
  meaningfulUseStep,
  signaturesStep,
  sharingStep,
  readsStep,
  accountsStep,
  parkedStep,
  dataStep,
  developStep,
  operatorStep,
  uploadsStep,
  uploadsToldStep,
  certificateGiverStep,
  orderStep,
  sealsStep,
  endedAuthorizationsStep,
  sessionCertificateStep,
  personalOperationsStep,
  roomStep,
  knownBrowsersStep,
  recordCountryStep,
  blobHoldersStep,
  triesStep,
  leasesStep,
  tracingStep,
  roomOfPeopleStep,
  growthStep,
  besideStep,
  exportsStep,
  backupsStep,
  logStep,
  sealingStep,
  failedSignInsStep,
  plainTextsStep,
  keysFollowedStep,
  dailyStep,
  documentsStep,
  lookSharingStep,
  documentTurnsStep,
  reminderLooksStep,
  importsStep,
  takenOverStep,
  smartStep,
  importRoomStep,
  fhirStep,
  fhirExportStep,
  fhirExportRecordsStep,
  fhirSubscriptionStep,
  directCertificatesStep,
  directOutboxStep,
  imagesStep,
  directInboxStep,
  directHeldStep,
  directSpamStep,
  directClaimStep,
  directAppsStep,
  logTreeStep,
  withdrawnRulesStep,
];

export const stepsTable = 'migration';

/** Stands among the steps of a vault that is being copied from another. */
export const copyMark = 0;

/** Likewise, restored from a backup. */
export const restoreMark = -1;

/**
 * How many of the steps a Keepwell must know at least to serve a vault that has them all: those that follow only add. So one
 * version back works, while nodes are replaced one by one or after. Raise it with a step that is more than the version before
 * can live beside.
 */
const needed = 43;

/** How many steps this Keepwell knows. */
export const stepsKnown = steps.length;

/**
 * Brings the tables up to date, or to where they were after so many steps. Run inside one transaction.
 * @throws when the vault is from a Keepwell too new
 */
export async function migrate(sql: Sql, dialect: Dialect, upTo = steps.length): Promise<void> {
  await sql.run('CREATE TABLE IF NOT EXISTS migration (step INTEGER PRIMARY KEY)');
  const left = await countStepsLeft(sql);
  for (let step = steps.length - left; step < upTo; step++) {
    for (const text of listStatements(step, dialect)) await sql.run(text);
    await sql.run('INSERT INTO migration (step) VALUES (?)', step + 1);
  }
  if (left > 0 && upTo === steps.length)
    await sql.run('UPDATE migration SET needs = ? WHERE step = ?', needed, steps.length);
}

/** The statements of a step, counted from 0, as a database has them. */
export function listStatements(step: number, dialect: Dialect): string[] {
  return getAt(steps, step).flatMap(said => {
    if (typeof said !== 'string' && dialect.name !== 'postgres') return [];
    const statement = typeof said === 'string' ? said : said.postgres;
    const text = statement.replace(/\{(\w+)\}/g, (_, mark: keyof Dialect['marks']) => dialect.marks[mark]);
    return [dialect.adapt?.(text) ?? text];
  });
}

/** How many steps a vault is behind; none where it is ahead by what only adds. @throws when it is from a Keepwell too new, or a copy that is not finished */
export async function countStepsLeft(sql: Sql): Promise<number> {
  const row = await sql.get<{ done: number; first: number | null }>(
    'SELECT COUNT(*) AS done, MIN(step) AS first FROM migration',
  );
  const first = row?.first ?? undefined;
  if (first !== undefined && Number(first) === restoreMark)
    throw new Error('This vault is a restore that was cut off. `keepwell restore` begins it anew.');
  if (first !== undefined && Number(first) === copyMark)
    throw new Error('This vault is a copy that was cut off. `keepwell db copy` goes on with it.');
  const left = steps.length - Number(row?.done ?? 0);
  if (left >= 0) return left;
  const last = await sql.get<{ needs: number | null }>(
    'SELECT needs FROM migration ORDER BY step DESC LIMIT 1',
  );
  if (!last?.needs || Number(last.needs) > steps.length)
    throw new Error('This vault was written by a newer Keepwell. Use that version.');
  return 0;
}
