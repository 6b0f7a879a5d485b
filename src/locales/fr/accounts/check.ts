// The words of what is wrong with what people type about themselves.
import type { Begun } from '../../areas.ts';
import type { checkWords as english } from '../../en/accounts/check.ts';

export const checkWords: Begun<typeof english> = {
  noName: 'Saisissez votre nom.',
  noPasskeyName: 'Donnez un nom à la clé d’accès.',
  longName: max => `${max} caractères au maximum.`,
  badName: 'Un nom ne peut pas contenir < ou > ni de caractères de contrôle.',
  addressInName: 'Un nom ne contient pas d’adresse web : laissez de côté ce qui commence par http: ou www.',
  noEmail: 'Saisissez votre adresse e-mail.',
  badEmail: 'Saisissez une adresse e-mail comme nom@example.org.',
  trialEmail:
    'Les adresses en keepwell.invalid sont pour les comptes qui ne font qu’essayer le coffre. Saisissez une adresse à vous.',
  noPassword: 'Choisissez un mot de passe.',
  shortPassword: min => `${min} caractères au minimum.`,
  longPassword: max => `${max} caractères au maximum.`,
  passwordHint: min =>
    `${min} caractères au minimum. Quelques mots sans rapport entre eux se retiennent facilement et se devinent difficilement.`,
  better: 'Quelques mots sans rapport entre eux en font un bon.',
  weak: {
    common:
      'Ce mot de passe est facile à deviner : beaucoup de gens l’utilisent, ou un autre très semblable.',
    pattern: 'Ce mot de passe est facile à deviner : ses touches sont côte à côte sur un clavier.',
    repeat: 'Ce mot de passe est facile à deviner : il se répète.',
    sequence: 'Ce mot de passe est facile à deviner : c’est une suite de lettres ou de chiffres.',
    date: 'Ce mot de passe est facile à deviner : les dates et les années sont essayées très tôt.',
    name: 'Ce mot de passe est facile à deviner : les noms sont essayés très tôt.',
    own: 'Choisissez un mot de passe qui n’est pas votre nom ni votre adresse e-mail, et n’en est pas formé.',
    word: 'Ce mot de passe est facile à deviner : c’est un seul mot.',
    other: 'Ce mot de passe est facile à deviner.',
  },
  noBirthDate: 'Saisissez le jour de votre naissance.',
  badBirthDate: 'Saisissez une date comme 1984-05-31.',
  noCountry: 'Choisissez le pays où vous vivez.',
};
