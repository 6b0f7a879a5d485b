// Session requests of every kind, broken before or after they are signed.
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { findMethod } from '../../methods/index.ts';
import { testKey } from '../given.ts';
import { envelope, headerXml, type Parts, sealed } from './envelope.ts';
import { timeOf } from './identity.ts';
import { mutate } from './mutators.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';
import { tokensOf } from './tokens.ts';

export interface SessionCase {
  readonly name: string;
  readonly body: string;
  /** What the request was before it was broken; undefined when success is nobody's harm. */
  readonly original?: Parts;
  readonly never: boolean;
}

export const createSession = findMethod('CreateAuthenticatedSessionToken')!;

interface Claim {
  readonly appId: string;
  readonly version: 1 | 2;
  readonly content: string;
  readonly sign: (content: string) => string;
}

export function sessionCase(stage: Stage, r: Random, index: number): SessionCase {
  const claim = r.pick(claims)(stage, index);
  const broken = r.pick(['content', 'content', 'info', 'header', 'all', 'swap'] as const);
  const whole = parts(stage, claim, claim.content, claim.sign(claim.content));
  switch (broken) {
    case 'content': {
      const tokens = tokensOf(claim.content);
      const name = mutate(tokens, r);
      const content = tokens.join('');
      return {
        name: `content ${name}`,
        body: envelope(parts(stage, claim, content, claim.sign(content))),
        never: false,
      };
    }
    case 'info': {
      const tokens = tokensOf(whole.info);
      const name = mutate(tokens, r);
      const info = tokens.join('');
      const { header } = sealed({ header: headerOf(stage, claim), info, session: undefined });
      return {
        name: `info ${name}`,
        body: envelope({ ...whole, header, info }),
        original: whole,
        never: false,
      };
    }
    case 'header': {
      const tokens = tokensOf(whole.header);
      const name = mutate(tokens, r);
      return {
        name: `header ${name}`,
        body: envelope({ ...whole, header: tokens.join('') }),
        original: whole,
        never: false,
      };
    }
    case 'all': {
      const tokens = tokensOf(envelope(whole));
      const name = mutate(tokens, r);
      return { name: `all ${name}`, body: tokens.join(''), original: whole, never: false };
    }
    case 'swap':
      return swapped(stage, claim, r);
  }
}

function headerOf(stage: Stage, { version, appId }: Claim): string {
  return headerXml(createSession.name, version, timeOf(stage), { appId });
}

function parts(stage: Stage, claim: Claim, content: string, signature: string): Parts {
  const kind = claim.version === 1 ? 'appserver' : 'appserver2';
  const info = `<info><auth-info><app-id>${claim.appId}</app-id><credential><${kind}>${signature}${content}</${kind}></credential></auth-info></info>`;
  return sealed({ header: headerOf(stage, claim), info, session: undefined });
}

const claims: readonly ((stage: Stage, index: number) => Claim)[] = [
  ({ own }) => ({
    appId: own.app.id,
    version: 1,
    content: `<content><app-id>${own.app.id}</app-id><shared-secret><hmac-alg algName="HMACSHA256">c2VjcmV0IG9mIHR3ZW50eSBieXRlcw==</hmac-alg></shared-secret></content>`,
    sign: content => rsaSig(content, own.thumbprint),
  }),
  (stage, index) => ({
    appId: stage.own.app.id,
    version: 2,
    content: content2(stage, stage.own.app.id, index),
    sign: content => rsaSig(content, stage.own.thumbprint),
  }),
  (stage, index) => ({
    appId: stage.child.appId,
    version: 2,
    content: content2(stage, stage.child.appId, index),
    sign: content =>
      `<hmacSig algName="HMACSHA256">${createHmac('sha256', stage.child.secret).update(content).digest('base64')}</hmacSig>`,
  }),
];

/** RSA signatures repeat, and a repeated one is a replay: the digits of the index keep them apart. */
function content2(stage: Stage, appId: string, index: number): string {
  const time = timeOf(stage).replace('Z', `${String(index).padStart(9, '0')}Z`);
  return `<content><app-id>${appId}</app-id><hmac>HMACSHA256</hmac><signing-time>${time}</signing-time></content>`;
}

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 });

function rsaSig(content: string, thumbprint: string, key = testKey): string {
  const signature = createSign('sha1').update(content).sign(key.privateKey, 'base64');
  return `<sig digestMethod="SHA1" sigMethod="RSA-SHA1" thumbprint="${thumbprint}">${signature}</sig>`;
}

/** Signed by the wrong key, for the wrong application, at the wrong time. */
function swapped(stage: Stage, claim: Claim, r: Random): SessionCase {
  const { own, stranger, child } = stage;
  const name = r.pick([
    'otherCertificate',
    'otherApp',
    'otherContent',
    'otherKey',
    'contentChanged',
    'emptySignature',
    'noSignature',
    'wrongSecret',
    'old',
  ] as const);
  const never = (content: string, signature: string, by = claim) => ({
    name,
    body: envelope(parts(stage, by, content, signature)),
    never: true,
  });
  switch (name) {
    case 'otherCertificate':
      return never(claim.content, rsaSig(claim.content, stranger.thumbprint));
    case 'otherApp':
      return never(claim.content, claim.sign(claim.content), { ...claim, appId: stranger.app.id });
    case 'otherContent':
      return never(claim.content.replace(claim.appId, stranger.app.id), claim.sign(claim.content));
    case 'otherKey':
      return never(claim.content, rsaSig(claim.content, own.thumbprint, otherKey));
    case 'contentChanged':
      return never(claim.content.replace('HMACSHA256', 'HMACSHA1'), claim.sign(claim.content));
    case 'emptySignature':
      return never(claim.content, claim.sign(claim.content).replace(/>[^<]*</, '><'));
    case 'noSignature':
      return never(claim.content, '');
    case 'wrongSecret':
      return never(
        claim.content,
        `<hmacSig algName="HMACSHA256">${createHmac(
          'sha256',
          r.pick([Buffer.alloc(0), Buffer.from(own.app.id), Buffer.from(child.appId)]),
        )
          .update(claim.content)
          .digest('base64')}</hmacSig>`,
      );
    case 'old': {
      const content = content2(stage, child.appId, 0).replace(/<signing-time>\d{4}/, '<signing-time>2001');
      const signature = createHmac('sha256', child.secret).update(content).digest('base64');
      return never(content, `<hmacSig algName="HMACSHA256">${signature}</hmacSig>`, {
        ...claim,
        appId: child.appId,
        version: 2,
      });
    }
  }
}
