// The words for data of apps, by those of the definitions.
import type { ThingWords } from '../../thing-words.ts';

export const appsThings: ThingWords = {
  kinds: {
    'App-specific information': 'Datos propios de una aplicación',
    'Application data reference': 'Referencia a datos de una aplicación',
    Insight: 'Recomendación',
    Status: 'Estado',
  },
  descriptions: {
    'App-specific information': 'Datos que una aplicación guarda en una forma propia.',
    'Application data reference':
      'Una referencia a datos de este historial que una aplicación guarda o muestra en otro lugar.',
    Insight: 'Algo que un análisis notó en el historial, con un mensaje para la persona.',
    Status: 'Una nota de lo que se ha hecho con un dato del historial, como que se leyó un mensaje.',
  },
  labels: {
    'Address of its settings': 'Dirección de su configuración',
    'Address of the data': 'Dirección de los datos',
    Annotation: 'Anotación',
    Application: 'Aplicación',
    Attribution: 'Atribución',
    Channel: 'Canal',
    'Compared with': 'Comparado con',
    Confidence: 'Confianza',
    Data: 'Datos',
    'Data it is made from': 'Datos de los que procede',
    'File that shows it': 'Archivo que lo muestra',
    Format: 'Formato',
    Key: 'Clave',
    'Kind of analysis': 'Tipo de análisis',
    Link: 'Enlace',
    Links: 'Enlaces',
    'Made by': 'Hecho por',
    Message: 'Mensaje',
    Messages: 'Mensajes',
    'Number in the catalog': 'Número en el catálogo',
    'Number of the insight': 'Número de la recomendación',
    'Public address': 'Dirección pública',
    'Saved query': 'Consulta guardada',
    Scope: 'Alcance',
    'Short message': 'Mensaje corto',
    Tag: 'Etiqueta',
    Tags: 'Etiquetas',
    'The source must be named': 'Se debe citar la fuente',
    'Time it looks at': 'Tiempo que considera',
    Tone: 'Tono',
    'Up or down': 'Hacia arriba o hacia abajo',
  },
  labelsWithin: {
    'Insight/Strength': 'Intensidad',
  },
  phrases: {
    'Application data': 'Datos de una aplicación',
  },
};
