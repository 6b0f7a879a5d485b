// Qué cambiar cuando se rechazó una llamada: lo leen los desarrolladores en el seguimiento. Detrás va un enlace al lugar.
import type { remedyWords as english } from '../../en/develop/remedy.ts';

export const remedyWords: typeof english = {
  again:
    'Envíe la misma llamada otra vez tras una pausa. Si vuelve a fallar, dé el id de la respuesta al operador de esta bóveda.',
  address: 'Envíe un POST con un solo documento XML como cuerpo a la dirección de la plataforma:',
  element:
    'Cambie el elemento nombrado arriba a lo que dice el esquema del método. Su página tiene una petición que se acepta:',
  bytes:
    'Calcule el hash sobre los mismos bytes de info que envía, firme los mismos bytes de header y use el secreto de la sesión más reciente. Abra sesiones con la clave de un certificado que esté aquí:',
  method: 'Escriba el nombre y la versión del método como están aquí, con las mismas mayúsculas:',
  appId: 'Ponga el id de esta aplicación en app-id y compruebe que está activa. Ambos están aquí:',
  signIn: 'Envíe a la persona al Shell con el destino AUTH y siga con el wctoken con el que vuelve.',
  token:
    'Envíe el token tal como se emitió: tómelo de la dirección una vez, decodificado una vez, sin cortarlo ni cambiar sus signos.',
  idOfPerson:
    'Use el id de persona que GetAuthorizedPeople o GetPersonInfo dio a esta aplicación: cada una tiene los suyos. Una persona de prueba con esos ids se crea aquí:',
  idOfRecord:
    'Use el id de historial que GetAuthorizedPeople o GetPersonInfo dio a esta aplicación: cada una tiene los suyos. Una persona de prueba con esos ids se crea aquí:',
  right:
    'Añada el permiso a una regla y envíe a las personas al Shell con el destino APPAUTH, donde se les pide:',
  groups: 'Marque aquí el grupo de este método y, en producción, espere a que el operador lo acepte:',
  idOfThing: 'Lea el elemento otra vez con GetThings del mismo historial y déjelo si ya no está.',
  filter: 'Cambie la parte de la consulta nombrada arriba; quítela para ver que se acepta el resto.',
  format: 'Pida la sección core y xml sin transformación; añada lo demás de uno en uno.',
  session:
    'Con este estado, abra una sesión con CreateAuthenticatedSessionToken y envíe la llamada otra vez con ella.',
  letIn: 'Envíe a la persona al Shell con el destino APPAUTH. Lo que necesita la dirección está aquí:',
  typeId: 'Escriba el id de una versión de un tipo como está aquí:',
  typeVersion: 'Envíe la versión más reciente del tipo y lea con version-format, para recibir lo que envía.',
  withData: 'Envíe el data-xml completo con el nuevo type-id, no solo las marcas.',
  fixed: 'Deje el elemento como está. Escriba otro, de un tipo que se pueda escribir.',
  flag: 'Quite la marca de solo lectura de los cambios; póngala al crear el elemento, de un tipo que pueda tenerla.',
  clock: 'Ponga en hora el reloj del equipo por la red y escriba en msg-time la hora de cada envío, en UTC.',
  stamp: 'Lea el elemento, cambie lo leído y envíelo con el version-stamp que venía con él.',
  split: 'Envíe menos elementos de una vez: GetServiceDefinition dice cuántos y cuánto pueden venir juntos.',
  less: 'Pida menos de una vez: una página más pequeña, menos tipos, menos secciones o un periodo.',
  streamed: 'Pida el blob como flujo y descárguelo de la dirección que trae la respuesta.',
  room: 'Borre lo que el historial no necesita o pida más espacio al operador de esta bóveda. Hasta entonces solo se puede leer.',
  certificate: 'Añada un certificado con una clave RSA de 2048 bits y firme con su clave:',
  secret: 'Genere un secreto aleatorio nuevo de 32 bytes para cada credencial y envíelo en shared-secret.',
  slower:
    'Espere lo que dice la respuesta y envíe después menos llamadas por minuto: junte lo que se puede pedir de una vez.',
  domain: 'Diga aquí desde qué dominio envía correo la aplicación:',
  mail: 'Escriba a una dirección como nombre@example.org que su persona haya confirmado.',
  language: 'Ponga una etiqueta como es o es-MX en language de la cabecera.',
  instance: 'Quite la instancia o nombre una que figure en GetServiceDefinition.',
  location: 'Ofrezca la aplicación en el lugar del historial o deje esos historiales.',
  vocabulary:
    'Escriba nombre, familia y código como están aquí, o quite la versión para tener la más reciente:',
  package:
    'Pregunte antes qué está abierto: un código vale una vez, un paquete se crea antes de llenarlo y cada id externo tiene una sola petición abierta.',
  question:
    'Envíe una pregunta y una respuesta que no estén vacías, la respuesta tal como se dio al crear el paquete.',
  children:
    'Cambie las hijas solo desde su maestra, cada una con un id propio y de un estado al que le sigue:',
  creation:
    'Llame otra vez a NewApplicationCreationInfo y abra CREATEAPPLICATION con su token una vez y antes de un cuarto de hora.',
  signUp: 'Obtenga con NewSignupCode un código para cada persona, que debe tener al menos 13 años.',
  records: 'Pregunte a la persona cuál de sus historiales usar y dé a uno nuevo un nombre de letras.',
  sharing: 'Pida una invitación nueva a un custodio del historial y déjele al menos un custodio.',
  upload:
    'Empiece otra vez la subida con BeginPutBlob, envíe todas las partes con la última marcada como completa y ponga su dirección en un solo elemento, una vez.',
  blockHash: 'Calcule el hash en bloques del tamaño y con el algoritmo que dice BeginPutBlob.',
  encoding: 'Envíe los bytes como dicen el tipo de contenido y la codificación, o quite la codificación.',
  signature:
    'Firme con HVSignatureMethod2 si el elemento tiene blobs y con HVSignatureMethod1 si no, con SHA-1 o SHA-256.',
  subscription:
    'Pida las suscripciones que hay, termine las que sobran y dé a las nuevas una dirección https, una clave de 64 bytes y tipos conocidos.',
  alternateId: 'Pregunte qué ids alternativos tiene el historial y dé a cada uno el suyo.',
  sources: 'Nombre cada fuente una vez, como se llama en el paquete.',
  oauthClient: 'Cambie el parámetro nombrado arriba a lo que está registrado aquí:',
  fhirToken:
    'Obtenga un token de acceso nuevo con el de renovación o empiece otra vez. El cliente está aquí:',
  fhirScopes: 'Pida al empezar el ámbito que cubre este tipo y esta interacción, y ofrézcalo aquí:',
  fhirId: 'Busque el recurso y use el id que trae la respuesta. Lo borrado no está.',
  fhirMethod: 'Use una interacción que el CapabilityStatement tenga para este tipo.',
  fhirAccept: 'Acepte application/fhir+json o application/fhir+xml.',
  fhirStamp: 'Lea el recurso, cambie lo leído y envíe en If-Match la versión que leyó.',
  fhirContent: 'Envíe application/fhir+json o application/fhir+xml como tipo de contenido.',
  fhirElement: 'Cambie el elemento o parámetro nombrado arriba. Lo que admite cada tipo está aquí:',
  unmet:
    'Esta bóveda no responde así por sí misma. Busque qué hay entre la aplicación y ella, como un proxy u otra plataforma, y cámbielo allí.',
  addRight: 'Añada este permiso a una regla:',
  addRightTo: rule => `Añada este permiso a la regla «${rule}»:`,
  lacks: (right, type, mode) => `${right}: ${type}, ${mode}`,
  modes: {
    online: 'mientras la persona tiene la sesión abierta',
    offline: 'cuando no hay nadie con sesión abierta',
  },
  title: 'Qué cambiar',
};
