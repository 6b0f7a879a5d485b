// Help: adding, finding, drawing, changing and removing items.
export const dataHelp: string = `# Vos données : listes, graphiques et chronologie

Tout ce que contient un dossier est une **donnée** : une mesure, un médicament, une maladie, un document. Le nom en haut de chaque page dit de qui est le dossier que vous regardez ; avec plusieurs dossiers, c’est là que vous en choisissez un autre.

## Ajouter

Choisissez *Ajouter une donnée* sous [Données](/items), puis ce que c’est. Un champ qui peut rester vide porte la marque *facultatif*. Les nombres prennent l’unité que vous choisissez à côté d’eux. Si quelque chose ne va pas, la page le dit au champ concerné, et ce que vous avez saisi reste.

## Trouver

Le champ en haut de chaque page trouve des données, des sortes de données, des personnes et des pages ; la touche / y mène. Il connaît les mots de tous les jours, comme fièvre ou comprimé, et pardonne les petites fautes.

[Données](/items) énumère les données, les plus récentes d’abord. Les groupes en haut en montrent une partie. *Rechercher et filtrer* cherche des mots dans ce que montre la liste et dans les notes, une sorte, une période, ou l’application d’où vient une donnée.

## Graphiques et chronologie

Les sortes qui ont des nombres ont un *Graphique*, pour un mois, trois mois, une année ou tout. Où il y a beaucoup de mesures, il trace des moyennes. Les valeurs figurent dans un tableau au-dessous.

La [chronologie](/timeline) montre tout ensemble, jour par jour ; *Aller à un jour* vous y fait remonter.

## Programmes et tâches

[Programmes et tâches](/plans) montre ce qu’il y a à faire aujourd’hui, avec un bouton pour chaque chose faite, ce qui a été manqué ces derniers jours et la semaine en un coup d’œil. Vous y créez vous-même programmes et tâches ; les applications que vous autorisez peuvent aussi en écrire.

## Modifier, et ce qui était là avant

*Modifier* sur la page d’une donnée la modifie. Chaque version est gardée : *Montrer ce qui a changé* énumère qui a enregistré quoi, et quand. Si quelqu’un d’autre enregistre la même donnée pendant que vous écrivez, vous voyez les deux versions et choisissez ; rien n’est perdu.

## Supprimer, restaurer, effacer définitivement

Une donnée supprimée quitte les listes, et les applications ne la voient plus, mais elle est gardée. Juste après, il y a *Annuler cette action*. Plus tard, les personnes qui s’occupent du dossier la trouvent par *Rechercher et filtrer*, *Ce qui a été supprimé*, et choisissent *Restaurer*, ou *Effacer définitivement* : cela emporte toutes les versions et tous les fichiers, et ne peut pas être annulé.
`;
