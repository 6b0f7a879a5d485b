// The words of a person’s own Direct address.
import type { directAddressWords as english } from '../../en/direct/direct-address.ts';

export const directAddressWords: typeof english = {
  title: 'Su dirección Direct',
  lead: 'Los médicos y clínicas con Direct pueden enviarle a ella cartas, resultados y documentos, cifrados.',
  record: name => `Lo que llega va al historial de ${name}.`,
  give: 'Cómo darla a un médico',
  giveText: [
    'Diga en la consulta que tiene una dirección Direct y pida sus documentos «a mi dirección Direct». En Estados Unidos tienen que poder hacerlo.',
    'No es una dirección de correo corriente: lo que envían los programas corrientes no se muestra como seguro.',
    'Cualquiera puede conocerla. Lo que llega de remitentes que no ha aceptado espera aparte.',
  ],
  copy: 'Copiar',
  copied: 'Copiada',
  print: 'Imprimir',
  cardTitle: 'Dirección Direct',
  cardText: 'Correo cifrado para datos de salud (Direct), no correo corriente.',
  choose: 'Elegir otra',
  chooseText: 'La anterior sigue siendo suya, y lo que se envíe a ella llega. Nadie más podrá tenerla nunca.',
  local: 'Lo que va delante de la @',
  localHint: domain =>
    `Letras de la a a la z y cifras, de 3 a 40, con puntos, guiones y guiones bajos entre ellas. Detrás va @${domain}. La ve todo el que recibe algo de usted.`,
  save: 'Tomar esta dirección',
  saved: address => `Su dirección Direct es ${address}.`,
  make: 'Obtener una dirección Direct',
  makeText: 'Aún no tiene ninguna.',
  makeAny: 'Hacerme una',
  taken: 'Esta dirección está ocupada, o lo estuvo. Elija otra.',
  bad: 'Use letras de la a a la z y cifras, de 3 a 40, con puntos, guiones y guiones bajos solo entre ellas.',
  tooMany: 'Ha tenido tantas direcciones que no puede haber más. Todas siguen valiendo.',
  noRecord: 'Una dirección Direct pertenece a un historial del que usted se ocupa. Cree uno primero.',
  createRecord: 'Crear un historial',
  offTitle: 'Esta bóveda no tiene mensajes Direct',
  offText:
    'Direct es correo cifrado entre médicos, clínicas y pacientes. Quien administra esta bóveda no lo ha configurado.',
  offAsk: 'Pídaselo si su médico quiere enviarle algo de ese modo.',
  offOperator: 'Usted administra esta bóveda:',
  toOperator: 'cómo configurar Direct',
  toRecord: 'Mensajes que las aplicaciones ponen en el historial',
  back: 'A los mensajes',
};
