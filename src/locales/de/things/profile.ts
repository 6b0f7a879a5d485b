// The words for personal details, by those of the definitions.
import type { ThingWords } from '../../thing-words.ts';

export const profileThings: ThingWords = {
  kinds: {
    'Basic demographic information': 'Grundlegende Angaben zur Person',
    Contact: 'Kontakt',
    'Group membership': 'Gruppenmitgliedschaft',
    'Group membership activity': 'Gruppenaktivität',
    'Insurance plan': 'Versicherung',
    'Personal contact information': 'Eigene Kontaktdaten',
    'Personal demographic information': 'Angaben zur Person',
    'Personal picture': 'Foto',
  },
  descriptions: {
    'Basic demographic information':
      'Geschlecht, Geburtsjahr, Ort und Sprache: wenig genug, um es mit den meisten Apps zu teilen.',
    Contact:
      'Ärzte, Angehörige oder andere, die für die Versorgung wichtig sind, und wie sie zu erreichen sind.',
    'Group membership': 'Gruppen und Programme, denen jemand angehört, und bis wann.',
    'Group membership activity':
      'Etwas, das jemand als Mitglied einer Gruppe tat, etwa einem Programm beitreten.',
    'Insurance plan': 'Eine Versicherung, die Behandlungen zahlt: was sie abdeckt, für wen und bis wann.',
    'Personal contact information': 'Wo jemand wohnt, und wie er anzurufen oder anzuschreiben ist.',
    'Personal demographic information': 'Name, Geburtsdatum, Blutgruppe und anderes, das sich selten ändert.',
    'Personal picture': 'Ein Bild der Person, das neben dem Namen steht.',
  },
  labels: {
    'Blood type': 'Blutgruppe',
    'Date of birth of the insured': 'Geburtsdatum des Versicherten',
    Deceased: 'Verstorben',
    Disabled: 'Behinderung',
    'Employment status': 'Berufliche Situation',
    Ethnicity: 'Ethnische Herkunft',
    'First day of the week (1 is Sunday)': 'Erster Tag der Woche (1 ist Sonntag)',
    'Highest education level': 'Höchster Bildungsabschluss',
    Language: 'Sprache',
    'Marital status': 'Familienstand',
    Membership: 'Mitgliedschaft',
    'More about it': 'Mehr dazu',
    'Name of the insured': 'Name des Versicherten',
    'Name of the plan': 'Name des Tarifs',
    'Number of the insurer': 'Nummer der Versicherung',
    'Number of the person within the plan': 'Nummer der Person im Tarif',
    'Number or name in the group': 'Nummer oder Name in der Gruppe',
    'Organ donor': 'Organspender',
    'Pays first': 'Zahlt zuerst',
    'Plan code': 'Code des Tarifs',
    Religion: 'Religion',
    'Social security number': 'Sozialversicherungsnummer',
    'Valid until': 'Gültig bis',
    Veteran: 'Veteran',
    'What it covers': 'Was sie abdeckt',
    'Year of birth': 'Geburtsjahr',
  },
  values: {
    m: 'Männlich',
    f: 'Weiblich',
  },
  phrases: {
    Male: 'Männlich',
    Female: 'Weiblich',
    Picture: 'Foto',
  },
};
