// Password-protected package: how the blob beside it is encrypted. What it holds only the password tells.
import { type Infer, inUnit, secret, withDefault } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { int, oneOf, string } from '../schema/text.ts';
import { thingType, thingVersion } from './thing-type.ts';

const parameters = seq({
  salt: secret(string),
  'iteration-count': withDefault(int(), '20000'),
  'key-length': inUnit(int(), 'bits'),
});

export const passwordProtectedPackage = secret(
  seq({
    'encrypt-algorithm': seq({
      'algorithm-name': oneOf('none', 'hmac-sha1-3des', 'hmac-sha256-aes256'),
      parameters: optional(parameters),
    }),
  }),
);
export type PasswordProtectedPackage = Infer<typeof passwordProtectedPackage>;

export default thingType({
  name: 'Password-protected package',
  description: 'A file that opens with a password only.',
  group: 'documents',
  versions: [
    thingVersion({
      id: 'c9287326-bb43-4194-858c-8b60768f000f',
      number: 1,
      root: 'password-protected-package',
      namespace: 'urn:com.microsoft.wc.thing.password.protected.package',
      schema: passwordProtectedPackage,
    }),
  ],
  labels: {
    'encrypt-algorithm': 'Encryption',
    'algorithm-name': 'Method',
    'iteration-count': 'Rounds of key derivation',
    'key-length': 'Length of the key',
  },
  summary: ({ encryptAlgorithm: { algorithmName } }: PasswordProtectedPackage, say) =>
    algorithmName === 'none' ? say('not encrypted') : say('encrypted by {0}', algorithmName),
});
