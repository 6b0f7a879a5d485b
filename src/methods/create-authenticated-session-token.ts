// CreateAuthenticatedSessionToken: an application proves who it is and gets a token and a secret to sign with.
import { assume } from '../assume.ts';
import { type Application, type Certificate, mayCall } from '../core/applications/application.ts';
import { noteFirstCall } from '../core/applications/first-call.ts';
import { addInheritance } from '../core/applications/inheritance.ts';
import { readClientTime } from '../core/healthvault/sessions/client-time.ts';
import { isRightHmac, isRightRsa, openSession, readHmacName } from '../core/healthvault/sessions/sign.ts';
import { fault } from '../core/healthvault/status-fault.ts';
import { countAnonymousCall } from '../core/limits/rate-limit.ts';
import { decodeBase64, hashSha256 } from '../core/secrets.ts';
import type { Reader } from '../core/store.ts';
import { ownRows } from '../core/store.ts';
import type { Vault } from '../core/vault.ts';
import type { Infer } from '../schema/schema.ts';
import {
  createAuthenticatedSessionToken as contract,
  type namedHmac,
  type signature,
  type token,
} from './contracts/create-authenticated-session-token.ts';
import { type Caller, method, version } from './method.ts';

const serverSecretBytes = 64;

export default method({
  name: 'CreateAuthenticatedSessionToken',
  auth: 'none',
  versions: {
    1: version('none', {
      ...contract[1],
      async run(call, { authInfo }) {
        countAnonymousCall(call, 'session creation');
        const { sig, content } = authInfo.credential.appserver;
        const id = authInfo.appId.value;
        const thumbprint = await call.vault.store.read(async db => {
          const app = await knownApp(db, call, id, content.value.appId);
          return checkSignature(await certificate(db, app, sig.thumbprint), sig, content.xml);
        });
        const { algName, value } = content.value.sharedSecret.hmacAlg;
        const algorithm = readHmacName(algName);
        const secret = decodeBase64(value);
        if (!algorithm || !secret || secret.length === 0) throw fault('MISSING_SHARED_SECRET');
        return { token: [await session(call.vault, id, { hmac: algorithm, secret, thumbprint })] };
      },
    }),
    2: version('none', {
      ...contract[2],
      async run(call, { authInfo }) {
        countAnonymousCall(call, 'session creation');
        const { vault } = call;
        const { sig, hmacSig, content } = authInfo.credential.appserver2;
        const id = authInfo.appId.value;
        const thumbprint = await vault.store.read(async db => {
          const app = await knownApp(db, call, id, content.value.appId);
          if (sig && !hmacSig)
            return checkSignature(await certificate(db, app, sig.thumbprint), sig, content.xml);
          if (hmacSig && !sig) return checkHmac(db, vault, app, hmacSig, content.xml);
          throw fault('INVALID_XML', 'appserver2: exactly one of sig and hmacSig is due');
        });
        const algorithm = readHmacName(content.value.hmac);
        if (!algorithm) throw fault('BAD_SIG', 'The wanted HMAC algorithm is not supported.');
        const expiresAt = freshUntil(vault, content.value.signingTime);
        const secret = vault.ids.bytes(serverSecretBytes);
        // Base64 can spell the same bytes in several ways.
        const used = {
          hash: hashSha256(
            assume(decodeBase64(assume(sig ?? hmacSig, 'one of them').value), 'what was checked'),
          ),
          expiresAt,
        };
        const opened = await session(vault, id, { hmac: algorithm, secret, thumbprint }, used);
        return { token: [opened], sharedSecret: secret.toString('base64') };
      },
    }),
  },
});

/** The application that all three ids of the request name. */
async function knownApp(
  db: Reader,
  { vault, header, address }: Caller,
  claimed: string,
  signed: string,
): Promise<Application> {
  if (claimed !== signed || header.appId !== claimed) {
    throw fault(
      'BAD_SIG',
      'The app-id of the header, of auth-info and of the signed content must be the same.',
    );
  }
  const stored = await db.applications.byId(claimed);
  const app = stored && (await addInheritance(db, stored));
  if (!app || !mayCall(app, vault.mode, address)) throw fault('INVALID_APP');
  return app;
}

/** A child signs with its own certificate or with its master's. */
async function certificate(db: Reader, app: Application, thumbprint: string): Promise<Certificate> {
  const wanted = thumbprint.replace(/\s+/g, '').toLowerCase();
  const all = await db.applications.certificates(app.id);
  if (app.masterId) all.push(...(await db.applications.certificates(app.masterId)));
  const found = all.find(c => c.thumbprint === wanted);
  if (!found) throw fault('BAD_SIG', 'The application has no certificate with this thumbprint.');
  return found;
}

/** @returns the thumbprint of the certificate it was made with */
function checkSignature(certificate: Certificate, sig: Infer<typeof signature>, content: string): string {
  if (sig.digestMethod !== 'SHA1' || sig.sigMethod !== 'RSA-SHA1') {
    throw fault('BAD_SIG', 'The signature must be RSA-SHA1 over a SHA1 digest.');
  }
  if (!isRightRsa(certificate, content, sig.value))
    throw fault('BAD_SIG', 'It is the signature of the content.');
  return certificate.thumbprint;
}

async function checkHmac(
  db: Reader,
  vault: Vault,
  app: Application,
  sig: Infer<typeof namedHmac>,
  content: string,
): Promise<undefined> {
  const sealed = await db.applications.sharedSecret(app.id);
  const algorithm = readHmacName(sig.algName);
  if (!sealed || !algorithm || !isRightHmac(algorithm, vault.keys.open(sealed), content, sig.value)) {
    throw fault('BAD_SIG', 'It is the HMAC of the content.');
  }
  return undefined;
}

/**
 * Until when the signature would be taken as fresh, in milliseconds. Some clients write local times without zone,
 * so such a time is taken for any zone there is.
 */
function freshUntil({ clock, limits }: Vault, signingTime: string): number {
  const time = readClientTime(signingTime);
  const now = clock.now();
  const window = limits.signingTimeWindowMs;
  if (!time || now < time.earliest - window || now > time.latest + window) {
    throw fault('REQUEST_TIMED_OUT', 'It is the signing-time.');
  }
  return time.latest + window;
}

/** A signature that was used would hand a fresh secret to whoever replays it. */
async function session(
  vault: Vault,
  appId: string,
  opened: Omit<Parameters<typeof openSession>[2], 'appId'>,
  used?: { hash: Buffer; expiresAt: number },
): Promise<Infer<typeof token>> {
  const value = await vault.store.write(async db => {
    const now = vault.clock.now();
    if (used && !(await db.sessions.useOnce('session-signature', used.hash, now, used.expiresAt + 1))) {
      throw fault('BAD_SIG', 'This signature was used before; sign anew.');
    }
    return openSession(db, vault, { ...opened, appId });
  }, ownRows);
  await noteFirstCall(vault, appId);
  return { value, 'app-id': appId, 'app-record-auth-action': 'NoActionRequired' };
}
