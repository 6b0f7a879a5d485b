// The words for personal details, by those of the definitions.
import type { ThingWords } from '../../thing-words.ts';

export const profileThings: ThingWords = {
  kinds: {
    'Basic demographic information': 'Datos demográficos básicos',
    Contact: 'Contacto',
    'Group membership': 'Pertenencia a un grupo',
    'Group membership activity': 'Actividad de grupo',
    'Insurance plan': 'Seguro',
    'Personal contact information': 'Datos de contacto',
    'Personal demographic information': 'Datos personales',
    'Personal picture': 'Fotografía',
  },
  descriptions: {
    'Basic demographic information':
      'Sexo, año de nacimiento, lugar e idioma: tan poco que puede compartirse con casi cualquier aplicación.',
    Contact: 'Un médico, un familiar u otra persona importante para los cuidados, y cómo localizarla.',
    'Group membership': 'Grupos y programas a los que pertenece una persona, y hasta cuándo.',
    'Group membership activity':
      'Algo que una persona hizo como miembro de un grupo, como entrar en un programa.',
    'Insurance plan': 'Un seguro que paga los cuidados: qué cubre, a quién y hasta cuándo.',
    'Personal contact information': 'Dónde vive una persona, y cómo llamarla o escribirle.',
    'Personal demographic information':
      'Nombre, fecha de nacimiento, grupo sanguíneo y otros datos que cambian poco.',
    'Personal picture': 'Una imagen de la persona, que se muestra junto al nombre.',
  },
  labels: {
    'Blood type': 'Grupo sanguíneo',
    'Date of birth of the insured': 'Fecha de nacimiento del asegurado',
    Deceased: 'Fallecido',
    Disabled: 'Discapacidad',
    'Employment status': 'Situación laboral',
    Ethnicity: 'Origen étnico',
    'First day of the week (1 is Sunday)': 'Primer día de la semana (1 es domingo)',
    'Highest education level': 'Nivel de estudios más alto',
    Language: 'Idioma',
    'Marital status': 'Estado civil',
    Membership: 'Pertenencia',
    'More about it': 'Más información',
    'Name of the insured': 'Nombre del asegurado',
    'Name of the plan': 'Nombre del plan',
    'Number of the insurer': 'Número de la aseguradora',
    'Number of the person within the plan': 'Número de la persona dentro del plan',
    'Number or name in the group': 'Número o nombre en el grupo',
    'Organ donor': 'Donante de órganos',
    'Pays first': 'Paga primero',
    'Plan code': 'Código del plan',
    Religion: 'Religión',
    'Social security number': 'Número de la seguridad social',
    'Valid until': 'Válido hasta',
    Veteran: 'Veterano de guerra',
    'What it covers': 'Qué cubre',
    'Year of birth': 'Año de nacimiento',
  },
  values: {
    m: 'Hombre',
    f: 'Mujer',
  },
  phrases: {
    Male: 'Hombre',
    Female: 'Mujer',
    Picture: 'Fotografía',
  },
};
