// Help: what applications may do, and how to take it back.
export const appsHelp: string = `# Les applications et ce qu’elles peuvent faire

Aucune application ne voit rien avant votre accord. Quand une application demande un accès, la page montre **qui demande**, **pour quel dossier**, **quelles sortes de données** elle veut voir, ajouter, modifier ou supprimer, et **pourquoi**. Elle montre aussi combien de ces données le dossier contient maintenant, et les plus récentes : exactement ce que vous donneriez.

## Pendant que vous l’utilisez, ou à tout moment

Une partie de ce qu’une application demande ne vaut que *pendant que vous l’utilisez* : cela prend fin quand vous vous déconnectez. Le reste vaut *à tout moment*, pour qu’une balance puisse enregistrer votre poids en votre absence.

## Tout ou rien, et ce qui dépend de vous

Ce dont une application ne peut se passer va ensemble : elle obtient tout ou rien. Ce dont elle pourrait se passer figure à part, et vous cochez ce que vous voulez.

## Reprendre votre accord

Sous [Applications](/apps), vous voyez chaque application qui a accès au dossier, ce qu’elle peut faire, et depuis quand. Vous pouvez y mettre fin à tout moment. L’application garde ce qu’elle a copié auparavant ; demandez à ses auteurs de le supprimer.

## Quand une application demande davantage

Une application ne gagne jamais de droits d’elle-même. Si ses auteurs changent ce qu’elle demande, la question vous est posée de nouveau, et seul ce qui est nouveau vous est montré.
`;
