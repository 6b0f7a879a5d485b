// The words for documents, by those of the definitions.
import type { ThingWords } from '../../thing-words.ts';

export const documentsThings: ThingWords = {
  values: {
    none: 'None',
    'hmac-sha1-3des': 'Triple DES with HMAC-SHA1',
    'hmac-sha256-aes256': 'AES-256 with HMAC-SHA256',
  },
};
