// The privacy statement that stands until the operator writes one.
export const privacyHelp: string = `# Confidentialité

*La personne qui gère ce coffre en est responsable. Voici la déclaration fournie avec Keepwell ; l’opérateur peut la remplacer.*

## Ce qui est gardé

- Votre compte : nom, adresse e-mail, date de naissance, pays, langue, et ce qui prouve que c’est vous.
- Les dossiers dont vous vous occupez et tout ce qui y est mis, versions antérieures comprises.
- Qui a fait quoi et quand : connexions, modifications, et ce qui a été autorisé à des applications.

## Qui le voit

Vous, les personnes avec qui vous partagez un dossier, et les applications que vous autorisez, chacune seulement ce que vous avez autorisé. Rien n’est vendu, et rien n’est envoyé à personne pour des statistiques ou de la publicité. Ces pages ne chargent rien d’autres serveurs.

## Ce que peut voir l’opérateur

L’opérateur gère la machine où se trouvent les données et pourrait les y lire. Les mots de passe, jetons et secrets sont gardés de telle sorte qu’ils ne peuvent pas être relus.

## Cookies

Seulement ceux qui vous gardent connecté et retiennent votre langue, le dossier que vous regardez, et que vous vous êtes déjà connecté avec ce navigateur.

## Vos droits

Vous pouvez consulter, corriger, emporter et supprimer vos données : ici dans les pages, avec une application, ou en le demandant à l’opérateur.
`;
