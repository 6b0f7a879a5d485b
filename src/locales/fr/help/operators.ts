// Help: what those who run the vault can see and do.
export const operatorsHelp: string = `# Pour les personnes qui gèrent ce coffre

Les opérateurs trouvent *Gérer ce coffre* sur la page de leur [compte](/account). Le premier compte d’un coffre est un opérateur, et en nomme d’autres. Sur la machine elle-même, \`keepwell operator add\` le fait aussi. La personne que vous nommez a besoin d’un compte et, si un serveur de messagerie est configuré, d’une adresse e-mail confirmée ; la commande ne le demande pas. Le dernier opérateur ne peut supprimer son compte que si personne d’autre n’en a un ; une fois qu’il a disparu définitivement, le plus ancien compte arrivé entre-temps gère le coffre.

## Ce que vous voyez, et ce que vous ne voyez pas

- **Aperçu** : comment le coffre est configuré et combien est utilisé. Les paramètres se changent dans le fichier de paramètres et valent après un redémarrage.
- **Personnes** : les comptes, leur état, et la place qu’ils occupent. Jamais ce que contient un dossier, ni les noms des dossiers.
- **Applications** : celles qui vous attendent, avec ce qu’elles demandent, et celles que plus personne ne configure.
- **État du coffre** : s’il est sauvegardé et si cela a été prouvé, sur quoi il fonctionne, qui n’a pas réussi à se connecter, et ce qui n’a pas pu être envoyé, et pourquoi.
- **Opérateurs** : qui ils sont, et ce qu’ils ont fait.

## Ce que vous pouvez faire

*Suspendre* un compte : la personne est déconnectée partout, et les applications ne peuvent rien faire pour elle. Aucune donnée n’est perdue, et vous pouvez revenir en arrière. *Approuver* ou *Refuser* une application. Retenter des envois d’événements et des e-mails, ou oublier ceux qui ont été abandonnés.

Ce que vous faites est noté, et les autres opérateurs peuvent le lire. Vous ne pouvez pas vous retirer cette charge vous-même : un autre opérateur doit le faire.

## Vos propres textes

Mettez des fichiers Markdown dans le dossier \`help\` du dossier de données pour remplacer ces pages, par exemple \`privacy.md\` et \`terms.md\`, ou \`privacy.fr.md\` pour une langue.
`;
