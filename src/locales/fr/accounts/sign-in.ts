// The words of signing in: password, passkey, codes, providers, forgotten passwords.
import type { Begun } from '../../areas.ts';
import type { signInWords as english } from '../../en/accounts/sign-in.ts';

export const signInWords: Begun<typeof english> = {
  title: 'Se connecter',
  again:
    'Connectez-vous pour continuer là où vous étiez. Vous avez peut-être été déconnecté dans un autre onglet, ou parce que votre connexion datait de longtemps.',
  unsavedTitle: 'Vous êtes déconnecté',
  unsaved:
    'Vous avez été déconnecté avant que ceci soit enregistré. Rien n’est perdu : connectez-vous dans un nouvel onglet, revenez à celui-ci et continuez ici.',
  signInThere: 'Se connecter dans un nouvel onglet',
  goOn: 'Je suis connecté : continuer',
  unkept:
    'Vous avez été déconnecté avant que ceci soit enregistré. Les fichiers, et ce qui est saisi au sujet d’un compte, ne peuvent pas être gardés : reconnectez-vous et envoyez-le encore une fois.',
  doneTitle: 'Vous êtes connecté',
  done: 'Revenez à l’onglet où vous étiez, et continuez là-bas. Vous pouvez fermer celui-ci.',
  purpose: ['Pour continuer vers', '.'],
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  noEmail: 'Saisissez votre adresse e-mail.',
  noPassword: 'Saisissez votre mot de passe.',
  wrong: 'L’adresse e-mail et le mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.',
  tooMany: wait =>
    `Trop d’essais. Par sécurité, il y a une pause après de nombreux essais. Attendez ${wait}, puis réessayez.`,
  tooManyPasswords: wait =>
    `Trop d’essais pour ce compte, ou depuis ici, peut-être par quelqu’un d’autre. Attendez ${wait}, ou connectez-vous autrement : avec une clé d’accès, avec un nouveau mot de passe par « Mot de passe oublié ? », ou avec un code de secours.`,
  tooManyCodes: wait =>
    `Trop de codes faux pour ce compte, peut-être par quelqu’un d’autre qui connaît votre mot de passe. Attendez ${wait}, ou connectez-vous dans un navigateur où vous vous êtes déjà connecté, avec une clé d’accès, ou avec un code de secours. Changez ensuite votre mot de passe.`,
  suspendedTitle: 'Ce compte est suspendu',
  suspended:
    'La personne qui gère ce coffre l’a suspendu : personne ne peut s’y connecter. Un nouveau mot de passe n’y change rien. Adressez-vous à elle.',
  usePasskey: 'Utiliser une clé d’accès',
  orPassword: 'Ou avec votre mot de passe',
  passkeyNotUsed: 'Cela n’a pas fonctionné. Réessayez, ou choisissez un autre moyen.',
  passkeyNotMade: 'Aucune clé d’accès n’a été créée. Réessayez, ou choisissez un mot de passe.',
  wrongPasskey:
    'Cette clé d’accès n’appartient à aucun compte ici, ou la page est restée ouverte trop longtemps. Réessayez.',
  withProvider: label => `Continuer avec ${label}`,
  forgotten: 'Mot de passe oublié ?',
  lost: 'Téléphone ou clé d’accès perdus ?',
  newHere: 'Nouveau ici ?',
  createAccount: 'Créer un compte',
  codeTitle: 'Saisissez votre code',
  codeLead: 'Votre mot de passe était juste. Votre compte demande aussi un code.',
  code: 'Code',
  codeHint: 'Six chiffres de votre application, ou l’un de vos codes de secours.',
  noCode: 'Saisissez un code.',
  wrongCode: 'Ce code est faux, ou a déjà servi. Attendez le suivant.',
  tooOld: 'Cela a pris trop de temps. Reconnectez-vous.',
  continue: 'Continuer',
  recoveryTitle: 'Utiliser un code de secours',
  recoveryLead:
    'Chacun des codes que vous avez imprimés fonctionne une fois, à la place de votre clé d’accès ou de l’application sur votre téléphone.',
  recoveryCode: 'Code de secours',
  recoveryPasswordHint: 'Laissez-le vide si votre compte n’en a pas.',
  wrongRecovery: 'Ces indications ne vont pas ensemble. Vérifiez-les toutes et réessayez.',
  forgottenTitle: 'Définir un nouveau mot de passe',
  forgottenLead:
    'Nous vous envoyons un lien qui définit un nouveau mot de passe. Il fonctionne aussi pour les comptes sans mot de passe.',
  sendLink: 'M’envoyer le lien',
  sentTitle: 'Regardez vos e-mails',
  sentText: email =>
    `Si ${email} a un compte ici, un e-mail avec un lien est en route. Cela peut prendre quelques minutes.`,
  noMail:
    'Ce coffre n’envoie pas d’e-mails. Demandez à la personne qui le gère de configurer un serveur de messagerie, ou utilisez un code de secours.',
  resetTitle: 'Choisissez un nouveau mot de passe',
  newPassword: 'Nouveau mot de passe',
  setPassword: 'Définir le mot de passe',
  waysEnding:
    'Ces moyens de connexion datent d’avant la confirmation de cette adresse, et sont peut-être ceux de quelqu’un d’autre. Ils prennent fin quand vous définissez le mot de passe :',
  waysStaying: 'Les autres moyens de connexion restent. Choisissez ceux qui doivent aussi prendre fin.',
  waysKept: ways => `Restent dans tous les cas : ${ways}.`,
  ways: {
    passkey: 'Clé d’accès',
    identity: 'Compte',
    codes: 'Codes d’une application',
    'recovery codes': 'Codes de secours',
  },
  passwordSet: 'Votre mot de passe est défini. Connectez-vous avec.',
  goneTitle: 'Ce lien ne fonctionne plus',
  gone: 'Les liens des e-mails fonctionnent une fois, pendant un jour. Demandez-en un nouveau.',
  confirmTitle: 'Confirmez votre adresse',
  confirmText: email => `${email} est-elle votre adresse e-mail ?`,
  confirmElsewhere: email =>
    `Il s’agit d’un compte qui a été ouvert ou modifié dans un autre navigateur : ${email} deviendrait son adresse. Si c’est le vôtre, ouvrez le lien là-bas, ou saisissez là-bas le code de l’e-mail sur la page du compte. Si vous ne l’avez pas demandé, ne faites rien.`,
  confirm: 'Confirmer',
  confirmed: 'Votre adresse e-mail est confirmée.',
  cameBack: 'Heureux de vous revoir. Votre compte ne sera pas supprimé.',
  provider: label => `Continuer vers ${label}`,
  providerFailed: label => `La connexion avec ${label} n’a pas fonctionné`,
  providerFailedText:
    'Rien n’a été modifié. Revenez en arrière et réessayez, ou choisissez un autre moyen de connexion.',
  providerRefused: label => `${label} ne vous a pas connecté.`,
  providerTaken: label => `Ce compte ${label} est associé à un autre compte ici.`,
  providerLinked: label => `Vous pouvez maintenant vous connecter avec ${label}.`,
};
