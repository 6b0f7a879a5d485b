// Las palabras de los recordatorios por correo y de la página que los elige.
import type { Begun } from '../../areas.ts';
import type { remindersWords as english } from '../../en/pages/reminders.ts';

export const remindersWords: Begun<typeof english> = {
  title: record => `Rappels et calendrier de ${record}`,
  short: 'Rappels et calendrier',
  byMail: 'Rappels par e-mail',
  isOn: email => `Les rappels vous sont envoyés à ${email}.`,
  isOff: 'Rien de ce dossier ne vous est rappelé.',
  noMail: 'Ce coffre n’envoie pas d’e-mails : son opérateur n’a pas configuré de serveur de messagerie.',
  confirmFirst: 'Confirmez d’abord votre adresse e-mail, pour que personne d’autre ne reçoive les rappels.',
  toAccount: 'Vers votre compte',
  of: 'Me rappeler',
  kinds: {
    appointments: 'Rendez-vous',
    vaccines: 'Vaccins à faire',
    supplies: 'Médicaments bientôt épuisés',
  },
  before: 'Combien de temps avant un rendez-vous',
  leads: { week: '1 semaine', day: '1 jour', hours: '2 heures' },
  daysBefore: 'Combien de temps avant la fin d’un médicament',
  days: count => `${count} jours`,
  doses: 'Prises de ces médicaments',
  dosesHint:
    'Le matin à 8 h, à midi, le soir à 18 h, la nuit à 22 h, selon leur schéma ; pas si vous avez noté la prise avant.',
  noDoses: 'Aucun médicament pris actuellement ne dit à quelle fréquence.',
  mailTells: 'Ce que dit l’e-mail',
  little: 'Seulement qu’il y a quelque chose, et quand',
  littleHint: '« Vous avez un rendez-vous demain à 9:00. »',
  all: 'Aussi quoi, avec qui et où',
  allHint: 'Un e-mail peut être lu en chemin.',
  zone: zone => `Les heures sont celles de cette horloge : ${zone}.`,
  save: 'Enregistrer',
  saved: 'Vos rappels sont enregistrés.',
  turnedOff: 'Les rappels sont désactivés.',
  offTitle: 'Désactiver les rappels ?',
  offText:
    'Vous ne recevez plus d’e-mails qui vous rappellent ce que contient ce dossier. Ce qui est dans le dossier reste.',
  off: 'Les désactiver',
  offDone: 'Pour les retrouver, activez-les ici, une fois connecté :',
  when: (days, date, time) => {
    const day = days === 0 ? `aujourd’hui, ${date}` : days === 1 ? `demain, ${date}` : `le ${date}`;
    return time === undefined ? day : `${day}, à ${time}`;
  },
  mailSubject: record => `Rappel : ${record}`,
  mailAppointment: (record, when) => `Vous avez un rendez-vous ${when}, dans le calendrier de « ${record} ».`,
  mailVaccine: record => `Un vaccin est à faire pour « ${record} ».`,
  mailVaccineNamed: (record, vaccine, dose) =>
    `Un vaccin est à faire pour « ${record} » : ${vaccine}, dose ${dose}.`,
  mailDose: (record, when) => `Une prise de médicament est prévue pour « ${record} » ${when}.`,
  mailDoseNamed: (record, medicine, when) => `Une prise est prévue pour « ${record} » ${when} : ${medicine}.`,
  mailSupply: (record, day) => `Un médicament de « ${record} » sera épuisé ${day}.`,
  mailSupplyNamed: (record, medicine, day) =>
    `Un médicament de « ${record} » sera épuisé ${day} : ${medicine}.`,
  mailSee: link => `Vous en trouvez plus dans votre Keepwell : ${link}`,
  mailOff: link => `Désactiver ces rappels : ${link}`,
};
