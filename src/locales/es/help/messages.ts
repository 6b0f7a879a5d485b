// Help: messages between people and their doctors, over Direct.
export const messagesHelp: string = `# Mensajes con su médico

Los [mensajes](/messages) tienen dos orígenes: **Direct**, que es correo entre médicos, clínicas y pacientes, y las aplicaciones, que pueden guardar correo en un historial. Lo primero existe donde quien administra esta bóveda lo ha configurado; [su dirección](/messages/address) dice si es así.

## Qué es Direct

Un correo cifrado para quien lo recibe y firmado por quien lo envía. Las clínicas se envían así cartas, resultados e historiales enteros. En Estados Unidos una consulta tiene que poder enviarle así sus documentos. No llega a direcciones de correo corrientes, y el correo corriente no llega a la suya de aquí.

## Su dirección

[Su dirección Direct](/messages/address) está en una página para copiar o imprimir. Désela a la consulta y pida sus documentos «a mi dirección Direct». Puede elegir lo que va delante de la @; una dirección anterior suya sigue llegando, y nadie más la tendrá nunca.

## Quién lo envió, y con qué seguridad

Cada mensaje dice arriba si es seguro quién lo envió. **Seguro** quiere decir que la firma es correcta, que el certificado es para la dirección de la que vino y que alguien en quien esta bóveda confía responde de él. Verá el nombre del certificado, si es para esa dirección o para toda una organización, quién responde y hasta cuándo.

**No es seguro** se marca en rojo, con el motivo. Un mensaje así puede ser lo que dice, pero cualquiera podría haberlo escrito. Pregunte al remitente por teléfono, en un número que tenga de otra parte, antes de hacer lo que pide o de abrir sus archivos.

## Remitentes que aún no conoce

Quien le escribe por primera vez espera en [Remitentes desconocidos](/messages/unknown), y nada de ello está en su historial. **Aceptar a este remitente**, y lo que envíe llega a su bandeja, y a su historial donde es seguro quién es. **Rechazar**, y llega a «Spam»; no se le dice nada. También llega allí lo que vino sin cifrar. Los contactos de su historial y aquellos a quienes ha escrito son conocidos.

## Lo que vino con él

Las imágenes y la primera página de un PDF se ven en pequeño. Un documento clínico (C-CDA, CCR) se puede leer como texto, y **Comparar con el historial** lleva a lo que contiene, dato por dato: usted elige qué entra y puede deshacerlo. El correo HTML se muestra como texto; nunca se cargan imágenes de otros servidores, y en un mensaje no se puede pulsar nada.

## Escribir

[Escriba un mensaje](/messages/write), o responda a uno. Puede enviar un resumen, como documento que leen los programas de las clínicas o como PDF, y documentos del historial. Antes de que salga, una página muestra quién podrá leerlo, según los certificados encontrados, y qué sale de la bóveda. Para lo urgente, use el teléfono.

[Enviados](/messages/sent) dice hasta dónde llegó cada mensaje: esperando, enviado, entregado, recibido por su sistema o fallido, y entonces por qué y qué puede hacer. Lo que no llega se intenta de nuevo durante dos días.

Una aplicación puede escribir en su nombre si quien administra esta bóveda lo permite, y usted también: márquelo donde la aplicación pide acceso, o en su página en [Aplicaciones](/apps). Lo que envió está en Enviados, con el nombre de la aplicación. A quien ella escribe no pasa a ser un remitente conocido.

## Quién lo ve

Su bandeja es solo suya. Lo que se guarda en un historial lo ve quien puede ver mensajes en él, y su actividad lo cuenta.
`;
