// The words of mail about accounts. `{…}` stands for what is filled in.
import type { Begun } from '../../areas.ts';
import type { letterWords as english } from '../../en/letters/letter.ts';

export const letterWords: Begun<typeof english> = {
  hello: 'Bonjour {name},',
  notYou:
    'Si ce n’était pas vous, ouvrez {shellUrl}/forgotten, définissez un nouveau mot de passe, et déconnectez vos autres navigateurs sur la page de votre compte.',
  notAsked:
    'Le lien fonctionne une fois, pendant un jour. Si vous n’avez pas demandé cet e-mail, ne faites rien.',
  notKnown:
    'Le lien fonctionne une fois, jusqu’au {until}. Si vous ne savez pas qui a créé ce compte pour vous, ne faites rien.',
  sharedWith: 'Qui a accès à vos dossiers, et comment le changer, se trouve sur {shellUrl}/records.',
  from: 'Keepwell, {shellUrl}',
  letters: {
    confirm: {
      subject: 'Confirmez votre adresse e-mail',
      text: 'Bienvenue chez Keepwell. Veuillez confirmer que cette adresse est la vôtre :\n\n{link}\n\nOuvrez-le dans le navigateur où vous l’avez demandé. Vous lisez ceci ailleurs ? Saisissez ce code là-bas, sur la page de votre compte : {code}',
    },
    made: {
      subject: 'Votre compte Keepwell',
      text: 'Un compte a été préparé pour vous. Ouvrez ce lien pour choisir son mot de passe, et connectez-vous avec cette adresse e-mail :\n\n{link}',
    },
    signUp: {
      subject: 'Terminez votre compte Keepwell',
      text: 'Ouvrez ce lien pour créer votre compte :\n\n{link}',
    },
    signUpTaken: {
      subject: 'Vous avez déjà un compte Keepwell',
      text: 'Quelqu’un, sans doute vous, a essayé de créer un compte avec cette adresse e-mail. Vous en avez déjà un : connectez-vous sur {shellUrl}/sign-in.',
    },
    change: {
      subject: 'Confirmez votre nouvelle adresse e-mail',
      text: 'Ouvrez ce lien pour faire de {email} l’adresse de votre compte Keepwell :\n\n{link}\n\nOuvrez-le dans le navigateur où vous l’avez demandé. Vous lisez ceci ailleurs ? Saisissez ce code là-bas, sur la page de votre compte : {code}',
    },
    changeAsked: {
      subject: 'Votre adresse e-mail va changer',
      text: 'Une nouvelle adresse e-mail a été saisie pour votre compte Keepwell. Elle change dès que la nouvelle adresse est confirmée.',
    },
    changed: {
      subject: 'Votre adresse e-mail a été modifiée',
      text: 'Votre compte Keepwell a une nouvelle adresse e-mail. Aucun e-mail n’arrive plus à celle-ci.',
    },
    reset: {
      subject: 'Définissez un nouveau mot de passe',
      text: 'Ouvrez ce lien pour définir un nouveau mot de passe pour votre compte Keepwell :\n\n{link}',
    },
    passwordChanged: {
      subject: 'Votre mot de passe a été modifié',
      text: 'Le mot de passe de votre compte Keepwell a été modifié, et vos autres navigateurs ont été déconnectés.',
    },
    passwordRemoved: {
      subject: 'Votre mot de passe a été supprimé',
      text: 'Votre compte Keepwell n’a plus de mot de passe. Vous vous connectez par vos autres moyens.',
    },
    passkeyAdded: {
      subject: 'Une clé d’accès a été ajoutée',
      text: 'La clé d’accès « {what} » peut maintenant ouvrir votre compte Keepwell.',
    },
    passkeyRemoved: {
      subject: 'Une clé d’accès a été supprimée',
      text: 'La clé d’accès « {what} » ne peut plus ouvrir votre compte Keepwell.',
    },
    codeAppOn: {
      subject: 'Les codes ont été activés',
      text: 'Se connecter à votre compte Keepwell demande maintenant aussi un code de votre application.',
    },
    codeAppOff: {
      subject: 'Les codes ont été désactivés',
      text: 'Se connecter à votre compte Keepwell ne demande plus de code de votre application.',
    },
    recoveryMade: {
      subject: 'Vous avez de nouveaux codes de secours',
      text: 'Des codes de secours ont été créés pour votre compte Keepwell. Les précédents ne fonctionnent plus.',
    },
    recoveryUsed: {
      subject: 'Un code de secours a été utilisé',
      text: 'Un code de secours a été utilisé pour se connecter à votre compte Keepwell. Codes restants : {count}.',
    },
    invitationAccepted: {
      subject: '{who} a maintenant accès au dossier de « {what} »',
      text: '{who} a accepté une invitation au dossier de « {what} » et peut désormais l’ouvrir.',
    },
    invitationDeclined: {
      subject: 'Une invitation au dossier de « {what} » a été refusée',
      text: 'Quelqu’un a refusé une invitation au dossier de « {what} ». Rien n’a été partagé.',
    },
    accessEnded: {
      subject: 'Votre accès au dossier de « {what} » a pris fin',
      text: 'Une personne qui s’occupe du dossier de « {what} » a mis fin à votre accès. Vous ne pouvez plus l’ouvrir. Si vous pensez que c’est une erreur, demandez-lui.',
    },
    newBrowser: {
      subject: 'Connexion à votre compte depuis un nouveau navigateur',
      text: 'Quelqu’un s’est connecté à votre compte Keepwell dans un navigateur qui n’avait pas encore servi pour lui : {place}. Si c’était vous, il n’y a rien à faire. Sinon, définissez un autre mot de passe et déconnectez les autres navigateurs sur {shellUrl}/account.',
    },
    wrongCodes: {
      subject: 'Quelqu’un connaît peut-être votre mot de passe',
      text: 'De nombreux codes faux ont été saisis pour votre compte Keepwell, après son bon mot de passe. Pendant un moment, aucun n’est plus accepté dans des navigateurs nouveaux pour ce compte. Si ce n’était pas vous, quelqu’un connaît votre mot de passe, et les codes lui ferment l’entrée.',
    },
    identityAdded: {
      subject: '{what} a été associé',
      text: 'Vous pouvez maintenant vous connecter à votre compte Keepwell avec {what}.',
    },
    identityRemoved: {
      subject: '{what} a été dissocié',
      text: '{what} ne peut plus vous connecter à votre compte Keepwell.',
    },
    emergencyOpened: {
      subject: 'La page d’urgence de « {what} » a été ouverte',
      text: 'Quelqu’un a ouvert la page d’urgence de « {what} » par son code : {place}. Ce qu’elle montre, et comment renouveler le code ou le désactiver, se trouve sur {shellUrl}/emergency/code.',
    },
    closed: {
      subject: 'Votre compte va être supprimé',
      text: 'Votre compte Keepwell et les dossiers dont vous seul vous occupez seront supprimés le {until}. D’ici là, se connecter sur {shellUrl}/sign-in ramène tout ; seules les applications doivent vous redemander.',
    },
    reopened: {
      subject: 'Votre compte est de retour',
      text: 'Vous vous êtes connecté ; votre compte Keepwell ne sera donc pas supprimé. Ses dossiers sont de retour. Les applications doivent vous redemander.',
    },
  },
};
