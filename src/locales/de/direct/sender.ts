// How sure it is who sent a message, in plain words.
import type { senderWords as english } from '../../en/direct/sender.ts';

export const senderWords: typeof english = {
  verifiedTitle: 'Bestätigt: Es ist sicher, wer das gesendet hat',
  verifiedText:
    'Die Unterschrift stimmt, das Zertifikat gehört dem Absender, und jemand, dem dieser Tresor vertraut, bürgt dafür.',
  unverifiedTitle: 'Nicht bestätigt: Es ist nicht sicher, wer das gesendet hat',
  claims: address => `Angeblich kommt es von ${address}. Das kann falsch sein.`,
  beCareful:
    'Tun Sie nichts, was es verlangt, und öffnen Sie keine Datei, bevor Sie den Absender unter einer Telefonnummer gefragt haben, die Sie anderswoher kennen.',
  ofAddress: address => `Das Zertifikat gilt für genau diese Adresse, ${address}`,
  ofDomain: domain => `Das Zertifikat gilt für alle Adressen von ${domain}`,
  vouchedBy: issuer => `${issuer} bürgt dafür`,
  until: day => `Gültig bis ${day}`,
  signedAt: moment => `Unterschrieben am ${moment}, nach der Uhr des Absenders`,
  fingerprint: 'Fingerabdruck',
  more: 'Mehr über das Zertifikat',
  why: {
    'not-signed':
      'Niemand hat es unterschrieben. So etwas kann jeder schreiben und jeden Namen daraufsetzen.',
    'not-encrypted': 'Es kam unverschlüsselt. Andere können es unterwegs gelesen oder geändert haben.',
    tampered:
      'Was darin steht, ist nicht, was unterschrieben wurde. Es wurde unterwegs geändert oder beschädigt.',
    expired: 'Das Zertifikat des Absenders war zu der Zeit nicht gültig.',
    revoked: 'Das Zertifikat des Absenders wurde zurückgezogen. Ein anderer kann den Schlüssel dazu haben.',
    untrusted: 'Niemand, dem dieser Tresor vertraut, bürgt für den Absender.',
    'not-bound': 'Das Zertifikat ist keines für die Adresse, von der es angeblich kommt.',
    'other-signer': 'Es ist unterschrieben, aber von jemand anderem, als angeblich der Absender ist.',
    weak: 'Es ist auf eine alte Art unterschrieben, die sich heute fälschen lässt.',
    'unknown-revocation':
      'Ob das Zertifikat des Absenders zurückgezogen wurde, ließ sich nicht herausfinden, als es kam.',
    nested: 'Es ist so verpackt, dass offen bleibt, was davon unterschrieben wurde.',
    'not-for-you': 'Sie wurde an jemand anderen geschrieben.',
  },
};
