// Help: keeping an account safe.
export const accountHelp: string = `# Votre compte

Tout ce qui concerne la connexion se trouve sous [Compte](/account).

## Clés d’accès

Une clé d’accès est le moyen de connexion le plus sûr, et le plus simple : votre téléphone, votre ordinateur ou une clé de sécurité prouve que c’est vous, par une empreinte, votre visage ou un code PIN. Il n’y a rien à retenir, et rien qu’une fausse page puisse voler.

## Mot de passe et codes d’une application

Si vous vous connectez par mot de passe, ajoutez des codes d’une application d’authentification. Un mot de passe que quelqu’un d’autre apprend n’ouvre alors pas votre compte.

## Codes de secours

Imprimez vos codes de secours et gardez-les avec vos papiers importants. Chacun fonctionne une fois, quand vous avez perdu tout le reste.

## Où vous êtes connecté

La page énumère chaque navigateur connecté. Déconnectez-en un, ou tous à la fois.

## Supprimer votre compte

Votre compte est fermé immédiatement et supprimé définitivement après un délai que la page indique. D’ici là, se connecter le ramène. Les dossiers dont vous seul vous occupez sont supprimés avec lui ; confiez-les d’abord à une autre personne s’ils doivent rester.
`;
