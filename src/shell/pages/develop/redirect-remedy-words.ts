// How what is wrong with a redirect or a call is mended, and in which part of the application.
import type { Mistake } from '../../../core/healthvault/tracing/mistake.ts';
import { type Language, words } from '../../../locales/language.ts';

type Remedies = Readonly<Record<Mistake, string>>;

export const redirectRemedyWords: (language: Language) => Remedies = words<Remedies>({
  en: {
    address:
      'Mend it in the app, where it builds the address of redirect.aspx. The values that it needs stand here:',
    redirect:
      'Leave redirect out, or add its host under “Hosts to return to”. Production ignores redirect. See:',
    'action-url':
      'Give the app an action URL that begins with https://, or with http:// in a sandbox only. See:',
    disabled: 'The app is disabled. Whether it can be enabled is told here:',
    approval: 'In production an app works once the operator has approved it. See:',
    'online-rule': 'Spell the rule as it is named, or add it and make it optional. See:',
    'offline-rule': 'Spell the rule as it is named, or add it and make it optional. See:',
    record:
      'Each app has ids of its own for records: take the one that GetAuthorizedPeople or GetPersonInfo gave this app. A sandbox person with such ids is made here:',
    device:
      'A device calls NewApplicationCreationInfo, and opens CREATEAPPLICATION with the token that it got, once and within a quarter of an hour. What it needs stands here:',
    caller: 'Call from there, or change “Addresses it calls from”. See:',
    'online-rights':
      'Add these kinds to a rule with “See”. Who uses the app already is asked when it sends them to APPAUTH. See:',
    'offline-rights':
      'Add these kinds to a rule with “See”. Who uses the app already is asked when it sends them to APPAUTH. See:',
    'not-granted':
      'They left an optional rule out, allowed the app before it asked for this, or may not see it themselves. Send them to APPAUTH to ask again. The values that it needs stand here:',
  },
  es: {
    address:
      'Corríjalo en la aplicación, donde construye la dirección de redirect.aspx. Los valores que necesita están aquí:',
    redirect:
      'Omita redirect o añada su servidor en «Servidores a los que volver». En producción no se tiene en cuenta. Véase:',
    'action-url':
      'Dé a la aplicación una dirección de acción que empiece por https://, o por http:// solo en pruebas. Véase:',
    disabled: 'La aplicación está desactivada. Aquí se indica si se puede activar:',
    approval: 'En producción una aplicación funciona cuando el operador la ha aprobado. Véase:',
    'online-rule': 'Escriba la regla tal como se llama, o añádala y hágala opcional. Véase:',
    'offline-rule': 'Escriba la regla tal como se llama, o añádala y hágala opcional. Véase:',
    record:
      'Cada aplicación tiene sus propios ids de historiales: use el que GetAuthorizedPeople o GetPersonInfo dio a esta. Aquí se crea una persona de prueba con tales ids:',
    device:
      'Un dispositivo llama a NewApplicationCreationInfo y abre CREATEAPPLICATION con el token que recibió, una vez y en menos de un cuarto de hora. Lo que necesita está aquí:',
    caller: 'Llame desde allí o cambie «Direcciones desde las que llama». Véase:',
    'online-rights':
      'Añada estos tipos a una regla con «Ver». A quien ya usa la aplicación se le pregunta cuando esta lo envía a APPAUTH. Véase:',
    'offline-rights':
      'Añada estos tipos a una regla con «Ver». A quien ya usa la aplicación se le pregunta cuando esta lo envía a APPAUTH. Véase:',
    'not-granted':
      'Dejó fuera una regla opcional, autorizó la aplicación antes de que pidiera esto o no puede verlo. Envíe a la persona a APPAUTH para preguntarle de nuevo. Los valores que necesita están aquí:',
  },
  de: {
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
  },
});
