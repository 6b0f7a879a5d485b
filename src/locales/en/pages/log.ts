// The words of the page of what is published of the access log.
export const logWords = {
  title: 'The published log',
  lead: 'Every hour the vault publishes a signed checkpoint of its log: of what happened to each record, and who looked at it.',
  how: 'Keep one of these files, and the key. Later you can check that nothing was changed, cut out or put in before that time. The files say nothing about anybody.',
  keys: 'Key',
  caption: 'Checkpoints, newest first',
  number: 'Checkpoint',
  file: (number: number) => `Checkpoint ${number}`,
  at: 'When',
  none: 'There is no checkpoint yet',
  noneText: 'The first one follows within a minute.',
  older: 'Older',
};
