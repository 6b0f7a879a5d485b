// Every column of a vault is sealed, or can be read for a reason; docs/encryption.md says so to operators. A new one belongs here.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { tempFolder } from '../../testing/process.ts';
import { openSqlite } from '../dialects/sqlite.ts';
import { sealedColumns } from '../seals.ts';
import { sealedTexts } from './places.ts';

interface Columns {
  readonly sealed?: string;
  readonly readable: string;
  /** Why these can be read. */
  readonly reason: string;
}

const tables: Readonly<Record<string, Columns>> = {
  account_closing: {
    readable: 'person_id due_at record_ids',
    reason: 'ids, times and numbers',
  },
  alternate_id: {
    readable: 'app_id alternate_id person_id record_id created_at',
    reason: 'ids that applications give to records: they are looked up by them',
  },
  app_admin: {
    readable: 'app_id person_id added_at',
    reason: 'ids, times and numbers',
  },
  app_admin_invitation: {
    readable: 'app_id email invited_at',
    reason: 'who is invited by which address',
  },
  app_admission: {
    readable: 'app_id person_id at',
    reason: 'ids, times and numbers',
  },
  app_authorization: {
    readable: 'app_id person_id record_id rules created_at updated_at may_send_direct withdrawn_rules',
    reason: 'rules of types and dates: each request is judged by them',
  },
  app_entry: {
    readable: 'app_id entry',
    reason: 'what an application is, the same for all',
  },
  app_read: {
    readable: 'app_id person_id record_id type_id items last_at',
    reason: 'how many items of which type were read',
  },
  app_session: {
    sealed: 'sealed_secret',
    readable: 'hash app_id hmac expires_at thumbprint',
    reason: 'hashes and ids',
  },
  app_settings: {
    sealed: 'xml',
    readable: 'app_id person_id selected_record_id',
    reason: 'ids, times and numbers',
  },
  application: {
    sealed: 'shared_secret',
    readable: 'id master_id created_at updated_at definition',
    reason: 'what an application is, the same for all',
  },
  application_certificate: {
    readable: 'app_id thumbprint pem added_at added_by',
    reason: 'public',
  },
  application_text: {
    readable: 'app_id kind item language content_type content',
    reason: 'what an application is, the same for all',
  },
  audit: {
    readable: 'id at action person_id app_id record_id avenue details number salt content_hash entry_hash',
    reason: 'who did what when, with ids: the trail is kept when its record is not',
  },
  backup_run: {
    readable: 'place kind target backup_id snapshot_at begun_at ended_at problem facts',
    reason: 'how backups went, without what is in them',
  },
  blob: {
    sealed: 'sealed_key',
    readable:
      'id purpose app_id person_id record_id token_hash state length part_bytes hash begun_at expires_at held_bytes told_bytes key_record_id',
    reason: 'whose an upload is, how long, and the hash by which clients compare it',
  },
  blob_part: {
    readable: 'blob_id position name digest kept_digest',
    reason: 'as blob',
  },
  caller_generation: {
    readable: 'number',
    reason: 'a number',
  },
  code_app: {
    sealed: 'sealed_secret',
    readable: 'person_id created_at last_step',
    reason: 'ids, times and numbers',
  },
  confirmed_address: {
    readable: 'person_id email_folded at',
    reason: 'as person',
  },
  connect_package: {
    sealed: 'friendly_name question sealed_contents',
    readable: 'id app_id code_hash created_at wrong_answers external_id definition size',
    reason: 'ids that applications give to people: they are looked up by them',
  },
  connect_package_blob: {
    readable: 'package_id blob_id',
    reason: 'ids, times and numbers',
  },
  connect_request: {
    sealed: 'friendly_name question kept_answer',
    readable: 'id app_id code_hash external_id created_at wrong_answers person_id record_id connected_at',
    reason: 'as connect_package',
  },
  direct_anchor: {
    readable: 'id domain bundle_id der added_at',
    reason: 'whom the vault trusts; public',
  },
  direct_bundle: {
    readable: 'id domain address signer refreshed_at due_at problem',
    reason: 'as direct_anchor',
  },
  direct_domain: {
    readable: 'domain needs_lists',
    reason: 'as direct_anchor',
  },
  direct_key: {
    sealed: 'sealed',
    readable: 'id kind bound_hash not_before not_after made_at',
    reason: 'found by a keyed hash of the address or domain it is of',
  },
  direct_list: {
    readable: 'id address issuer der added_at due_at problem',
    reason: 'as direct_anchor',
  },
  direct_contents: {
    sealed: 'sealed',
    readable: 'letter_id person_id record_id',
    reason: 'ids, times and numbers',
  },
  direct_copy: {
    sealed: 'sealed_to',
    readable:
      'id letter_id kind person_id record_id domain_hash state created_at queued_at due_at tries problem claimed_until sent_at changed_at',
    reason: 'ids, times and numbers, and a hash by which deliveries to a domain are bounded',
  },
  direct_found: {
    sealed: 'sealed',
    readable: 'name_hash expires_at',
    reason: 'hashes',
  },
  direct_letter: {
    sealed: 'sealed_head',
    readable: 'id kind person_id record_id app_id created_at',
    reason: 'ids, times and numbers',
  },
  direct_address: {
    sealed: 'sealed',
    readable: 'hash person_id is_current at',
    reason: 'hashes that the key makes, ids and times',
  },
  direct_claim: {
    readable: 'key_hash reader_hash transaction_id at',
    reason: 'hashes that the key makes, an id that is made for it, and times',
  },
  direct_held: {
    sealed: 'sealed',
    readable: 'id hash code_hash at wrong_answers blob_id bytes',
    reason: 'hashes, ids, times and numbers',
  },
  direct_mail: {
    sealed: 'sealed',
    readable: 'id person_id hash sender_hash folder is_verified is_read at moved_at blob_id bytes thing_id',
    reason: 'hashes that the key makes, ids, times and numbers, and where it lies',
  },
  direct_sender: {
    sealed: 'sealed',
    readable: 'person_id hash standing at',
    reason: 'hashes that the key makes, and whether they are let in',
  },
  document_action: {
    readable: 'record_id thing_id person_id app_id action first_at last_at count',
    reason: 'ids, times and numbers',
  },
  document_receipt: {
    readable: 'id record_id thing_id source patient_id organization_id event_at available_at package_id',
    reason: 'reports go by the ids of patients and organisations',
  },
  document_text: {
    sealed: 'sealed',
    readable: 'record_id blob_id state tries due_at',
    reason: 'which files are still to be read for their words',
  },
  event_lane: {
    readable: 'subscription_id record_id told latest due_at failed gap',
    reason: 'ids, times and numbers',
  },
  event_parked: {
    readable: 'subscription_id record_id first_sequence last_sequence parked_at',
    reason: 'ids, times and numbers',
  },
  event_subscription: {
    sealed: 'sealed_key',
    readable: 'id app_id url key_version filters created_at updated_at failures held_until last_failure',
    reason: 'where an application wants events and of which types',
  },
  export_under_way: {
    readable: 'place id person_id record_id done total state told_at',
    reason: 'ids, times and numbers',
  },
  failed_sign_in: {
    readable: 'hour address way outcome tries last_at',
    reason: 'network addresses and numbers',
  },
  identity: {
    readable: 'issuer subject person_id email created_at last_used_at',
    reason: 'signing in by a provider goes by what that says',
  },
  key_change: {
    readable: 'id number',
    reason: 'a number',
  },
  known_browser: {
    readable: 'person_id hash secrets expires_at',
    reason: 'hashes',
  },
  lease: {
    readable: 'name holder expires_at',
    reason: 'ids, times and numbers',
  },
  log_chain: {
    readable: 'name log_end',
    reason: 'hashes',
  },
  log_directory: {
    readable: 'label place number',
    reason: 'hashes',
  },
  log_heads: {
    readable: 'number at up_to text size',
    reason: 'published',
  },
  log_key: {
    sealed: 'sealed',
    readable: 'name public_key made_at',
    reason: 'public',
  },
  log_leaf: {
    readable: 'place label chain number entry_hash at since previous',
    reason: 'hashes and times',
  },
  log_node: {
    readable: 'level place hash',
    reason: 'hashes',
  },
  log_noter: {
    readable: 'name noted_at key_change',
    reason: 'ids, times and numbers',
  },
  log_published: {
    readable: 'chain number',
    reason: 'hashes',
  },
  mail: {
    sealed: 'sealed_to',
    readable: 'id letter_id state app_id person_id created_at due_at tries problem claimed_until',
    reason: 'ids, times and numbers',
  },
  mail_letter: {
    sealed: 'sealed',
    readable: 'id',
    reason: 'ids, times and numbers',
  },
  mailed_link: {
    sealed: 'sealed',
    readable: 'hash kind person_id email expires_at',
    reason: 'to whom a link went: another takes its place',
  },
  migration: {
    readable: 'step needs',
    reason: 'a number',
  },
  operator: {
    readable: 'person_id added_at added_by',
    reason: 'ids, times and numbers',
  },
  outbox: {
    readable: 'id at kind record_id payload',
    reason: 'ids and types of what changed',
  },
  package_receipt: {
    sealed: 'sealed_code',
    readable: 'id source available_at',
    reason: 'reports go by source and time',
  },
  parked: {
    sealed: 'sealed',
    readable: 'id browser_hash address_hash expires_at',
    reason: 'hashes',
  },
  passkey: {
    readable: 'id person_id public_key counter transports name created_at last_used_at',
    reason: 'public keys, and what people call them',
  },
  person: {
    readable: 'id email email_folded name password_hash birth_date country culture state created_at',
    reason: 'accounts are found by their address; the rest is shown beside them',
  },
  person_alias: {
    readable: 'app_id alias person_id',
    reason: 'ids, times and numbers',
  },
  record: {
    readable:
      'id name state created_at updated_at bytes sequence blob_bytes deleted_at open_sequence open_updated_at owner_id country log_end looks_told documents_taken_by',
    reason: 'whose record it is and what it is called: lists of records go by it',
  },
  record_access: {
    readable: 'person_id record_id level relationship type_ids created_at expires_at',
    reason: 'who may see what: it is asked with each request',
  },
  record_alias: {
    readable: 'app_id alias person_id record_id',
    reason: 'ids, times and numbers',
  },
  record_app_alias: {
    readable: 'app_id record_id alias',
    reason: 'ids, times and numbers',
  },
  record_key: {
    sealed: 'wrapped',
    readable: 'record_id generation vault_key_id',
    reason: 'a key, wrapped',
  },
  record_look: {
    readable: 'person_id record_id since latest at',
    reason: 'ids, times and numbers',
  },
  record_operation: {
    readable:
      'record_id sequence position operation thing_id version_stamp type_id effective_date updated_end_date at personal',
    reason: 'what changed when, by type and date: applications ask for it since a number',
  },
  recovery_code: {
    readable: 'person_id hash created_at',
    reason: 'hashes',
  },
  reminded: {
    readable: 'person_id record_id what until',
    reason: 'ids, times and numbers',
  },
  fhir_binary: {
    sealed: 'sealed',
    readable: 'id record_id expires_at',
    reason: 'ids and times',
  },
  fhir_export: {
    readable: 'id app_id person_id at state',
    reason: 'ids, times, and kinds of resource that were asked for',
  },
  fhir_export_record: {
    readable: 'export_id place person_id record_id',
    reason: 'ids and numbers',
  },
  fhir_index: {
    readable: 'record_id mapping sequence position',
    reason: 'ids and numbers',
  },
  fhir_subscription: {
    sealed: 'sealed',
    readable:
      'id app_id person_id record_id status version created_at updated_at ends_at sequence position latest events taken due_at failures failing_since held_until last_failure heartbeat_at',
    reason: 'ids, times and numbers, and in words of ours why a receiver was not reached',
  },
  fhir_subscription_event: {
    readable: 'subscription_id number record_id thing_id version_stamp type_id operation at kind resource_id',
    reason: 'what changed when, as record_operation',
  },
  fhir_token: {
    readable: 'record_id token effective_date ordinal part thing_id',
    reason: 'hashes by the key of the record; the rest as thing',
  },
  image_file: {
    sealed: 'sealed',
    readable: 'record_id intake_id position blob_id name_hash',
    reason: 'ids, numbers and hashes',
  },
  image_header: {
    sealed: 'sealed',
    readable: 'record_id blob_id',
    reason: 'ids, times and numbers',
  },
  image_intake: {
    sealed: 'sealed',
    readable: 'record_id id person_id state begun_at changed_at files bytes',
    reason: 'ids, times and numbers',
  },
  import: {
    sealed: 'sealed',
    readable:
      'record_id id person_id state blob_id begun_at changed_at due_at tries done total tally staged_bytes',
    reason: 'which imports the job works on, how far they are, and how many items and bytes, by no kind',
  },
  import_mapping: {
    sealed: 'sealed',
    readable: 'record_id header_hash kept_at',
    reason: 'found by a hash that the key of the record makes; those that are kept longest go',
  },
  import_slice: {
    sealed: 'sealed',
    readable: 'record_id import_id position',
    reason: 'in which order they are written',
  },
  import_thing: {
    readable: 'record_id import_id thing_id version_stamp previous_stamp source_hash content_hash stays',
    reason: 'what an import did, to take it back; hashes are made by the key of the record',
  },
  reminder: {
    readable: 'person_id record_id choice chosen_at look_at',
    reason: 'who is reminded of which kinds of things and ids of medicines, and how long before',
  },
  room_used: {
    readable: 'holder bytes',
    reason: 'numbers',
  },
  secret_address: {
    sealed: 'sealed_token',
    readable: 'id token_hash kind record_id person_id name choice created_at',
    reason: 'hashes, ids, what people call their addresses and which kinds of things these tell',
  },
  sharing_invitation: {
    sealed: 'sealed_pin',
    readable:
      'id code_hash record_id from_person_id email level type_ids access_ends_at wrong_pins created_at expires_at',
    reason: 'who is invited by which address to what',
  },
  shell_session: {
    readable: 'hash id person_id address browser system created_at last_used_at proved_at expires_at',
    reason: 'where somebody is signed in, so that they can end it',
  },
  sign_up_code: {
    readable: 'hash app_id expires_at',
    reason: 'hashes',
  },
  smart_grant: {
    readable: 'hash app_id person_id record_id scopes is_offline shell_id created_at expires_at',
    reason: 'what was granted whom, as app_authorization',
  },
  smart_key: {
    sealed: 'sealed',
    readable: 'id made_at',
    reason: 'ids, times and numbers',
  },
  smart_row: {
    sealed: 'sealed',
    readable: 'kind id_hash app_id grant_hash uid_hash consumed_at expires_at',
    reason: 'hashes and ids',
  },
  thing: {
    sealed: 'tags data_xml common_xml signature_xml signed_xml sealed',
    readable:
      'record_id id version_stamp type_id state flags effective_date updated_end_date client_id created_at created_app created_person created_avenue updated_at updated_app updated_person updated_avenue updated_action size blob_set ordinal',
    reason: 'queries go by type, dates, state, flags, who wrote and the order; the id of a client is a hash',
  },
  thing_blob: {
    sealed: 'name content_type',
    readable: 'record_id set_id position legacy_encoding current_encoding streamed blob_id',
    reason: 'which file stands where; how it is encoded',
  },
  thing_history: {
    sealed: 'tags data_xml common_xml signature_xml signed_xml sealed',
    readable:
      'record_id id version_stamp type_id state flags effective_date updated_end_date client_id created_at created_app created_person created_avenue updated_at updated_app updated_person updated_avenue updated_action size blob_set ordinal',
    reason: 'as thing',
  },
  trace: {
    sealed: 'sealed',
    readable: 'place id app_id is_proved',
    reason: 'ids, times and numbers',
  },
  thing_relation: {
    readable: 'record_id thing_id related_id',
    reason: 'ids',
  },
  tracing: {
    readable: 'app_id person_id ends_at',
    reason: 'ids, times and numbers',
  },
  tries: {
    readable: 'id used ends_at',
    reason: 'hashes',
  },
  used_once: {
    readable: 'kind hash expires_at',
    reason: 'hashes',
  },
  user_token: {
    readable: 'hash app_id person_id shell_hash expires_at',
    reason: 'hashes',
  },
  vault_key: {
    sealed: 'wrapped',
    readable: 'id master_id made_at is_ready',
    reason: 'a key, wrapped',
  },
  vault_seal: {
    sealed: 'sealed_id',
    readable: 'vault_id',
    reason: 'what the id of a vault is compared with',
  },
  vocabulary: {
    readable: 'id load_id name family version description languages item_count state',
    reason: 'the same for all',
  },
  vocabulary_item: {
    readable: 'vocabulary_id ordinal code texts info_xml',
    reason: 'the same for all',
  },
  vocabulary_load: {
    readable: 'id source position started_at',
    reason: 'the same for all',
  },
  vocabulary_text: {
    readable: 'id set_id folded',
    reason: 'the same for all',
  },
};

