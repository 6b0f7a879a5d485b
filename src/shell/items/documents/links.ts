// The addresses of documents.

export const documentsPath = '/documents';

/** Where people say what a document is. */
export function aboutHref(id: string): string {
  return `/items/${id}/document`;
}

/** Where a document is attached to items. */
export function attachHref(id: string): string {
  return `/items/${id}/attach`;
}

/** Where documents are attached to an item. */
export function chooseDocumentHref(id: string): string {
  return `/items/${id}/documents`;
}

export function uploadForHref(id: string): string {
  return `/upload?for=${id}`;
}
