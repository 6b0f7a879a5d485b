// The ways people sign in: passkeys, codes of an app, recovery codes, accounts with providers; the browsers they did it
// in, and links that were mailed.
import type { Identity, KnownBrowser, MailedLink, Passkey } from '../core/people/person.ts';
import type { CredentialsReader, CredentialsWriter } from '../core/people/ports.ts';
import { getRow, type Sql, toNull, toUndefined } from './sql.ts';

interface PasskeyRow {
  id: string;
  person_id: string;
  public_key: Buffer;
  counter: number;
  transports: string;
  name: string;
  created_at: number;
  last_used_at: number | null;
}

interface IdentityRow {
  issuer: string;
  subject: string;
  person_id: string;
  email: string;
  created_at: number;
  last_used_at: number;
}

interface KnownBrowserRow {
  person_id: string;
  hash: Buffer;
  secrets: Buffer;
  expires_at: number;
}

interface LinkRow {
  hash: Buffer;
  kind: MailedLink['kind'];
  person_id: string | null;
  email: string;
  sealed: Buffer | null;
  expires_at: number;
}

export function openCredentials(sql: Sql): CredentialsReader & CredentialsWriter {
  return {
    ...lookUps(sql),
    ...passkeyChanges(sql),
    ...codeChanges(sql),
    ...browserChanges(sql),
    ...otherChanges(sql),
  };
}

function lookUps(sql: Sql): CredentialsReader {
  return {
    async passkey(id) {
      const row = await sql.get<PasskeyRow>('SELECT * FROM passkey WHERE id = ?', id);
      return row && passkey(row);
    },
    async passkeysOf(personId) {
      const rows = await sql.all<PasskeyRow>(
        'SELECT * FROM passkey WHERE person_id = ? ORDER BY created_at, id',
        personId,
      );
      return rows.map(passkey);
    },
    async codeApp(personId) {
      const row = await sql.get<{ sealed_secret: Buffer; created_at: number; last_step: number }>(
        'SELECT sealed_secret, created_at, last_step FROM code_app WHERE person_id = ?',
        personId,
      );
      return (
        row && {
          personId,
          sealedSecret: row.sealed_secret,
          createdAt: Number(row.created_at),
          lastStep: Number(row.last_step),
        }
      );
    },
    async recoveryCodesLeft(personId) {
      const row = await getRow<{ n: number }>(
        sql,
        'SELECT COUNT(*) AS n FROM recovery_code WHERE person_id = ?',
        personId,
      );
      return Number(row.n);
    },
    async identity(issuer, subject) {
      const row = await sql.get<IdentityRow>(
        'SELECT * FROM identity WHERE issuer = ? AND subject = ?',
        issuer,
        subject,
      );
      return row && identity(row);
    },
    async identitiesOf(personId) {
      const rows = await sql.all<IdentityRow>(
        'SELECT * FROM identity WHERE person_id = ? ORDER BY created_at, issuer',
        personId,
      );
      return rows.map(identity);
    },
    ...linkLookUps(sql),
  };
}

function linkLookUps(
  sql: Sql,
): Pick<
  CredentialsReader,
  'mailedLink' | 'mailedLinksOf' | 'recoveryCodesMadeAt' | 'knownBrowser' | 'hasKnownBrowsers' | 'askedLinks'
> {
  return {
    async mailedLinksOf(personId, now) {
      const rows = await sql.all<LinkRow>(
        'SELECT * FROM mailed_link WHERE person_id = ? AND expires_at > ? ORDER BY expires_at DESC',
        personId,
        now,
      );
      return rows.map(mailedLink);
    },
    async recoveryCodesMadeAt(personId) {
      const row = await sql.get<{ at: number | null }>(
        'SELECT MIN(created_at) AS at FROM recovery_code WHERE person_id = ?',
        personId,
      );
      return row?.at === null || row === undefined ? undefined : Number(row.at);
    },
    async mailedLink(hash, now) {
      const row = await sql.get<LinkRow>(
        'SELECT * FROM mailed_link WHERE hash = ? AND expires_at > ?',
        hash,
        now,
      );
      return row && mailedLink(row);
    },
    async knownBrowser(personId, hash, now) {
      const row = await sql.get<KnownBrowserRow>(
        'SELECT * FROM known_browser WHERE person_id = ? AND hash = ? AND expires_at > ?',
        personId,
        hash,
        now,
      );
      return row && knownBrowser(row);
    },
    async hasKnownBrowsers(personId, now) {
      const row = await sql.get(
        'SELECT 1 FROM known_browser WHERE person_id = ? AND expires_at > ? LIMIT 1',
        personId,
        now,
      );
      return row !== undefined;
    },
    async askedLinks(limit) {
      const rows = await sql.all<LinkRow>(
        `SELECT * FROM mailed_link WHERE kind = 'asked' ORDER BY expires_at LIMIT ? + 0`,
        limit,
      );
      return rows.map(mailedLink);
    },
  };
}

