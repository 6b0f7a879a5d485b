// What people looked at and apps read, in words, by the addresses of the pages.
import { pickPlural } from '../../plural.ts';

export const looksWords = {
  times: (what: string, times: number) => (times === 1 ? what : `${what} (${times} times)`),
  kind: (name: string, items: number) => `${name} ${items}`,
  listed: (count: number) =>
    pickPlural('en', count, { one: '1 item told of only', other: `${count} items told of only` }),
  files: (count: number) => pickPlural('en', count, { one: '1 file', other: `${count} files` }),
  entries: (count: number) => pickPlural('en', count, { one: '1 entry', other: `${count} entries` }),
  aPage: 'a page about the record',
  otherPage: 'another page',
  pages: {
    '/': 'the first page',
    '/items': 'the list of items',
    '/items/:id': 'an item',
    '/items/:id/edit': 'an item to change it',
    '/items/:id/history': 'the history of an item',
    '/items/:id/files/:file': 'a file',
    '/items/new/:type': 'a form for an item',
    '/timeline': 'the timeline',
    '/charts/:kind': 'a chart',
    '/upload': 'the page to add files',
    '/records/:record': 'the overview of the record',
    '/records/:record/items': 'the list of items',
    '/records/:record/edit': 'the name of the record',
    '/records/:record/photo': 'the photo',
    '/records/:record/photo/image': 'the photo',
    '/records/:record/sharing': 'who may see the record',
    '/records/:record/sharing/:person': 'what a person may do',
    '/apps/:app/:record': 'what an app may do',
    '/export': 'the page to download the record',
    '/activity': 'the activity',
    '/messages': 'the messages',
    '/messages/:id': 'a message',
    '/emergency': 'what is shown in an emergency',
  },
};
