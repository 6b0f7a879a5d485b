// The request a call becomes, and what an answer says. How it is signed is in sign.ts, when in connect.ts.
import type { Schema } from '../schema/schema.ts';
import { readXml, type XmlCursor } from '../schema/xml-reader.ts';
import { type ErrorContext, HealthVaultError, readPart, UnreachableError } from './errors.ts';
import type { Actor, CallFor } from './options.ts';
import { hashText, type Signer } from './sign.ts';

export interface Session {
  readonly token: string;
  readonly sign: Signer;
}

export interface Call extends CallFor {
  readonly method: string;
  readonly version: number;
  /** The info element. */
  readonly info: string;
  /** Is the platform to do nothing where it finds this done already? */
  readonly isOnce?: boolean | undefined;
}

const timeToLiveSeconds = 1800;

/** A whole request; without a session, one in which the application only names itself. */
export async function requestBody(
  call: Call,
  by: { appId: string; session?: Session | undefined },
  now: number,
): Promise<string> {
  const { info } = call;
  const header =
    `<header><method>${call.method}</method><method-version>${call.version}</method-version>` +
    `${writeElement('record-id', call.recordId)}${identity(call, by)}<language>en</language><country>US</country>` +
    `<msg-time>${new Date(now).toISOString()}</msg-time><msg-ttl>${timeToLiveSeconds}</msg-ttl>` +
    `<version>keepwell-client</version><info-hash><hash-data algName="SHA256">${await hashText(info)}</hash-data></info-hash></header>`;
  const auth = by.session
    ? `<auth><hmac-data algName="HMACSHA256">${await by.session.sign(header)}</hmac-data></auth>`
    : '';
  return `<wc-request:request xmlns:wc-request="urn:com.microsoft.wc.request">${auth}${header}${info}</wc-request:request>`;
}

function identity(
  { userToken, personId }: Actor,
  { appId, session }: { appId: string; session?: Session | undefined },
): string {
  if (!session) return writeElement('app-id', appId);
  const person = userToken
    ? writeElement('user-auth-token', userToken)
    : personId && `<offline-person-info>${writeElement('offline-person-id', personId)}</offline-person-info>`;
  return `<auth-session>${writeElement('auth-token', session.token)}${person ?? ''}</auth-session>`;
}

/** Ids, tokens and numbers: nothing in them needs to be escaped, and nothing that does is taken for one. */
export function writeElement(name: string, value: string | number | undefined): string {
  if (value === undefined) return '';
  if (!/^[\w+/=:.-]*$/.test(String(value)))
    throw new TypeError(`${name} holds characters that it cannot have.`);
  return `<${name}>${value}</${name}>`;
}

const answerLimits = { depthMax: 1000, nodesMax: Number.POSITIVE_INFINITY };

/** The info element of an answer; undefined when it has none. @throws HealthVaultError for any code but 0 */
export function readAnswer(xml: string, about: ErrorContext): XmlCursor | undefined {
  const at = parsed(xml, about);
  return readPart(() => infoOf(at, about), about);
}

function infoOf(at: XmlCursor, about: ErrorContext): XmlCursor | undefined {
  const close = at.enter();
  if (!at.atNamed('status')) at.missing('status');
  const status = at.at(at.index);
  at.skip();
  const info = at.index < close && at.atElement() ? at.at(at.index) : undefined;
  status.enter();
  if (!status.atNamed('code')) status.missing('code');
  const code = Number(status.text());
  if (code !== 0) throw new HealthVaultError(code, messageIn(status), about);
  return info;
}

/** What an answer holds, by its schema. */
export function readInfo<T>(schema: Schema<T>, info: XmlCursor | undefined, about: ErrorContext): T {
  if (!info) throw new UnreachableError('The answer lacks its info element.', about);
  return readPart(() => schema.parse(info), about);
}

function parsed(xml: string, about: ErrorContext): XmlCursor {
  try {
    return readXml(xml, answerLimits).root();
  } catch (error) {
    throw new UnreachableError(
      'What answered is no HealthVault platform, or broke off: the answer is not XML.',
      about,
      error,
    );
  }
}

function messageIn(at: XmlCursor): string {
  if (!at.atNamed('error')) return '';
  at.enter();
  return at.atNamed('message') ? at.text() : '';
}
