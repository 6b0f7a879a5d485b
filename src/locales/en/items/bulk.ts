// The words of what is done with all that a list finds.
import { pickPlural } from '../../plural.ts';

export const bulkWords = {
  choosePage: 'Choose all on this page',
  pageOf: (size: number) => `Show ${size} on a page`,
  all: {
    delete: 'Delete all that was found …',
    restore: 'Restore all that was found …',
    purge: 'Remove all that was found for good …',
  },
  titles: {
    delete: 'Delete all that was found?',
    restore: 'Restore all that was found?',
    purge: 'Remove all that was found for good?',
  },
  texts: {
    delete: ['You can undo it right after, or restore the items later from what was deleted.'],
    restore: [],
    purge: [
      'The items go with all their versions and files. Nothing can bring them back. That they were there and were deleted stays in the log.',
    ],
  },
  buttons: { delete: 'Delete', restore: 'Restore', purge: 'Remove for good' },
  found: (count: number, text: string) =>
    pickPlural('en', count, { one: 'It is one item.', other: `It is ${text} items.` }),
  cut: (text: string) =>
    `This step takes the newest ${text} of what fits. There may be more: do it again for the rest.`,
  again: 'What fits has changed meanwhile, so nothing was done yet.',
};
