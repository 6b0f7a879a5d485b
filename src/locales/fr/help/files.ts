// Help: files, taking a record along, messages, and who did what.
export const filesHelp: string = `# Fichiers, téléchargements, messages et activité

Tout cela se trouve sur la page d’un dossier, sous [Dossiers](/records).

## Ajouter un fichier

[Ajouter un document](/upload) prend une lettre, une image ou un document scanné, sur un téléphone directement par l’appareil photo ; la page indique la plus grande taille. Ce que c’est, et de quel jour, est demandé une fois qu’il est là. [Documents](/documents) les montre tous avec une image de chacun, et les trouve par les mots de leurs PDF. Un document peut être attaché à un rendez-vous, à un résultat ou à toute autre donnée, et se voit des deux côtés ; il peut être téléchargé de nouveau tel qu’il était.

## Tout télécharger

[Tout télécharger](/export) fait un fichier zip de tout ce que vous pouvez voir dans le dossier : une page par où commencer, chaque donnée en XML, et ce qu’elle était avant d’être modifiée ; pour chaque sorte un fichier JSON et un fichier CSV, que les tableurs ouvrent ; et tous les fichiers. Il n’est pas chiffré : gardez-le là où personne d’autre ne peut l’ouvrir, et pensez aux versions antérieures avant de le transmettre. Les données supprimées n’y sont pas.

## Messages

Les [messages](/messages) sont du courrier de médecins, et du courrier que des applications mettent dans le dossier : [plus à ce sujet](/help/messages).

## Activité

L’[activité](/activity) énumère qui a ajouté, modifié, supprimé ou téléchargé quelque chose, à quelle application l’accès a été donné ou retiré, et quand ; au-dessous, combien chaque application a lu. Les personnes qui s’occupent du dossier voient tout ; les autres voient ce qu’elles ont fait elles-mêmes, et les applications auxquelles elles ont donné accès.
`;
