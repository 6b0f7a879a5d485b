// How what is wrong with a redirect or a call is mended, and in which part of the application.
import type { Begun } from '../../areas.ts';
import type { redirectRemedyWords as english } from '../../en/develop/redirect-remedy.ts';

export const redirectRemedyWords: Begun<typeof english> = {
  address:
    'Remédiez-y dans l’application, là où elle forme l’adresse de redirect.aspx. Les valeurs dont elle a besoin figurent ici :',
  redirect:
    'Laissez redirect de côté, ou ajoutez son serveur sous « Serveurs vers lesquels revenir ». En production, redirect est ignoré. Voir :',
  'action-url':
    'Donnez à l’application une adresse d’action qui commence par https://, ou par http:// dans un environnement d’essai seulement. Voir :',
  disabled: 'L’application est désactivée. Si elle peut être activée est dit ici :',
  approval: 'En production, une application fonctionne une fois que l’opérateur l’a approuvée. Voir :',
  'online-rule': 'Écrivez la règle comme elle se nomme, ou ajoutez-la et rendez-la facultative. Voir :',
  'offline-rule': 'Écrivez la règle comme elle se nomme, ou ajoutez-la et rendez-la facultative. Voir :',
  record:
    'Chaque application a ses propres identifiants de dossiers : prenez celui que GetAuthorizedPeople ou GetPersonInfo a donné à cette application. Une personne d’essai avec de tels identifiants se crée ici :',
  device:
    'Un appareil appelle NewApplicationCreationInfo, et ouvre CREATEAPPLICATION avec le jeton qu’il a reçu, une fois et dans le quart d’heure. Ce dont il a besoin figure ici :',
  caller: 'Appelez de là, ou modifiez « Adresses depuis lesquelles elle appelle ». Voir :',
  'online-rights':
    'Ajoutez ces sortes à une règle avec « Voir ». Qui utilise déjà l’application est interrogé quand elle l’envoie vers APPAUTH. Voir :',
  'offline-rights':
    'Ajoutez ces sortes à une règle avec « Voir ». Qui utilise déjà l’application est interrogé quand elle l’envoie vers APPAUTH. Voir :',
  'not-granted':
    'Ces personnes ont laissé de côté une règle facultative, ont autorisé l’application avant qu’elle demande cela, ou ne peuvent pas le voir elles-mêmes. Envoyez-les vers APPAUTH pour redemander. Les valeurs dont elle a besoin figurent ici :',
};
