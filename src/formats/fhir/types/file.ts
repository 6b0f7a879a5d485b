// File: its name, size and kind, and where its content is read.
import file from '../../../things/file.ts';
import { isWritable } from '../codes.ts';
import { attachment, files, makeDocument, putContent } from '../documents.ts';
import { isMarked } from '../elements.ts';
import { getOwn } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath } from '../paths.ts';

const { rowBy } = rowsOf(file);
const kindPattern = /^[\w.+-]+\/[\w.+-]+$/;

const about: Pick<Row, 'write' | 'read'> = {
  write({ name, size, contentType }, resource) {
    const kind = getOwn(contentType, 'text');
    const isKind = typeof kind === 'string' && kindPattern.test(kind);
    const own = (getAtPath(resource, attachment) ?? {}) as Readonly<Record<string, never>>;
    const { url } = own;
    const said = {
      ...(isKind && { contentType: kind }),
      // FHIR counts as far as 32 bits do.
      ...(typeof size === 'number' && size <= 2_147_483_647 && { size }),
      ...(isWritable(name) && { title: name }),
    };
    if (url === undefined) {
      resource.content = [{ attachment: { ...own, ...said } }];
    } else putContent(resource, said);
  },
  read(resource, item) {
    const [kind, size, title] = ['contentType', 'size', 'title'].map(key =>
      getAtPath(resource, `${attachment}.${key}`),
    );
    if (isWritable(title)) item.name = title;
    if (typeof size === 'number') item.size = size;
    if (isWritable(kind)) item.contentType = { text: kind };
  },
};

export default defineMapping(file, {
  ...makeDocument(file),
  rows: [
    rowBy('name', 'content', files, 'The files that it holds.'),
    rowBy('size', `${attachment}.size`, about, 'With title and contentType.'),
  ],
  takes: resource =>
    isMarked(resource, file) &&
    typeof getAtPath(resource, `${attachment}.title`) === 'string' &&
    typeof getAtPath(resource, `${attachment}.size`) === 'number',
  // Whatever document it is, its bytes are a file here.
  takesOthers: resource =>
    /^Binary\//.test(String(getAtPath(resource, `${attachment}.url`))) &&
    isWritable(getAtPath(resource, `${attachment}.title`)) &&
    Number(getAtPath(resource, `${attachment}.size`)) > 0,
});
