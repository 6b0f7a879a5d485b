// How sure it is who sent a message, in plain words.

export const senderWords = {
  verifiedTitle: 'Verified: it is sure who sent this',
  verifiedText:
    'The signature is right, the certificate is theirs, and somebody this vault trusts vouches for it.',
  unverifiedTitle: 'Not verified: it is not sure who sent this',
  claims: (address: string) => `It says it is from ${address}. That may be wrong.`,
  beCareful:
    'Follow nothing that it asks, and open no file, before you have asked the sender on a telephone number that you have from elsewhere.',
  ofAddress: (address: string) => `The certificate is for this very address, ${address}`,
  ofDomain: (domain: string) => `The certificate is for all addresses of ${domain}`,
  vouchedBy: (issuer: string) => `${issuer} vouches for it`,
  until: (day: string) => `Valid until ${day}`,
  signedAt: (moment: string) => `Signed on ${moment}, by the clock of the sender`,
  fingerprint: 'Fingerprint',
  more: 'More about the certificate',
  why: {
    'not-signed': 'Nobody has signed it. Anybody can write such a message and put any name on it.',
    'not-encrypted': 'It came without encryption. Others may have read it, or changed it, on its way.',
    tampered: 'What it says is not what was signed. It was changed or damaged on its way.',
    expired: 'The certificate of its sender was not valid at the time.',
    revoked: 'The certificate of its sender was withdrawn. Somebody else may have the key to it.',
    untrusted: 'Nobody whom this vault trusts vouches for its sender.',
    'not-bound': 'Its certificate is not one for the address that it says it is from.',
    'other-signer': 'It is signed, but by somebody else than who it says it is from.',
    weak: 'It is signed in an old way that can be forged today.',
    'unknown-revocation':
      'Whether the certificate of its sender was withdrawn could not be found out when it came.',
    nested: 'It is packed in a way that leaves open what of it was signed.',
    'not-for-you': 'It was written to somebody else.',
  },
};
