// The words of the logos and statements of an application.
import type { Begun } from '../../areas.ts';
import type { appearanceWords as english } from '../../en/develop/appearance.ts';

export const appearanceWords: Begun<typeof english> = {
  title: 'Logos et déclarations',
  link: 'Logos, déclaration de confidentialité, conditions et plus',
  lead: 'Ce que les personnes voient de l’application, et ce qu’elle dit d’elle-même à d’autres programmes. Chacun peut différer selon la langue.',
  forLanguage: tag => `Dans la langue ${tag}`,
  forAll: 'Pour toutes les langues qui n’ont pas le leur',
  language: 'Langue',
  languageHint: 'Un code comme es ou de-AT. Vide pour toutes les langues.',
  badLanguage: 'Écrivez un code comme es ou de-AT.',
  show: 'Afficher',
  kinds: {
    'small-logo': 'Petit logo',
    'large-logo': 'Grand logo',
    'privacy-statement': 'Déclaration de confidentialité',
    'terms-of-use': 'Conditions d’utilisation',
    'dtc-success-message': 'Ce que lisent les personnes une fois connectées',
  },
  none: 'Il n’y en a pas.',
  file: 'Image',
  fileHint: (width, height) =>
    `PNG, JPEG ou WebP, 1 Mo au maximum. Elle est redessinée dans ${width} sur ${height} pixels.`,
  upload: 'Téléverser',
  remove: 'Supprimer',
  text: 'Texte',
  form: 'Il est écrit en',
  plain: 'Texte brut',
  html: 'HTML',
  htmlHint: 'Du HTML, les pages montrent les mots, les paragraphes et où mènent les liens, et rien d’autre.',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  removed: 'Supprimé.',
  noFile: 'Choisissez d’abord une image.',
  tooLarge: max => `Le fichier est trop grand. Il peut avoir ${max} au maximum.`,
  badPicture: 'Ce n’est pas une image PNG, JPEG ou WebP, ou elle a trop de pixels.',
  otherForm: 'Dans d’autres langues, c’est du texte brut ou du HTML : choisissez le même.',
  tooLong: bytes => `Il peut avoir ${bytes} au maximum.`,
  tooMany: count => `Il y a ${count} langues au maximum.`,
  preview: 'Tel que les pages le montrent',
  logosWait:
    'Un nouveau logo, ou la perte d’un logo, attend l’opérateur. Les déclarations et messages changent immédiatement.',
  waits: 'L’opérateur décide du logo. D’ici là, il reste tel qu’il est.',
  takeBack: 'Le retirer',
  otherPicture: 'Dans d’autres langues, c’est une image d’un autre type. Proposez-les aussi de nouveau.',
  tooLongTitle: 'Le texte est trop long',
  tooLongText: max =>
    `Une déclaration peut avoir ${max} au maximum. Rien n’a été modifié. Revenez en arrière dans votre navigateur : ce que vous avez écrit est toujours là.`,
  back: 'Retour aux informations',
};
