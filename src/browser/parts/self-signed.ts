// Makes a key and a self-signed certificate for it by WebCrypto, in DER by hand: the key never leaves the browser.

const dayMs = 86_400_000;
const validDays = 1095;

/** Both as PEM. @param now milliseconds */
export async function makeCertificate(
  name: string,
  now: number,
): Promise<{ key: string; certificate: string }> {
  const { subtle } = crypto;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const parameters = { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const { privateKey, publicKey } = await subtle.generateKey(parameters, true, ['sign', 'verify']);
  const sha256WithRsa = sequence(der(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11]), der(5, []));
  const commonName = sequence(der(6, [0x55, 4, 3]), der(12, new TextEncoder().encode(name)));
  const who = sequence(der(0x31, commonName));
  const body = sequence(
    der(0xa0, der(2, [2])),
    der(2, newSerial()),
    sha256WithRsa,
    who,
    sequence(time(now - dayMs), time(now + validDays * dayMs)),
    who,
    new Uint8Array(await subtle.exportKey('spki', publicKey)),
  );
  const signature = new Uint8Array(await subtle.sign(algorithm.name, privateKey, body));
  const whole = sequence(body, sha256WithRsa, der(3, [0, ...signature]));
  const key = new Uint8Array(await subtle.exportKey('pkcs8', privateKey));
  return { key: pem('PRIVATE KEY', key), certificate: pem('CERTIFICATE', whole) };
}

/** A positive number of as many bytes whatever was drawn. */
function newSerial(): number[] {
  const [first = 0, ...rest] = crypto.getRandomValues(new Uint8Array(16));
  return [(first & 0x7f) | 0x40, ...rest];
}

type Bytes = Uint8Array<ArrayBuffer>;

function der(tag: number, content: Bytes | readonly number[]): Bytes {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Uint8Array.from([tag, ...head, ...content]);
}

function sequence(...parts: readonly Bytes[]): Bytes {
  return der(
    0x30,
    parts.flatMap(part => [...part]),
  );
}

function time(milliseconds: number): Bytes {
  const text = `${new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
  return der(23, new TextEncoder().encode(text));
}

function pem(label: string, bytes: Bytes): string {
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
