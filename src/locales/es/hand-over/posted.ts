// The words of posted fields: their labels, and what is wrong with them.
import type { postedWords as english } from '../../en/hand-over/posted.ts';
import { recordsWords } from '../pages/records.ts';

export const postedWords: typeof english = {
  labels: {
    Relationship: '¿De quién es?',
    FirstName: 'Nombre',
    MiddleName: 'Segundo nombre',
    LastName: 'Apellidos',
    BirthDate: 'Fecha de nacimiento',
    Gender: 'Sexo',
    StreetAddress1: 'Calle',
    StreetAddress2: 'Calle, segunda línea',
    City: 'Ciudad',
    StateCode: 'Estado, provincia o parte del país',
    PostalCode: 'Código postal',
    CountryCode: 'País',
    Email: 'Correo electrónico',
    PhoneNumber: 'Teléfono',
    EthnicityCode: 'Origen étnico',
    LanguageCode: 'Idioma',
  },
  stateHint: 'Dos letras en Estados Unidos (NY), Canadá (ON) y el Reino Unido (EN, NI, SC, WA).',
  genders: { F: 'Femenino', M: 'Masculino', UNSP: 'Prefiero no decirlo' },
  guardian: 'Mi tutor',
  whoMissing: 'Elija de quién es el historial.',
  absent: label => `${label}: falta.`,
  problems: {
    length: label => `${label}: es demasiado largo.`,
    characters: label => `${label}: no puede contener < ni > ni caracteres de control.`,
    date: label => `${label}: escriba un día pasado, como 1984-05-31.`,
    email: label => `${label}: escriba uno como nombre@example.org.`,
    country: label => `${label}: elija uno.`,
    language: label => `${label}: elija uno.`,
    gender: label => `${label}: elija uno.`,
    state: label => `${label}: no existe en este país.`,
    code: label => `${label}: elija una opción.`,
    address: recordsWords.streetAlone,
  },
};
