// Help: what others do not see, and what helpers see in an emergency.
export const emergencyHelp: string = `# Données personnelles et page d’urgence

## Données réservées aux personnes qui s’occupent du dossier

Sur la page d’une donnée, sous *Qui peut la voir*, les personnes qui s’occupent du dossier peuvent la garder pour elles. Alors aucune application, ni personne qui ne fait que partager le dossier, ne la voit ni ne sait qu’elle est là.

## La page d’urgence

La [page d’urgence](/emergency) contient sur une page ce que les secouristes demandent d’abord : date de naissance, groupe sanguin, allergies, maladies et médicaments actuels, dispositifs médicaux, et personnes à appeler. Elle est tirée du dossier ; elle ne vaut donc que ce qui y est écrit. Imprimez-la de nouveau quand quelque chose a changé : elle porte le jour où elle a été faite.

## Laisser quelque chose de côté

*Ne pas la mettre sur la page d’urgence*, sous *Qui peut la voir* sur la page d’une donnée, fait ce que cela dit ; les applications et les personnes qui partagent le dossier voient toujours la donnée. Ce qui est personnel n’est jamais sur la page d’urgence.

Personne ne peut ouvrir la page sans se connecter, à moins que vous n’activiez son [code](/emergency/code) : quiconque le scanne voit les parties que vous avez choisies, et vous en êtes informé chaque fois. Le code figure sur la feuille, et sur une carte à garder sur soi. Sans lui, ce que trouvent les secouristes, c’est la feuille que vous avez imprimée.

[Sans réseau](/offline), votre navigateur peut garder une copie de la page et de vos médicaments si vous le voulez.
`;
