// Las palabras de los calendarios de un historial y de la página que crea sus direcciones.
import type { Begun } from '../../areas.ts';
import type { calendarWords as english } from '../../en/pages/calendar.ts';

export const calendarWords: Begun<typeof english> = {
  busy: 'Occupé',
  due: (vaccine, dose) => `${vaccine}, dose ${dose} : à faire`,
  title: 'Calendriers',
  lead: 'Un programme de calendrier, sur un téléphone ou ailleurs, lit un calendrier de ce dossier à une adresse secrète. Quiconque a l’adresse lit ce qu’il dit, sans se connecter : donnez à chaque programme la sienne, pour pouvoir y mettre fin.',
  make: 'Créer un calendrier',
  makeIt: 'Créer l’adresse',
  name: 'Nom',
  nameHint: 'Comment vous l’appelez, par exemple « mon téléphone ». Le calendrier porte ce nom.',
  nameMissing: max => `Donnez-lui un nom de ${max} caractères au plus.`,
  saysTitle: 'Ce qu’il dit',
  says: { busy: 'Seulement qu’il y a quelque chose', kind: 'Quelle sorte de chose', all: 'Tout' },
  saysHints: {
    busy: 'Chaque entrée s’appelle « Occupé ».',
    kind: '« Rendez-vous », sans dire avec qui, où ni pourquoi.',
    all: 'Aussi quoi, avec qui et où, et les noms des vaccins et des médicaments.',
  },
  kindsTitle: 'Ce qu’il contient',
  kinds: { appointments: 'Rendez-vous', vaccines: 'Vaccins à faire', doses: 'Doses de médicaments' },
  dosesHint:
    'Le matin, à midi, le soir et la nuit, selon la fréquence à laquelle il est écrit qu’ils sont pris.',
  kindMissing: 'Choisissez ce qu’il contient.',
  tooMany:
    'Il y a autant de calendriers de ce dossier qu’il peut y en avoir. Mettez fin à un qui ne sert pas.',
  madeBy: (person, day) => `Par ${person}, ${day}`,
  renew: 'Renouveler',
  end: 'Mettre fin',
  ended: 'Le calendrier a pris fin. Son adresse n’ouvre plus rien.',
  made: name => `Adresse de « ${name} »`,
  once: 'Elle n’est affichée que cette fois, et n’est gardée nulle part. Quiconque l’a lit le calendrier.',
  subscribe: 'S’abonner sur cet appareil',
  done: 'Terminé',
  howTo:
    'Ailleurs, copiez l’adresse et ajoutez-la au programme de calendrier comme calendrier « depuis une URL ». Les programmes cherchent les changements toutes les heures ou moins souvent.',
};
