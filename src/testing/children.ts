// What a master sends to register a child: every element that AddApplication takes, each to be left out or replaced.
import { X509Certificate } from 'node:crypto';
import { selfSigned } from '../core/applications/self-signed.ts';
import type { Vault } from '../core/vault.ts';
import { testKey } from './given.ts';
import { typeIds } from './type-ids.ts';

/** Elements by name, in the order of the schema. Undefined leaves one out. */
export type Elements = Readonly<Record<string, string | undefined>>;

const order = [
  'id',
  'name',
  'public-keys',
  'person-online-base-auth',
  'person-offline-base-auth',
  'methods',
  'action-url',
  'description',
  'auth-reason',
  'domain-name',
  'large-logo',
  'small-logo',
  'persistent-tokens',
  'app-type',
  'privacy-statement',
  'terms-of-use',
  'app-auth-required',
  'restrict-app-users',
  'is-published',
  'dtc-success-message',
  'app-attributes',
  'valid-ip-prefixes',
  'vocabulary-authorizations',
  'supported-record-locations',
  'supported-instances',
  'meaningful-use-sources',
  'organizations',
  'bulk-extraction-settings',
];

/** The elements by their insides, or where one stands several times, as they are. */
export function elementsXml(elements: Elements): string {
  return order
    .map(name => {
      const value = elements[name];
      if (value === undefined) return '';
      return value.startsWith(`<${name}`) ? value : `<${name}>${value}</${name}>`;
    })
    .join('');
}

export async function certificateHex(vault: Vault): Promise<string> {
  const now = vault.clock.now();
  const pem = await selfSigned({ commonName: 'Child', key: testKey.privateKey, days: 100, now });
  return new X509Certificate(pem).raw.toString('hex');
}

/** The beginning of a PNG, which is all that tells what it is and how large. */
export function pngBase64(width = 120, height = 60): string {
  const bytes = Buffer.alloc(33);
  bytes.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  bytes.writeUInt32BE(13, 8);
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
}

export function logo(base64 = pngBase64(), contentType = 'image/png'): string {
  return `<logo>${base64}</logo><content-type>${contentType}</content-type>`;
}

export function statement(text: string, contentType = 'text/plain'): string {
  return `<statement>${Buffer.from(text).toString('base64')}</statement><content-type>${contentType}</content-type>`;
}

export function authRules(...rules: string[]): string {
  return `<auth><rules>${rules.join('')}</rules></auth>`;
}

export function authRule(
  { name = 'r', permission = 'Read', types = [typeIds.weight] as readonly string[], attributes = '' } = {},
  inside = '',
): string {
  const set =
    types.length > 0
      ? `<target-set>${types.map(id => `<type-id>${id}</type-id>`).join('')}</target-set>`
      : '';
  return `<rule name="${name}"${attributes}><reason>To weigh</reason><permission>${permission}</permission>${set}${inside}</rule>`;
}

/** What is needed, and no more. */
export async function leastChild(vault: Vault): Promise<Elements> {
  return {
    name: 'Practice',
    'public-keys': `<public-key>${await certificateHex(vault)}</public-key>`,
    'person-offline-base-auth': authRules(authRule()),
    'action-url': 'https://practice.example/hv',
    description: 'Weighs',
    'auth-reason': 'To weigh',
    'large-logo': logo(),
  };
}
