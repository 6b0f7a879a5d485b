// The words of signing up.
import type { Begun } from '../../areas.ts';
import type { signUpWords as english } from '../../en/accounts/sign-up.ts';

export const signUpWords: Begun<typeof english> = {
  title: 'Créer un compte',
  name: 'Votre nom',
  email: 'Adresse e-mail',
  emailHint: 'Elle vous sert à vous connecter.',
  password: 'Mot de passe',
  birthDate: 'Date de naissance',
  birthDateHint: 'Il faut avoir 13 ans ou plus pour avoir un compte.',
  country: 'Pays',
  record: 'Créer mon propre dossier de santé',
  recordHint: 'Vous pourrez ajouter plus tard des dossiers pour votre famille.',
  create: 'Créer mon compte',
  passkeyTitle: 'Pas de mot de passe à retenir',
  passkeyText:
    'Une clé d’accès vous connecte par votre empreinte, votre visage ou le code PIN de votre appareil.',
  withPasskey: 'Continuer avec une clé d’accès',
  orPassword: 'Ou choisissez un mot de passe',
  vouched: label => `Vous vous connecterez avec ${label}.`,
  haveAccount: 'Vous avez un compte ?',
  signIn: 'Se connecter',
  taken: 'Il existe déjà un compte avec cette adresse e-mail. Connectez-vous plutôt.',
  tooManyAccounts: wait =>
    `Autant de comptes qu’il peut y en avoir en une heure ont été ouverts depuis votre réseau, ou en tout. Réessayez dans ${wait}.`,
  tooYoung:
    'Vous devez avoir 13 ans ou plus pour avoir un compte. Un parent peut tenir un dossier pour vous dans le sien.',
  stepTitle: 'Créez votre clé d’accès',
  stepText:
    'Votre navigateur vous demande maintenant où la garder : sur cet appareil, sur votre téléphone ou sur une clé de sécurité.',
  make: 'Créer une clé d’accès',
  noPasskeys:
    'Les clés d’accès demandent un navigateur récent, avec les scripts activés. Choisissez plutôt un mot de passe ici.',
  insteadTitle: 'Choisir plutôt un mot de passe',
  notMade: 'La clé d’accès n’a pas pu être vérifiée. Réessayez, ou choisissez un mot de passe.',
  sentTitle: 'Regardez vos e-mails',
  sentText: email =>
    `Nous avons envoyé un e-mail à ${email}. Ouvrez le lien qu’il contient pour continuer. Cela peut prendre quelques minutes.`,
  finishTitle: 'Terminez votre compte',
  finishText: email => `Votre adresse ${email} est confirmée par cette étape.`,
  finishElsewhere:
    'Vous avez ouvert le lien dans un autre navigateur que celui où vous avez commencé. Pour que personne d’autre ne puisse se connecter à votre compte, choisissez un mot de passe ici ; ce qui a été choisi là-bas ne compte pas.',
  tooLate: 'Il existe désormais un compte avec cette adresse. Connectez-vous plutôt.',
  closedTitle: 'Pas de nouveaux comptes',
  closed:
    'Il n’est pas possible de créer un compte ici pour le moment. Adressez-vous à la personne qui gère ce coffre.',
  code: 'Code d’inscription',
  codeHint:
    '20 chiffres, donnés par l’application ou par la personne qui gère ce coffre. Laissez ce champ vide si une invitation a été envoyée à votre adresse e-mail.',
  codeWrong:
    'Saisissez un code d’inscription, ou l’adresse e-mail à laquelle une invitation a été envoyée. Un code inconnu, déjà utilisé ou expiré ne fonctionne pas : demandez-en un nouveau.',
};
