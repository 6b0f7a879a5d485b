// The words of posted fields: their labels, and what is wrong with them.
import type { Begun } from '../../areas.ts';
import type { postedWords as english } from '../../en/hand-over/posted.ts';

export const postedWords: Begun<typeof english> = {
  labels: {
    Relationship: 'De qui s’agit-il ?',
    FirstName: 'Prénom',
    MiddleName: 'Deuxième prénom',
    LastName: 'Nom de famille',
    BirthDate: 'Date de naissance',
    Gender: 'Sexe',
    StreetAddress1: 'Rue',
    StreetAddress2: 'Rue, deuxième ligne',
    City: 'Ville',
    StateCode: 'État, province ou partie du pays',
    PostalCode: 'Code postal',
    CountryCode: 'Pays',
    Email: 'Adresse e-mail',
    PhoneNumber: 'Téléphone',
    EthnicityCode: 'Origine ethnique',
    LanguageCode: 'Langue',
  },
  stateHint: 'Deux lettres aux États-Unis (NY), au Canada (ON) et au Royaume-Uni (EN, NI, SC, WA).',
  genders: { F: 'Féminin', M: 'Masculin', UNSP: 'Je préfère ne pas le dire' },
  guardian: 'Mon tuteur ou ma tutrice',
  whoMissing: 'Choisissez de qui parle le dossier.',
  absent: label => `${label} : à remplir.`,
  problems: {
    length: label => `${label} : c’est trop long.`,
    characters: label => `${label} : ne peut pas contenir < ou > ni de caractères de contrôle.`,
    date: label => `${label} : saisissez un jour passé, comme 1984-05-31.`,
    email: label => `${label} : saisissez une adresse comme nom@example.org.`,
    country: label => `${label} : choisissez dans la liste.`,
    language: label => `${label} : choisissez dans la liste.`,
    gender: label => `${label} : choisissez dans la liste.`,
    state: label => `${label} : il n’y en a pas de ce nom dans ce pays.`,
    code: label => `${label} : choisissez dans la liste.`,
    address: label => `À remplir : ${label}. Une rue n’est gardée qu’avec sa ville et son pays.`,
  },
};
