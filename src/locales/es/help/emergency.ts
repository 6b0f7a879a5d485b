// Help: what others do not see, and what helpers see in an emergency.
export const emergencyHelp: string = `# Datos personales y la página de emergencia

## Datos solo para quienes cuidan del historial

En la página de un dato, en *Quién puede verlo*, quienes cuidan del historial pueden reservarlo para ellos. Entonces no lo ve ninguna aplicación ni nadie que solo comparta el historial, ni se entera de que está.

## La página de emergencia

La [página de emergencia](/emergency) reúne lo que quien ayuda pregunta primero: fecha de nacimiento, grupo sanguíneo, alergias, enfermedades y medicamentos actuales, dispositivos y a quién llamar. Sale del historial, así que vale lo que valga lo anotado en él. Imprímala de nuevo cuando algo cambie: lleva el día en que se hizo.

## Dejar algo fuera

*No incluirlo en la página de emergencia*, en *Quién puede verlo* en la página de un dato, hace lo que dice; las aplicaciones y las personas que comparten el historial siguen viendo el dato. Lo personal nunca está en la página de emergencia.

Nadie puede abrir la página sin iniciar sesión, salvo que usted active su [código](/emergency/code): quien lo escanea ve las partes que usted eligió, y a usted se le avisa cada vez. El código está en la hoja y en una tarjeta para la cartera. Sin él, lo que encuentra quien ayuda es la hoja que usted imprimió.

Para cuando esté [sin red](/offline), su navegador puede guardar una copia de la página y de sus medicamentos.
`;
