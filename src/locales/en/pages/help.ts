// The words around the help pages.

export const helpWords = {
  title: 'Help',
  lead: 'How this vault works, and what you can do here.',
  all: 'All help pages',
  developers: 'For developers:',
  reference: 'types, vocabularies and methods',
};
