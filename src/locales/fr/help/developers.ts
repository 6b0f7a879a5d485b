// Help: registering an application, seeing what it asks, and going live.
export const developersHelp: string = `# Pour les développeurs

Quiconque a un compte peut déclarer des applications sous [Pour les développeurs](/develop), au pied de chaque page. Tous les types, vocabulaires et méthodes sont décrits dans la [référence](/docs/).

## De rien à un premier appel

1. *Créer une application* : un nom et un type suffisent. Sa première page dit ensuite ce qui vient.
2. Sous *Règles en ligne* et *Règles hors ligne*, dites quelles sortes de données elle veut, dans quel but, et ce qu’elle en fait. En ligne veut dire pendant qu’une personne l’utilise ; hors ligne, à tout moment. Les personnes lisent votre raison quand la question leur est posée.
3. Sous *Certificats*, téléversez-en un, ou faites créer la clé dans votre navigateur ; le coffre ne l’a alors jamais.
4. *Aperçu* contient des paramètres à copier pour chaque sorte de client.

Dans un environnement d’essai, l’application fonctionne immédiatement, et *Essayer* crée pour elle une personne avec deux ans de données.

## Voir ce qui ne va pas

*Trace* garde les appels de votre application pendant une heure, en mémoire seulement : ce qu’elle a demandé, ce qui lui a été répondu, et ce qu’il faut changer là où elle a échoué. Les secrets sont toujours masqués ; en production, les valeurs des personnes aussi.

## Passer en production

En production, une nouvelle application attend qu’un opérateur l’approuve. *Mise en service* énumère ce que regardent les personnes et l’opérateur, et demande l’approbation. Les groupes de méthodes au-delà des méthodes de base sont aussi accordés par l’opérateur. Une fois l’application approuvée, un nouveau nom, logo, adresse, serveur ou organisation, et des règles qui demandent davantage, attendent l’opérateur pendant que l’application reste telle qu’elle était ; ce qui la limite ou l’explique change immédiatement.

Votre déclaration de confidentialité et vos conditions d’utilisation peuvent se trouver à une adresse à vous, ou ici : sous *Informations*, *Logos, déclaration de confidentialité, conditions et plus*. Les personnes y sont menées là où la question leur est posée, dans le [répertoire](/directory) et sur la page de l’application ; du HTML, elles voient les mots.

Cochez-la sous *Répertoire* pour que votre application y figure.
`;
