// The words of the page of what is published of the access log.
export const logWords = {
  title: 'The published log',
  lead: 'Whatever happens to a record, and whoever looks at it, is an entry of its log. Each entry seals the one before it, and here is published, signed, where each log ends.',
  how: 'Whoever keeps these files can show later that no entry was changed, cut out or put in since. They tell nothing about anybody. Keep the key, too: the files are checked with it.',
  keys: 'Key',
  caption: 'Files, newest first',
  number: 'File',
  file: (number: number) => `Publication ${number}`,
  at: 'When',
  none: 'Nothing was published yet',
  noneText: 'The first file follows within an hour.',
  older: 'Older',
};
