// How what is wrong with a redirect or a call is mended, and in which part of the application.
import type { redirectRemedyWords as english } from '../../en/develop/redirect-remedy.ts';

export const redirectRemedyWords: typeof english = {
  address:
    'Beheben Sie es in der App, dort, wo sie die Adresse von redirect.aspx baut. Die Werte, die sie braucht, stehen hier:',
  redirect:
    'Lassen Sie redirect weg, oder tragen Sie den Server unter „Server zum Zurückkehren“ ein. In Betrieb zählt redirect nicht. Siehe:',
  'action-url':
    'Geben Sie der App eine Aktionsadresse, die mit https:// beginnt, oder mit http:// nur in einer Testumgebung. Siehe:',
  disabled: 'Die App ist abgeschaltet. Ob man sie einschalten kann, steht hier:',
  approval: 'In Betrieb arbeitet eine App, sobald der Betreiber sie freigegeben hat. Siehe:',
  'online-rule':
    'Schreiben Sie die Regel so, wie sie heißt, oder legen Sie sie an, und zwar freiwillig. Siehe:',
  'offline-rule':
    'Schreiben Sie die Regel so, wie sie heißt, oder legen Sie sie an, und zwar freiwillig. Siehe:',
  record:
    'Jede App hat eigene Ids für Akten: nehmen Sie die, die GetAuthorizedPeople oder GetPersonInfo dieser App gab. Eine Testperson mit solchen Ids entsteht hier:',
  device:
    'Ein Gerät ruft NewApplicationCreationInfo auf und öffnet CREATEAPPLICATION mit dem Token, das es bekam, einmal und binnen einer Viertelstunde. Was es braucht, steht hier:',
  caller: 'Rufen Sie von dort auf, oder ändern Sie „Adressen, von denen sie aufruft“. Siehe:',
  'online-rights':
    'Nehmen Sie diese Arten in eine Regel mit „Sehen“ auf. Wer die App schon nutzt, wird gefragt, wenn sie ihn zu APPAUTH schickt. Siehe:',
  'offline-rights':
    'Nehmen Sie diese Arten in eine Regel mit „Sehen“ auf. Wer die App schon nutzt, wird gefragt, wenn sie ihn zu APPAUTH schickt. Siehe:',
  'not-granted':
    'Der Mensch ließ eine freiwillige Regel weg, erlaubte die App, bevor sie darum bat, oder darf es selbst nicht sehen. Schicken Sie ihn zu APPAUTH, um noch einmal zu fragen. Die Werte, die es braucht, stehen hier:',
};
