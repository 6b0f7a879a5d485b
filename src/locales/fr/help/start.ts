// Help: what a vault is and how to begin.
export const startHelp: string = `# Premiers pas

Un coffre garde les données de santé d’une famille : mesures, médicaments, maladies, résultats de laboratoire, documents. Les données de chaque personne sont dans un **dossier** à elle. Vous vous occupez de votre dossier et, si vous le voulez, de ceux de vos enfants, de vos parents ou d’une personne dont vous prenez soin.

## Les premières étapes

1. Créez un compte. Il ne faut que votre adresse e-mail, votre nom, votre date de naissance et votre pays.
2. Un dossier à votre sujet est créé avec lui. Créez-en d’autres sous [Dossiers](/records), un pour chaque personne.
3. [Ajoutez](/items/add) ce que vous savez : un médicament, une allergie, une mesure. Comment fonctionnent les listes et les graphiques est expliqué sous [vos données](/help/data).
4. Lancez une application ou un appareil qui fonctionne avec le coffre. Vous êtes alors envoyé ici, et vous décidez de ce qu’elle peut voir et ajouter.

## Dossiers et comptes

Un compte est ce avec quoi vous vous connectez. Un dossier est ce qui contient les données. Un compte peut atteindre plusieurs dossiers, et plusieurs personnes peuvent atteindre un même dossier. Chaque dossier a toujours au moins une personne qui **s’en occupe**.
`;
