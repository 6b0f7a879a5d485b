// Requests in parts, and sealed: hashed and signed over the bytes as they stand, however broken they are by then.
import { createHash, createHmac } from 'node:crypto';
import { readHmacName } from '../../core/healthvault/sessions/sign.ts';
import type { Session } from './stage.ts';

/** Stands in a header where the info hash belongs. */
export const hashMark = '{info-hash}';

export interface Draft {
  readonly header: string;
  readonly info: string;
  /** Undefined for what needs no session. */
  readonly session: Session | undefined;
}

export interface Parts {
  readonly auth: string;
  readonly header: string;
  readonly info: string;
}

/** Who calls, and on what. */
export interface Identity {
  readonly appId?: string;
  readonly session?: Session;
  readonly userToken?: string;
  readonly offlinePersonId?: string;
  readonly recordId?: string;
}

const algorithms = {
  HMACSHA1: 'sha1',
  HMACSHA256: 'sha256',
  HMACSHA384: 'sha384',
  HMACSHA512: 'sha512',
} as const;

export function headerXml(method: string, version: number, time: string, identity: Identity): string {
  const { appId, session, userToken, offlinePersonId, recordId } = identity;
  const person =
    (userToken ? `<user-auth-token>${userToken}</user-auth-token>` : '') +
    (offlinePersonId
      ? `<offline-person-info><offline-person-id>${offlinePersonId}</offline-person-id></offline-person-info>`
      : '');
  const who = session
    ? `<auth-session><auth-token>${session.token}</auth-token>${person}</auth-session>`
    : `<app-id>${appId}</app-id>`;
  return (
    `<header><method>${method}</method><method-version>${version}</method-version>` +
    `${recordId ? `<record-id>${recordId}</record-id>` : ''}${who}<language>en</language><country>US</country>` +
    `<msg-time>${time}</msg-time><msg-ttl>1800</msg-ttl><version>fuzz</version>` +
    `<info-hash><hash-data algName="SHA256">${hashMark}</hash-data></info-hash></header>`
  );
}

export function sealed({ header, info, session }: Draft): Parts {
  const hash = createHash(/algName="SHA1"/.test(header) ? 'sha1' : 'sha256')
    .update(info)
    .digest('base64');
  const signed = header.replace(hashMark, hash);
  return { auth: session ? authXml(session, signed) : '', header: signed, info };
}

export function authXml({ hmac, secret }: Session, header: string): string {
  const algorithm = algorithms[readHmacName(hmac)!];
  return `<auth><hmac-data algName="${hmac}">${createHmac(algorithm, secret).update(header).digest('base64')}</hmac-data></auth>`;
}

export function envelope({ auth, header, info }: Parts): string {
  return `<wc-request:request xmlns:wc-request="urn:com.microsoft.wc.request">${auth}${header}${info}</wc-request:request>`;
}
