// Help: how people share a record.
export const sharingHelp: string = `# Partager un dossier avec quelqu’un

Si vous vous occupez d’un dossier, vous pouvez y inviter quelqu’un par e-mail : sous [Dossiers](/records), choisissez le dossier, puis *Partage*.

## Ce que vous choisissez

- **Ce que cette personne peut faire** : seulement consulter, ou aussi ajouter et modifier, ou s’occuper du dossier comme vous.
- **Ce qu’elle voit** : tout, ou seulement certaines sortes de données.
- **Jusqu’à quand** : sans fin, ou jusqu’à un jour que vous indiquez.

## Le code PIN

La page vous montre un code PIN. Donnez-le vous-même à la personne, par téléphone par exemple ; il n’est pas dans l’e-mail. Ainsi un e-mail qui s’égare n’ouvre rien. Après quelques essais faux, l’invitation prend fin, et vous pouvez en envoyer une nouvelle.

## Y mettre fin

Les personnes qui ont accès figurent sur la même page, avec ce que chacune peut faire. Modifiez-le ou mettez-y fin à tout moment. Les applications de cette personne perdent leur accès en même temps, et doivent redemander si vous partagez de nouveau.
`;
