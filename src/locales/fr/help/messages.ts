// Help: messages between people and their doctors, over Direct.
export const messagesHelp: string = `# Messages avec votre médecin

Les [messages](/messages) ont deux sources : **Direct**, du courrier entre médecins, cliniques et patients, et les applications, qui peuvent mettre du courrier dans un dossier. La première existe là où qui gère ce coffre l’a configurée ; [votre adresse](/messages/address) dit si c’est le cas.

## Ce qu’est Direct

Un courrier chiffré pour qui le reçoit et signé par qui l’envoie. Les cliniques s’envoient ainsi lettres, résultats et dossiers entiers. Il n’atteint pas les adresses e-mail ordinaires, et l’e-mail ordinaire n’atteint pas la vôtre ici.

## Votre adresse

[Votre adresse Direct](/messages/address) est sur une page à copier ou à imprimer. Donnez-la au cabinet et demandez vos documents « à mon adresse Direct ». Vous pouvez choisir ce qui précède le @ ; une ancienne adresse à vous arrive toujours, et personne d’autre ne l’aura jamais.

## Qui l’a envoyé, et avec quelle certitude

Chaque message dit en haut s’il est sûr de qui il vient. **Sûr** veut dire que la signature est juste, que le certificat est pour l’adresse d’où il vient, et que quelqu’un à qui ce coffre se fie en répond. **Pas sûr** est marqué en rouge, avec la raison : n’importe qui pourrait l’avoir écrit. Demandez à l’expéditeur par téléphone, à un numéro que vous avez d’ailleurs, avant de faire ce qu’il demande ou d’ouvrir ses fichiers.

## Expéditeurs inconnus

Qui vous écrit pour la première fois attend sous [Expéditeurs inconnus](/messages/unknown), et rien n’en est dans votre dossier. **Accepter cet expéditeur**, et ce qu’il envoie arrive dans votre boîte. **Refuser**, et cela va sous « Indésirables » ; on ne lui dit rien.

## Ce qui est venu avec

Les images et la première page d’un PDF sont montrées en petit. Un document clinique (C-CDA, CCR) peut se lire comme un texte, et **Comparer avec le dossier** mène à ce qu’il contient, donnée par donnée : vous choisissez ce qui entre. L’e-mail en HTML est montré comme un texte ; les images d’autres serveurs ne sont jamais chargées.

## Écrire

[Écrivez un message](/messages/write), ou répondez. Avant qu’il parte, une page montre qui pourra le lire et ce qui quitte le coffre. [Envoyés](/messages/sent) dit jusqu’où chaque message est allé. Pour ce qui est urgent, téléphonez.

Une application peut écrire en votre nom si la personne qui gère ce coffre le permet, et vous aussi : cochez-le là où l’application demande l’accès, ou sur sa page sous [Applications](/apps). Ce qu’elle a envoyé se trouve sous Envoyés, avec son nom. À qui elle écrit ne devient pas un expéditeur que vous connaissez.

## Qui le voit

Votre boîte est à vous seul. Ce qui est mis dans un dossier est vu par tous ceux qui peuvent y voir des messages, et son activité le dit.
`;
