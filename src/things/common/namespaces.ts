// The namespaces of the schemas that the types share.
export const base = 'urn:com.microsoft.wc.thing.types';
export const dates = 'urn:com.microsoft.wc.dates';
export const types = 'urn:com.microsoft.wc.types';
