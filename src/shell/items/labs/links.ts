// Where the pages of laboratory results are.
export const labsHref = '/labs';
export const labHref = '/labs/test';
export const newLabsHref = '/labs/new';
