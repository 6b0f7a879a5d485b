// The words of the pages that applications send people to.

export const targetsWords = {
  newRecord: 'A new health record',
  newRecordLead: (app: string) => `For use with ${app}. You decide on the next page what it may see.`,
  filledIn: (app: string) =>
    `${app} has filled in what it knows. Check it, and change what is not right. Nothing is kept before you create the record.`,
  lost: (app: string) =>
    `What ${app} sent along is no longer here, since it waits for half an hour only. Please fill it in yourself.`,
  create: 'Create the record',
  cancel: 'Cancel',
  more: 'More about this person (optional)',
  without: 'Go on without this record',
  account: {
    filledIn: (app: string) =>
      `${app} has filled in what it knows about you. Check it, and change what is not right.`,
    lost: (app: string) =>
      `What ${app} sent along is no longer here, since it waits for half an hour only. Please fill it in yourself.`,
    recordFollows: 'The health record that comes with it follows on the next page.',
    notNow: 'No account wanted?',
    notes: (app: string) =>
      `${app} left something out, or sent what does not fit. Your account does not need it:`,
    flows: {
      eprep: 'An account keeps what helpers need to know in an emergency.',
      wmgmt: 'An account keeps your weight over time, and what you eat and do for it.',
    },
  },
  list: {
    lead: (app: string) => `These are the records that ${app} may use.`,
    none: 'No records',
    noneText: (app: string) => `${app} may use none of your records.`,
  },
  signOut: {
    title: 'Sign out of your health records?',
    text: (app: string) =>
      `You came by a link that signs you out of Keepwell and leads on to ${app}. If you did not mean to sign out, stay signed in.`,
    button: 'Sign out',
    stay: 'Stay signed in',
  },
  noAccess: 'No access',
  noAccessText: (app: string) => `${app} has no access to a record of yours that could be shown.`,
  refused: {
    edit: {
      title: 'You cannot change this record',
      text: (app: string) =>
        `${app} sent you here to edit a record, but it is shared with you for looking only. Ask whoever looks after it.`,
    },
    sharing: {
      title: 'You cannot share this record',
      text: (app: string) =>
        `${app} sent you here to share a record, but only those who look after it can invite others.`,
    },
    noRecord: {
      title: 'You have no health record yet',
      text: (app: string) => `${app} sent you here for one of your records, but there is none.`,
    },
    noDocument: {
      title: 'This document is not here',
      text: (app: string) =>
        `${app} sent you here to take over the items of a document, but your record has no such document, or it is not shared with you.`,
    },
    noReconciling: {
      title: 'You cannot take over this document',
      text: (app: string) =>
        `${app} sent you here to take over the items of a document, but the record is shared with you for looking only. Ask whoever looks after it.`,
    },
    tooManyFiles: {
      title: 'Other documents wait for you',
      text: (app: string) =>
        `${app} sent you here to take over the items of a document, but several are open already. Decide about them first, under “Bring data in”.`,
    },
  },
};
