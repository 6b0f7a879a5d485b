// Requests and answers as people read them: an element a line, words in place of what differs from call to call.
import { indentXml } from '../facades/reference/xml-layout.ts';
import { everyType } from '../things/index.ts';

const ownIds = new Set(everyType().flatMap(({ versions }) => versions.map(({ id }) => id)));

/** What stands in an element whose text is another every time. */
const stands: Readonly<Record<string, string>> = {
  'auth-token': 'the session’s token',
  'user-auth-token': 'the person’s token, from the Shell',
  'hash-data': 'base64(SHA-256(the info element, byte for byte))',
  'hmac-data': 'base64(HMAC-SHA-256(the session’s secret, the header element, byte for byte))',
  sig: 'base64(RSA-SHA1(the content element, byte for byte))',
  token: 'the session’s token',
  'shared-secret': 'base64 of the session’s secret',
  'app-token': 'a token that works once',
  'identity-code': 'JKYZ-QNMN-VHRX-ZGNR-GZNH',
  'signup-code': 'a code that works once',
  'public-key': 'the certificate (DER) in hex',
  'blob-ref-url': 'https://vault.example/streaming/wildcatblob.ashx?blob-ref-token=…',
};

const longest = 70;

/** @param ids what ids are shown as, which a request and its answer share */
export function readable(xml: string, ids = new Map<string, string>()): string {
  const told = xml
    .replace(/<([\w-]+)((?: [^<>]*)?)>([^<>]+)<\/\1>/g, (whole, name: string, attributes: string) => {
      const words = Object.hasOwn(stands, name) ? stands[name] : undefined;
      return words === undefined ? whole : `<${name}${attributes}>${words}</${name}>`;
    })
    .replace(/thumbprint="[^"]*"/g, 'thumbprint="hex(SHA-1(the certificate))"')
    .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, id => {
      if (ownIds.has(id.toLowerCase())) return id;
      const number = ids.get(id) ?? `00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}`;
      ids.set(id, number);
      return number;
    })
    .replace(/http:\/\/(?:localhost|127\.0\.0\.1):\d+/g, 'https://vault.example')
    .replace(/[A-Za-z0-9+/]{100,}={0,2}/g, long => `${long.slice(0, 20)}…`);
  const lines = indentXml(told).split('\n');
  if (lines.length <= longest) return lines.join('\n');
  return [...lines.slice(0, longest), `… and ${lines.length - longest} lines more`].join('\n');
}