/** What a store keeps for its own index over loaded vocabularies. */
const ownTables = /^(sqlite|vocabulary_(word|gram))/;

test('each column of each table is sealed, or can be read for a reason', async () => {
  const file = join(tempFolder(), 'keepwell.db');
  await (await openSqlite({ file })).close();
  const db = new Database(file, { readonly: true });
  const rows = db
    .prepare(
      `SELECT t.name AS "table", c.name AS "column" FROM sqlite_master t, pragma_table_info(t.name) c
       WHERE t.type = 'table'`,
    )
    .all() as { table: string; column: string }[];
  db.close();
  const found = rows.filter(({ table }) => !ownTables.test(table)).map(row => `${row.table}.${row.column}`);
  const known = Object.entries(tables).flatMap(([table, { sealed = '', readable, reason }]) => {
    expect(reason).not.toBe('');
    return `${sealed} ${readable}`
      .split(' ')
      .filter(name => name !== '')
      .map(name => `${table}.${name}`);
  });
  expect(found.sort()).toEqual(known.sort());
});

test('what is sealed with keys of the vault is sealed anew when they change', () => {
  const anew = [
    ...sealedColumns.map(({ table, column }) => `${table}.${column}`),
    ...sealedTexts.map(({ table, column }) => `${table}.${column}`),
  ];
  const ofRecords = new Set([
    'thing',
    'thing_history',
    'thing_blob',
    'blob',
    'document_text',
    'import',
    'import_slice',
    'import_mapping',
    'image_intake',
    'image_file',
    'image_header',
    'record_key',
    'vault_key',
    'vault_seal',
  ]);
  const sealed = Object.entries(tables)
    .filter(([table]) => !ofRecords.has(table))
    .flatMap(([table, { sealed }]) => (sealed ? sealed.split(' ').map(name => `${table}.${name}`) : []));
  expect(anew.sort()).toEqual(sealed.sort());
});
