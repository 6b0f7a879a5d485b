// Requests signed well, by somebody who must not get through, and requests wrapped around what somebody else signed.

import type { Base } from './corpus.ts';
import { envelope, headerXml, type Identity, type Parts, sealed } from './envelope.ts';
import type { Random } from './random.ts';
import type { Session, Stage } from './stage.ts';

/** Who may make this request. */
export function rightful(stage: Stage, { method }: Base, r: Random): Identity {
  const { own, masterId } = stage;
  if (method.auth === 'none')
    return { appId: method.name === 'NewApplicationCreationInfo' ? masterId : own.app.id };
  const session = r.pick(stage.sessions);
  if (method.auth === 'app') return { session };
  const person = r.chance(0.6) ? { userToken: own.userToken } : { offlinePersonId: own.personId };
  return { session, ...person, ...(method.auth === 'record' && { recordId: own.recordId }) };
}

export function timeOf(stage: Stage): string {
  return new Date(stage.server.clock.now()).toISOString();
}

/** A request that must be refused for who makes it. Undefined where this swap is none for this method. */
export function wrongful(
  stage: Stage,
  base: Base,
  info: string,
  r: Random,
): { name: string; body: string } | undefined {
  const name = r.pick(Object.keys(swaps));
  const identity = swaps[name]!(rightful(stage, base, r), stage, base);
  if (!identity) return undefined;
  const { auth, ...caller } = identity;
  const time = caller.msgTime ?? timeOf(stage);
  const header = (caller.change ?? same)(headerXml(base.method.name, base.version, time, caller));
  const parts = sealed({ header, info, session: caller.session && { ...caller.session, ...caller.signAs } });
  return { name, body: envelope({ ...parts, auth: auth ?? parts.auth }) };
}

interface Wrongful extends Identity {
  /** In place of the right one. */
  readonly auth?: string;
  readonly msgTime?: string;
  readonly signAs?: Partial<Session>;
  readonly change?: (header: string) => string;
}

type Swap = (right: Identity, stage: Stage, base: Base) => Wrongful | undefined;

const same = (header: string) => header;
const onRecord = ({ method }: Base) => method.auth === 'record';
const onPerson = ({ method }: Base) => method.auth === 'record' || method.auth === 'person';
const withoutPerson = ({ session, recordId }: Identity): Identity => ({
  ...(session && { session }),
  ...(recordId && { recordId }),
});

