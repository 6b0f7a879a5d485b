// Web link: the address of a page.
import webLink from '../../../things/web-link.ts';
import { isWritable } from '../codes.ts';
import { text } from '../convert.ts';
import { attachment, makeDocument, putContent } from '../documents.ts';
import { isMarked } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { getAtPath } from '../paths.ts';

const { row, rowBy } = rowsOf(webLink);

export default defineMapping(webLink, {
  ...makeDocument(webLink),
  rows: [
    rowBy('url', `${attachment}.url`, {
      write(item, resource) {
        // An address has no blanks.
        if (typeof item.url === 'string' && /^\S+$/.test(item.url))
          putContent(resource, { contentType: 'text/html', url: item.url });
      },
      read(resource, item) {
        const url = getAtPath(resource, `${attachment}.url`);
        if (isWritable(url)) item.url = url;
      },
    }),
    row('title', `${attachment}.title`, text),
  ],
  takes: resource =>
    isMarked(resource, webLink) && typeof getAtPath(resource, `${attachment}.url`) === 'string',
});
