// The words of the pages that applications send people to.
import type { targetsWords as english } from '../../en/hand-over/targets.ts';

export const targetsWords: typeof english = {
  newRecord: 'Un historial nuevo',
  newRecordLead: app => `Para usarlo con ${app}. En la página siguiente usted decide qué puede ver.`,
  filledIn: app =>
    `${app} ha rellenado lo que sabe. Revíselo y cambie lo que no sea correcto. No se guarda nada hasta que cree el historial.`,
  lost: app => `Lo que envió ${app} ya no está aquí, pues solo espera media hora. Rellénelo usted.`,
  create: 'Crear el historial',
  cancel: 'Cancelar',
  more: 'Más sobre esta persona (opcional)',
  without: 'Seguir sin este historial',
  account: {
    filledIn: app => `${app} ha rellenado lo que sabe de usted. Revíselo y cambie lo que no sea correcto.`,
    lost: app => `Lo que envió ${app} ya no está aquí, pues solo espera media hora. Rellénelo usted.`,
    recordFollows: 'El historial que la acompaña viene en la página siguiente.',
    notNow: '¿No quiere una cuenta?',
    notes: app => `${app} omitió algo o envió lo que no encaja. Su cuenta no lo necesita:`,
    flows: {
      eprep: 'Una cuenta guarda lo que otros deben saber para ayudarle en una emergencia.',
      wmgmt: 'Una cuenta guarda su peso a lo largo del tiempo y lo que come y hace para cuidarlo.',
    },
  },
  list: {
    lead: app => `Estos son los historiales que ${app} puede usar.`,
    none: 'Ningún historial',
    noneText: app => `${app} no puede usar ninguno de sus historiales.`,
  },
  signOut: {
    title: '¿Cerrar la sesión de sus historiales?',
    text: app =>
      `Llegó por un enlace que cierra su sesión en Keepwell y lleva a ${app}. Si no quería cerrar la sesión, déjela abierta.`,
    button: 'Cerrar sesión',
    stay: 'Dejar la sesión abierta',
  },
  noAccess: 'Sin acceso',
  noAccessText: app => `${app} no tiene acceso a ningún historial suyo que se pueda mostrar.`,
  refused: {
    edit: {
      title: 'No puede cambiar este historial',
      text: app =>
        `${app} le envió aquí para editar un historial, pero se comparte con usted solo para mirar. Pregunte a quien lo cuida.`,
    },
    sharing: {
      title: 'No puede compartir este historial',
      text: app =>
        `${app} le envió aquí para compartir un historial, pero solo quienes lo cuidan pueden invitar a otros.`,
    },
    noRecord: {
      title: 'Todavía no tiene ningún historial',
      text: app => `${app} le envió aquí por uno de sus historiales, pero no hay ninguno.`,
    },
    noDocument: {
      title: 'Este documento no está aquí',
      text: app =>
        `${app} le envió aquí para pasar los datos de un documento a su historial, pero en él no está ese documento o no se comparte con usted.`,
    },
    noReconciling: {
      title: 'No puede pasar este documento al historial',
      text: app =>
        `${app} le envió aquí para pasar los datos de un documento al historial, pero se comparte con usted solo para mirarlo. Pregunte a quien cuida de él.`,
    },
    tooManyFiles: {
      title: 'Hay otros documentos que esperan',
      text: app =>
        `${app} le envió aquí para pasar los datos de un documento al historial, pero ya hay varios abiertos. Decida primero sobre ellos, en «Traer datos».`,
    },
  },
};
