// Help: what a vault is and how to begin.
export const startHelp: string = `# Primeros pasos

Una bóveda guarda los datos de salud de una familia: mediciones, medicamentos, enfermedades, resultados de laboratorio, documentos. Los datos de cada persona están en un **historial** propio. Usted cuida de su historial y, si lo desea, de los de sus hijos, sus padres o alguien a su cargo.

## Para empezar

1. Cree una cuenta. Solo hacen falta su correo electrónico, su nombre, su fecha de nacimiento y su país.
2. Con ella se crea un historial sobre usted. Cree otros en [Historiales](/records), uno por persona.
3. [Añada](/items/add) lo que sepa: un medicamento, una alergia, una medición. Cómo funcionan las listas y los gráficos está en [sus datos](/help/data).
4. Inicie una aplicación o un dispositivo que trabaje con la bóveda. Le enviará aquí y usted decidirá qué puede ver y añadir.

## Historiales y cuentas

Con la cuenta se inicia sesión. En el historial están los datos. Una cuenta puede llegar a varios historiales y varias personas pueden llegar a un mismo historial. Quien cuida de un historial es su **responsable**; cada historial tiene siempre al menos uno.
`;