function passkeyChanges(sql: Sql): Pick<CredentialsWriter, 'addPasskey' | 'usePasskey' | 'removePasskey'> {
  return {
    async addPasskey(p) {
      await sql.put(
        `INSERT INTO passkey (id, person_id, public_key, counter, transports, name, created_at, last_used_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        p.id,
        p.personId,
        p.publicKey,
        p.counter,
        JSON.stringify(p.transports),
        p.name,
        p.createdAt,
        toNull(p.lastUsedAt),
      );
    },
    async usePasskey(id, { counter, at }) {
      const changed = await sql.run(
        'UPDATE passkey SET counter = ?, last_used_at = ? WHERE id = ? AND (counter < ? OR (counter = 0 AND ? = 0))',
        counter,
        at,
        id,
        counter,
        counter,
      );
      return changed > 0;
    },
    async removePasskey(id) {
      await sql.put('DELETE FROM passkey WHERE id = ?', id);
    },
  };
}

function codeChanges(
  sql: Sql,
): Pick<
  CredentialsWriter,
  'putCodeApp' | 'useCodeStep' | 'removeCodeApp' | 'putRecoveryCodes' | 'useRecoveryCode'
> {
  return {
    async putCodeApp(app) {
      await sql.put(
        `INSERT INTO code_app (person_id, sealed_secret, created_at, last_step) VALUES (?, ?, ?, ?)
         ON CONFLICT (person_id) DO UPDATE SET sealed_secret = excluded.sealed_secret,
           created_at = excluded.created_at, last_step = excluded.last_step`,
        app.personId,
        app.sealedSecret,
        app.createdAt,
        app.lastStep,
      );
    },
    async useCodeStep(personId, step) {
      const used = await sql.run(
        'UPDATE code_app SET last_step = ? WHERE person_id = ? AND last_step < ?',
        step,
        personId,
        step,
      );
      return used === 1;
    },
    async removeCodeApp(personId) {
      await sql.put('DELETE FROM code_app WHERE person_id = ?', personId);
    },
    async putRecoveryCodes(personId, hashes, at) {
      await sql.put('DELETE FROM recovery_code WHERE person_id = ?', personId);
      for (const hash of hashes)
        await sql.put(
          'INSERT INTO recovery_code (person_id, hash, created_at) VALUES (?, ?, ?)',
          personId,
          hash,
          at,
        );
    },
    async useRecoveryCode(personId, hash) {
      const used = await sql.run(
        'DELETE FROM recovery_code WHERE person_id = ? AND hash = ?',
        personId,
        hash,
      );
      return used === 1;
    },
  };
}

function browserChanges(
  sql: Sql,
): Pick<CredentialsWriter, 'putKnownBrowser' | 'trimKnownBrowsers' | 'removeKnownBrowsersOf'> {
  return {
    async putKnownBrowser(b) {
      await sql.put(
        `INSERT INTO known_browser (person_id, hash, secrets, expires_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (person_id, hash) DO UPDATE SET secrets = excluded.secrets, expires_at = excluded.expires_at`,
        b.personId,
        b.hash,
        b.secrets,
        b.expiresAt,
      );
    },
    async trimKnownBrowsers(personId, keep) {
      await sql.put(
        `DELETE FROM known_browser WHERE person_id = ? AND hash NOT IN
           (SELECT hash FROM known_browser WHERE person_id = ? ORDER BY expires_at DESC LIMIT ? + 0)`,
        personId,
        personId,
        keep,
      );
    },
    async removeKnownBrowsersOf(personId) {
      await sql.put('DELETE FROM known_browser WHERE person_id = ?', personId);
    },
  };
}

function otherChanges(
  sql: Sql,
): Pick<
  CredentialsWriter,
  | 'addIdentity'
  | 'useIdentity'
  | 'removeIdentity'
  | 'putMailedLink'
  | 'removeMailedLink'
  | 'removeMailedLinksOf'
  | 'sweep'
> {
  return {
    async addIdentity(i) {
      await sql.put(
        `INSERT INTO identity (issuer, subject, person_id, email, created_at, last_used_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
        i.issuer,
        i.subject,
        i.personId,
        i.email,
        i.createdAt,
        i.lastUsedAt,
      );
    },
    async useIdentity(issuer, subject, at) {
      await sql.put(
        'UPDATE identity SET last_used_at = ? WHERE issuer = ? AND subject = ?',
        at,
        issuer,
        subject,
      );
    },
    async removeIdentity(issuer, subject) {
      await sql.put('DELETE FROM identity WHERE issuer = ? AND subject = ?', issuer, subject);
    },
    async putMailedLink(link) {
      await sql.put(
        'INSERT INTO mailed_link (hash, kind, person_id, email, sealed, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
        link.hash,
        link.kind,
        toNull(link.personId),
        link.email,
        toNull(link.sealed),
        link.expiresAt,
      );
    },
    async removeMailedLink(hash) {
      await sql.put('DELETE FROM mailed_link WHERE hash = ?', hash);
    },
    async removeMailedLinksOf(personId) {
      await sql.put('DELETE FROM mailed_link WHERE person_id = ?', personId);
    },
    async sweep(now) {
      await sql.put('DELETE FROM mailed_link WHERE expires_at <= ?', now);
      await sql.put('DELETE FROM known_browser WHERE expires_at <= ?', now);
    },
  };
}

function passkey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    personId: row.person_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: JSON.parse(row.transports),
    name: row.name,
    createdAt: Number(row.created_at),
    lastUsedAt: row.last_used_at === null ? undefined : Number(row.last_used_at),
  };
}

function identity(row: IdentityRow): Identity {
  return {
    issuer: row.issuer,
    subject: row.subject,
    personId: row.person_id,
    email: row.email,
    createdAt: Number(row.created_at),
    lastUsedAt: Number(row.last_used_at),
  };
}

function knownBrowser(row: KnownBrowserRow): KnownBrowser {
  return {
    personId: row.person_id,
    hash: row.hash,
    secrets: row.secrets,
    expiresAt: Number(row.expires_at),
  };
}

function mailedLink(row: LinkRow): MailedLink {
  return {
    hash: row.hash,
    kind: row.kind,
    personId: toUndefined(row.person_id),
    email: row.email,
    sealed: toUndefined(row.sealed),
    expiresAt: Number(row.expires_at),
  };
}
