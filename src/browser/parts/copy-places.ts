// Where the copy is kept, for who writes it and who reads it.
export const cacheName = 'keepwell-offline';
export const copyPath = '/offline/copy';
export const offlinePath = '/offline';
