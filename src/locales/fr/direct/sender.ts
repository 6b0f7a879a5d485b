// How sure it is who sent a message, in plain words.
import type { Begun } from '../../areas.ts';
import type { senderWords as english } from '../../en/direct/sender.ts';

export const senderWords: Begun<typeof english> = {
  verifiedTitle: 'Vérifié : l’expéditeur est sûr',
  verifiedText:
    'La signature est juste, le certificat est celui de l’expéditeur, et quelqu’un à qui ce coffre se fie en répond.',
  unverifiedTitle: 'Non vérifié : l’expéditeur n’est pas sûr',
  claims: address => `Le message dit venir de ${address}. Cela peut être faux.`,
  beCareful:
    'Ne faites rien de ce qu’il demande et n’ouvrez aucun fichier avant d’avoir demandé à l’expéditeur, à un numéro de téléphone que vous avez d’ailleurs.',
  ofAddress: address => `Le certificat est pour cette adresse même, ${address}`,
  ofDomain: domain => `Le certificat est pour toutes les adresses de ${domain}`,
  vouchedBy: issuer => `${issuer} en répond`,
  until: day => `Valable jusqu’au ${day}`,
  signedAt: moment => `Signé le ${moment}, à l’horloge de l’expéditeur`,
  fingerprint: 'Empreinte',
  more: 'Plus sur le certificat',
  why: {
    'not-signed':
      'Personne ne l’a signé. N’importe qui peut écrire un tel message et y mettre n’importe quel nom.',
    'not-encrypted': 'Il est arrivé sans chiffrement. D’autres ont pu le lire ou le changer en chemin.',
    tampered: 'Ce qu’il dit n’est pas ce qui a été signé. Il a été changé ou abîmé en chemin.',
    expired: 'Le certificat de l’expéditeur n’était pas valable à ce moment.',
    revoked: 'Le certificat de l’expéditeur a été retiré. Quelqu’un d’autre peut en avoir la clé.',
    untrusted: 'Personne à qui ce coffre se fie ne répond de l’expéditeur.',
    'not-bound': 'Le certificat n’est pas pour l’adresse d’où il dit venir.',
    'other-signer': 'Il est signé, mais par quelqu’un d’autre que celui qu’il nomme.',
    weak: 'Il est signé d’une façon ancienne que l’on peut falsifier aujourd’hui.',
    'unknown-revocation':
      'On n’a pas pu savoir, à son arrivée, si le certificat de l’expéditeur avait été retiré.',
    nested: 'Il est emballé de telle sorte que l’on ne sait pas ce qui a été signé.',
    'not-for-you': 'Il a été écrit à quelqu’un d’autre.',
  },
};
