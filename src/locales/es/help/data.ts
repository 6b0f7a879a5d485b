// Help: adding, finding, drawing, changing and removing items.
export const dataHelp: string = `# Sus datos: listas, gráficos y la cronología

Todo lo que hay en un historial es un **dato**: una medición, un medicamento, una enfermedad, un documento. El nombre en lo alto de cada página dice de quién es el historial; si hay varios, ahí se elige otro.

## Añadir

Elija *Añadir un dato* en [Datos](/items) y después qué es. Un campo que puede quedar vacío lleva la palabra *opcional*. Los números van en la unidad elegida al lado. Si algo no está bien, la página lo dice junto al campo y lo escrito se conserva.

## Encontrar

El cuadro de la cabecera de cada página encuentra datos, tipos de datos, personas y páginas; la tecla / lleva a él. Conoce palabras corrientes, como fiebre o pastilla, y perdona pequeños errores.

[Datos](/items) enumera los datos, los más recientes primero. Los grupos de arriba muestran una parte. *Buscar y filtrar* busca palabras en lo que muestra la lista y en las notas, y también por tipo, fechas o la aplicación de la que vino un dato.

## Gráficos y cronología

Los tipos con números tienen un *Gráfico*, de un mes, tres meses, un año o todo. Cuando hay muchas mediciones dibuja medias. Los números están en una tabla debajo.

La [cronología](/timeline) lo muestra todo junto, día por día; con *Ir a un día* se vuelve atrás en ella.

## Planes y tareas

[Planes y tareas](/plans) muestra qué hay que hacer hoy, con un botón para cada cosa hecha, qué se dejó de hacer en los últimos días y la semana de un vistazo. Ahí crea usted planes y tareas; también pueden escribirlos las aplicaciones a las que se lo permita, y lo que está en el historial, como un peso, puede contar por sí solo.

## Cambiar, y qué decía antes

*Editar*, en la página de un dato, lo cambia. Se guardan todas las versiones: *Mostrar qué cambió* dice quién guardó qué y cuándo. Si otra persona guarda el mismo dato mientras usted escribe, verá las dos versiones y elegirá; no se pierde nada.

## Borrar, restaurar, eliminar para siempre

Un dato borrado sale de las listas y las aplicaciones ya no lo ven, pero se conserva. Justo después de borrar se ofrece *Deshacer*. Más tarde, quien cuida del historial lo encuentra con *Buscar y filtrar*, *Lo borrado*, y lo restaura o lo elimina con *Eliminar para siempre*: se van todas sus versiones y archivos, y no puede deshacerse.
`;
