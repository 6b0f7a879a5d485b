// How what is wrong with a redirect or a call is mended, and in which part of the application.
import type { redirectRemedyWords as english } from '../../en/develop/redirect-remedy.ts';

export const redirectRemedyWords: typeof english = {
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
};