const swaps: Readonly<Record<string, Swap>> = {
  otherSecret: (right, { strangerSession }) => ({ ...right, signAs: { secret: strangerSession.secret } }),
  emptySecret: right => ({ ...right, signAs: { secret: Buffer.alloc(0) } }),
  otherAlgorithm: (right, _stage) => ({
    ...right,
    signAs: { hmac: right.session!.hmac === 'HMACSHA1' ? 'HMACSHA256' : 'HMACSHA1' },
  }),
  longerAlgorithm: right => ({ ...right, signAs: { hmac: 'HMACSHA512' } }),
  noAuth: right => ({ ...right, auth: '' }),
  emptyMac: right => ({ ...right, auth: `<auth><hmac-data algName="${right.session!.hmac}"/></auth>` }),
  noInfoHash: right => ({ ...right, change: header => header.replace(/<info-hash>.*<\/info-hash>/, '') }),
  wrongInfoHash: right => ({
    ...right,
    change: header => header.replace('{info-hash}', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='),
  }),
  strangerSession: (right, { strangerSession }, base) =>
    onPerson(base) ? { ...right, session: strangerSession } : undefined,
  expiredSession: (right, { expired }) => ({ ...right, session: expired.session }),
  unknownSession: (right, { strangerSession }) => ({
    ...right,
    session: {
      ...strangerSession,
      token: `${strangerSession.token.slice(0, 100)}AAAA${strangerSession.token.slice(104)}`,
    },
  }),
  userTokenAsSession: (right, { own }) => ({
    ...right,
    session: { ...right.session!, token: own.userToken },
  }),
  strangerUserToken: (right, { stranger }) => ({ ...withoutPerson(right), userToken: stranger.userToken }),
  expiredUserToken: (right, { expired }) => ({ ...withoutPerson(right), userToken: expired.userToken }),
  sessionAsUserToken: right => ({ ...withoutPerson(right), userToken: right.session!.token }),
  strangerPerson: (right, { stranger }) => ({ ...withoutPerson(right), offlinePersonId: stranger.personId }),
  innerPersonId: (right, { own }) => ({ ...withoutPerson(right), offlinePersonId: own.person.id }),
  twoPeople: (right, { own }) => ({ ...right, userToken: own.userToken, offlinePersonId: own.personId }),
  nobody: (right, _stage, base) => (onPerson(base) ? withoutPerson(right) : undefined),
  strangerRecord: (right, { stranger }, base) =>
    onRecord(base) ? { ...right, recordId: stranger.recordId } : undefined,
  cousinRecord: (right, { cousin }, base) =>
    onRecord(base) ? { ...right, recordId: cousin.recordId } : undefined,
  innerRecordId: (right, { own }, base) =>
    onRecord(base) ? { ...right, recordId: own.record.id } : undefined,
  old: right => ({ ...right, msgTime: '2020-01-01T00:00:00Z' }),
  appIdToo: (right, { own }) => ({
    ...right,
    change: header => header.replace('<auth-session>', `<app-id>${own.app.id}</app-id><auth-session>`),
  }),
  appIdInstead: (_right, { own }) => ({ appId: own.app.id }),
  stylesheet: right => ({
    ...right,
    change: header =>
      header.replace('<msg-time>', '<final-xsl>http://127.0.0.1:1/a.xsl</final-xsl><msg-time>'),
  }),
};

/** What was rightly signed, somewhere around or inside what was not. */
export function wrapped(right: Parts, evil: Parts, r: Random): { name: string; body: string } {
  const name = r.pick(Object.keys(layouts));
  return { name, body: rootOf(layouts[name]!(right, evil)) };
}

function rootOf(inside: string): string {
  return `<wc-request:request xmlns:wc-request="urn:com.microsoft.wc.request">${inside}</wc-request:request>`;
}

const intoHeader = (header: string, inside: string) => header.replace('<header>', `<header>${inside}`);
const layouts: Readonly<Record<string, (right: Parts, evil: Parts) => string>> = {
  commented: (p, e) => `${p.auth}<!--${p.header}-->${e.header}${e.info}`,
  commentedAfter: (p, e) => `${p.auth}${e.header}<!--${p.header}-->${p.info}`,
  quoted: (p, e) => `${p.auth}<![CDATA[${p.header}]]>${e.header}${p.info}`,
  instructed: (p, e) => `${p.auth}<?p ${p.header}?>${e.header}${p.info}`,
  twoHeaders: (p, e) => p.auth + e.header + p.header + p.info,
  twoHeadersAfter: (p, e) => p.auth + p.header + e.header + p.info,
  twoInfos: (p, e) => p.auth + p.header + e.info + p.info,
  twoInfosAfter: (p, e) => p.auth + p.header + p.info + e.info,
  infoSwapped: (p, e) => p.auth + p.header + e.info,
  headerSwapped: (p, e) => p.auth + e.header + p.info,
  bothSwapped: (p, e) => p.auth + e.header + e.info,
  wrappedHeader: (p, e) => `${p.auth}<x>${p.header}</x>${e.header}${p.info}`,
  headerInHeader: (p, e) => p.auth + intoHeader(e.header, p.header) + p.info,
  evilInHeader: (p, e) => p.auth + intoHeader(p.header, e.header) + p.info,
  infoInInfo: (p, e) => p.auth + p.header + e.info.replace('<info>', `<info>${p.info}`),
  infoInComment: (p, e) =>
    p.auth + p.header + e.info.replace('<info>', `<info><!--${p.info.replace(/--/g, '')}-->`),
  beforeAuth: (p, e) => e.header + p.auth + p.header + p.info,
  infoFirst: (p, e) => e.info + p.auth + p.header + p.info,
  twoAuths: (p, e) => p.auth + e.auth + e.header + p.info,
  inAuth: (p, e) => p.auth.replace('<auth>', `<auth>${p.header}`) + e.header + e.info,
  otherNamespace: (p, e) => `${p.auth}${e.header.replace('<header', '<header xmlns=""')}${p.header}${p.info}`,
  prefixedInfo: (p, e) => p.auth + p.header + e.info.replace(/(<\/?)info/g, '$1wc-request:info') + p.info,
  twoRequests: (p, e) =>
    `${p.auth}${p.header}${p.info}</wc-request:request><wc-request:request xmlns:wc-request="urn:com.microsoft.wc.request">${e.header}${e.info}`,
  requestInInfo: (p, e) => p.auth + e.header + e.info.replace('<info>', `<info>${rootOf(p.header + p.info)}`),
};
