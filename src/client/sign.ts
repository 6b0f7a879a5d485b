// Hashes and signatures as HealthVault's protocol wants them, by WebCrypto, so that they work in browsers too.

/** How an application proves who it is. */
export type Credential =
  /** A certificate registered for it and the private key (PKCS#8), both PEM. */
  | { readonly certificate: string; readonly privateKey: string }
  /** The shared secret a SODA application got at its creation. */
  | { readonly sodaSecret: string };

const encoder = new TextEncoder();

export type Signer = (text: string) => Promise<string>;

/** @returns a function that answers the base64 HMAC-SHA256 of a text */
export async function makeHmacSigner(secret: string): Promise<Signer> {
  const key = await crypto.subtle.importKey(
    'raw',
    fromBase64(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return async text => encodeBase64(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}

/** Is it the base64 HMAC-SHA256 of the bytes? Compared in constant time, by WebCrypto. */
export async function verifyHmac(
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
  signature: string,
): Promise<boolean> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', fromBase64(secret), algorithm, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, fromBase64(signature), bytes);
}

export async function hashText(text: string): Promise<string> {
  return encodeBase64(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
}

/** The element that signs the content of a session request: `sig` or `hmacSig`. */
export async function signContent(credential: Credential, content: string): Promise<string> {
  if ('sodaSecret' in credential) {
    const sign = await makeHmacSigner(credential.sodaSecret);
    return `<hmacSig algName="HMACSHA256">${await sign(content)}</hmacSig>`;
  }
  const { privateKey, certificate } = credential;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('pkcs8', fromPem(privateKey, 'PRIVATE KEY'), algorithm, false, [
    'sign',
  ]);
  const signature = encodeBase64(await crypto.subtle.sign(algorithm.name, key, encoder.encode(content)));
  const thumbprint = hex(await crypto.subtle.digest('SHA-1', fromPem(certificate, 'CERTIFICATE')));
  return `<sig digestMethod="SHA1" sigMethod="RSA-SHA1" thumbprint="${thumbprint}">${signature}</sig>`;
}

function fromPem(pem: string, label: string): Uint8Array<ArrayBuffer> {
  const body = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`).exec(pem)?.[1];
  if (body === undefined) throw new TypeError(`This is not PEM with a ${label} block.`);
  return fromBase64(body.replace(/\s+/g, ''));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0));
}

/** So many characters are put together at once: an argument list has its bounds. */
const base64SliceBytes = 32_768;

export function encodeBase64(bytes: ArrayBuffer): string {
  let text = '';
  for (let at = 0; at < bytes.byteLength; at += base64SliceBytes) {
    const slice = new Uint8Array(bytes, at, Math.min(base64SliceBytes, bytes.byteLength - at));
    text += String.fromCharCode(...slice);
  }
  return btoa(text);
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
