// The words of taking a record along.

export const exportWords = {
  title: (name: string) => `Download the record of ${name}`,
  short: 'Download everything',
  lead: 'One file with everything in the record that you may see: to keep, to move elsewhere, or to open in a spreadsheet.',
  inside: 'What is in it',
  parts: [
    'a page to start from, which lists what there is',
    'every item as XML, as applications read it, and what it was before it was changed',
    'for each kind of item a JSON file and a CSV file, which spreadsheets open',
    'all files and pictures',
  ],
  excel:
    'The CSV files have commas between their columns. Where Excel puts a whole line into one column, open them with Data > From Text/CSV and choose the comma.',
  limited: 'You may see a part of this record only, so the file holds that part.',
  care: 'The file is not encrypted. Keep it where nobody else can open it.',
  size: (text: string) => `The record takes about ${text}.`,
  button: 'Download as a zip file',
  progress: 'Putting the file together',
  begun: 'Your browser is saving the file …',
  running: 'Your browser is saving the file: {done} of {total} items.',
  done: 'All of it has been sent. Your browser has the file.',
  failed: 'The download broke off. What your browser saved is not complete; please start again.',
  back: 'Back to the record',
  tooMany: 'You are downloading already',
  tooManyText: 'Wait until the downloads that are under way have ended, then try again.',
  indexTitle: (name: string) => `Health record of ${name}`,
  indexLead: (day: string) => `Taken from Keepwell on ${day}.`,
  kind: 'Kind',
  items: 'Items',
  cut: (columns: string) =>
    `The CSV has columns for the first ${columns} values only; its last column counts what is left out. The JSON has everything.`,
  files: (count: number) => `Files and pictures: ${count}`,
  nothing: 'There was nothing in the record.',
  damaged:
    'These items, or earlier versions of them, cannot be read and are missing from this file. A backup may have them.',
  broken: 'This list is the last file to be written. If you can read it, the download is complete.',
};
